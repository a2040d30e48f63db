from __future__ import annotations

import io
import zipfile

import pytest

from bot.errors import SourceError
from bot.importing.reading.pptx_page import read_pptx
from tests.importing.reading.samples import sample


def test_slides_are_read_in_order_with_titles_notes_and_tables() -> None:
    lines = read_pptx(sample("slides.pptx")).lines
    assert [line.text for line in lines] == [
        "把楼道当成自家客厅",
        "一是清杂物。我们清理楼道。",
        "二是装路灯。我们装了路灯。",
        "这里讲老王搬走旧沙发的故事。",
        "下一步",
        "楼栋\t户数",
        "三栋\t四十八",
    ]
    assert [line.level for line in lines] == [1, 0, 0, 0, 2, 0, 0]
    assert lines[1].bold == len("一是清杂物。")


def test_the_order_is_the_presentation_s_not_that_of_file_names() -> None:
    raw = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sample("slides.pptx"))) as old, zipfile.ZipFile(raw, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            if part == "ppt/presentation.xml":
                first, second = content.index(b"<p:sldId "), content.rindex(b"<p:sldId ")
                end = content.index(b"</p:sldIdLst>")
                content = content[:first] + content[second:end] + content[first:second] + content[end:]
            new.writestr(part, content)
    assert read_pptx(raw.getvalue()).lines[0].text == "下一步"


def test_what_is_no_presentation_is_an_error() -> None:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("a.txt", "x")
    for content in (b"PK\x03\x04 broken", raw.getvalue()):
        with pytest.raises(SourceError, match="打不开这个 PowerPoint 文件"):
            read_pptx(content)
