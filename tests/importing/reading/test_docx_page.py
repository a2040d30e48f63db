from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH

from bot.errors import TOO_LARGE, SourceError
from bot.importing.reading.docx_page import read_docx
from bot.importing.reading.page import Line


def saved(document: docx.document.Document) -> bytes:
    raw = io.BytesIO()
    document.save(raw)
    return raw.getvalue()


def test_paragraphs_keep_their_order_headings_lists_and_tables() -> None:
    document = docx.Document()
    document.add_paragraph("标题").alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_heading("小标题", 2)
    document.add_paragraph("摸底到位。", style="List Number")
    document.add_paragraph("圆点。", style="List Bullet")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "物资", "数量"
    document.add_paragraph("正文。")
    lines = read_docx(saved(document)).lines
    assert [line.text for line in lines] == ["标题", "小标题", "摸底到位。", "圆点。", "物资\t数量", "正文。"]
    assert [line.level for line in lines] == [1, 3, 0, 0, 0, 0]
    assert [bool(line.item) for line in lines] == [False, False, True, False, False, False]
    assert [line.row for line in lines] == [0, 0, 0, 0, 1, 0]


def test_a_frame_of_one_cell_is_no_table() -> None:
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "一是好。"
    cell.add_paragraph("二是好。")
    assert [line.text for line in read_docx(saved(document)).lines] == ["一是好。", "二是好。"]


def test_the_table_of_contents_is_left_out() -> None:
    document = docx.Document()
    document.styles.add_style("toc 1", 1)
    document.add_paragraph("一、\t活动背景\t1", style="toc 1")
    document.add_paragraph("活动背景")
    assert read_docx(saved(document)).lines == (Line("活动背景"),)


def test_what_is_no_word_file_is_an_error() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as parts:
        parts.writestr("a.txt", "x")
    for raw in (b"PK\x03\x04 broken", archive.getvalue()):
        with pytest.raises(SourceError, match="打不开这个 Word 文件"):
            read_docx(raw)


def test_an_archive_that_unpacks_to_too_much_is_not_opened() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", b"A" * 210_000_000)
    with pytest.raises(SourceError, match="太大"):
        read_docx(archive.getvalue())


def test_what_is_set_bold_at_the_beginning_of_a_paragraph_is_remembered() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("  ")
    paragraph.add_run("请进来。").bold = True
    paragraph.add_run("列单子。\n平的。")
    document.add_paragraph().add_run("全粗\n全粗").bold = True
    document.add_heading("小标题", 2)
    bold = [(line.text, line.bold) for line in read_docx(saved(document)).lines]
    assert bold == [("请进来。列单子。", 4), ("平的。", 0), ("全粗", 2), ("全粗", 2), ("小标题", 3)]


def test_a_word_file_that_unpacks_to_too_much_is_too_large() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as parts:
        for number in range(5_001):
            parts.writestr(f"{number}", b"")
    with pytest.raises(SourceError) as told:
        read_docx(packed.getvalue())
    assert told.value.kind == TOO_LARGE
