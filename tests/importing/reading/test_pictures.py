from __future__ import annotations

import importlib.util
from dataclasses import replace

import pytest

from bot.errors import SourceError
from bot.importing.reading.page import RECOGNISED, Line, Page
from bot.importing.reading.pictures import with_pictures_read
from bot.importing.reading.sandbox import read, read_here
from bot.importing.reading.source import Raw
from tests.importing.reading.samples import sample
from tests.tools import needs_recognition


@pytest.fixture
def recognising() -> None:
    needs_recognition()


@pytest.mark.usefixtures("recognising")
@pytest.mark.parametrize(
    ("name", "kind"), [("scan.pdf", "pdf"), ("scan.jpg", "picture"), ("scan.png", "picture")]
)
def test_a_scan_is_recognised_and_says_so(name: str, kind: str) -> None:
    raw, told = Raw(name, kind, sample(name)), list[str]()
    page = with_pictures_read(raw, read(raw), told.append)
    texts = [line.text for line in page.lines]
    assert texts[0] == "把楼道当成自家客厅"
    assert page.lines[0].level == 1
    assert "二是装路灯" in "".join(texts)
    assert page.is_recognised
    assert page.notes == (RECOGNISED,)
    assert told == [f"{name}：正在认第 1 页的文字（1/1），一页要几十秒"]


@pytest.mark.usefixtures("recognising")
def test_a_page_that_fails_costs_no_other() -> None:
    raw = Raw("scan.pdf", "pdf", sample("scan.pdf"), notes=("见过",))
    page = Page((Line("", picture=1), Line("写着的"), Line("", picture=9)), notes=raw.notes)
    read_ = with_pictures_read(raw, page, lambda _: None)
    assert read_.lines[0].text == "把楼道当成自家客厅"
    assert read_.lines[-1].text == "写着的"
    assert read_.notes == (RECOGNISED, "见过", "第 9 页是图片，没有认出文字；请打开看看")


@pytest.mark.usefixtures("recognising")
def test_a_picture_without_words_is_an_error() -> None:
    import io  # noqa: PLC0415

    from PIL import Image  # noqa: PLC0415

    blank = io.BytesIO()
    Image.new("RGB", (300, 300), "white").save(blank, "PNG")
    raw = Raw("a.png", "picture", blank.getvalue())
    with pytest.raises(SourceError, match="没有认出文字"):
        with_pictures_read(raw, read(raw), lambda _: None)
    with pytest.raises(SourceError, match="打不开这张图片"):
        with_pictures_read(replace(raw, content=b"\x89PNG\r\n\x1a\n broken"), read(raw), lambda _: None)


def test_what_is_written_is_not_recognised() -> None:
    page = read_here("text", "一是好。".encode())
    assert with_pictures_read(Raw("a.txt", "text", b""), page, pytest.fail) is page


@pytest.mark.parametrize(("name", "kind"), [("scan.pdf", "pdf"), ("scan.jpg", "picture")])
def test_where_nothing_can_be_recognised_one_line_says_what_to_install(
    name: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util,
        "find_spec",
        lambda module: None if module == "rapidocr_onnxruntime" else found(module),
    )
    with pytest.raises(SourceError, match=r"baigu\[ocr\]）：pip install"):
        read_here(kind, sample(name))
