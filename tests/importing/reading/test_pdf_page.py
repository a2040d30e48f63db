from __future__ import annotations

import io

import pypdfium2
import pytest

from bot.errors import SourceError
from bot.importing.reading.pdf_page import read_pdf
from bot.importing.reading.sandbox import read_here
from tests.importing.reading.samples import sample
from tests.importing.scoring import SHARED
from tests.tools import needs_recognition


def pdf(*rows: str, footer: str = "") -> bytes:
    """A page with these rows of Latin text, 14 points apart, and what a program prints below them."""
    shown = "".join(f"BT /F 10 Tf 50 {700 - 14 * n} Td ({row}) Tj ET\n" for n, row in enumerate(rows))
    if footer:
        shown += f"/Artifact <</Type /Pagination>> BDC BT /F 8 Tf 50 20 Td ({footer}) Tj ET EMC\n"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        f"<< /Length {len(shown)} >>\nstream\n{shown}endstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body = "%PDF-1.4\n" + "".join(f"{n} 0 obj\n{content}\nendobj\n" for n, content in enumerate(objects, 1))
    return (body + "trailer << /Root 1 0 R /Size 6 >>\n%%EOF").encode()


def bound(*names: str) -> bytes:
    """The samples as one document."""
    whole, raw = pypdfium2.PdfDocument.new(), io.BytesIO()
    for name in names:
        whole.import_pages(pypdfium2.PdfDocument(sample(name)))
    whole.save(raw)
    return raw.getvalue()


def test_rows_that_run_on_are_joined_to_paragraphs() -> None:
    full = "a row of text that is as wide as the page and runs on to"
    rows = [full, "the next row.", full, full, "end.", "1.first", "2.second"]
    lines = [line.text for line in read_pdf(pdf(*rows)).lines]
    assert lines == [f"{full} the next row.", f"{full} {full} end.", "1.first", "2.second"]


def test_what_a_browser_prints_above_and_below_a_page_is_none_of_its_text() -> None:
    lines = read_pdf(pdf("1.first", "2.second", footer="file:///tmp/p.html 1/1")).lines
    assert [line.text for line in lines] == ["1.first", "2.second"]


def test_blank_pages_hold_no_text() -> None:
    with pytest.raises(SourceError, match="没有读到文字"):
        read_here("pdf", pdf())


def test_size_and_weight_of_rows_are_kept() -> None:
    lines = read_pdf(sample("looks.pdf")).lines
    assert [(line.text, line.level, line.bold) for line in lines[:4]] == [
        ("把楼道当成自家客厅", 1, 9),
        ("东湖区民政局 江小渔", 0, 0),
        ("怎么做的", 0, 4),
        ("一是清杂物。我们请党员带头，把楼道里的旧沙发、纸箱一件一件搬走。", 0, 6),
    ]


def test_a_password_is_named_as_such() -> None:
    with pytest.raises(SourceError, match="有密码"):
        read_pdf(sample("locked.pdf"))


def test_pictures_among_pages_of_text_are_left_out_and_named() -> None:
    page = read_pdf(bound("looks.pdf", "scan.pdf"))
    assert page.notes == ("第 2 页是图片，没有读；里面有字的话，请把这几页另存成一个 PDF 再导入",)
    assert not any(line.picture for line in page.lines)


def test_of_a_scan_each_page_is_left_to_be_recognised_in_its_place() -> None:
    needs_recognition()
    lines = read_pdf(bound("scan.pdf", "looks.pdf", "scan.pdf")).lines
    assert [line.picture for line in (lines[0], lines[-1])] == [1, 3]
    assert lines[1].text == "把楼道当成自家客厅"


@pytest.mark.skipif(not SHARED.exists(), reason="the shared cases are not beside this checkout")
def test_a_title_over_three_rows_is_one_line_with_its_quotation_marks_where_they_stand() -> None:
    first = read_pdf((SHARED / "importing-cases/15_pdf_two_line_title.pdf").read_bytes()).lines[0]
    assert first.level == 1
    assert first.text.endswith("开展“护江有我、清滩有责、文明同行”主题党日活动圆满结束")


def test_what_is_no_pdf_is_an_error() -> None:
    with pytest.raises(SourceError, match="打不开这个 PDF"):
        read_pdf(b"%PDF-1.7\nbroken")


@pytest.mark.skipif(not SHARED.exists(), reason="the shared pages are not beside this checkout")
def test_a_printed_web_page_reads_like_one() -> None:
    lines = [line.text for line in read_pdf((SHARED / "pages/36_bj_ip_court.pdf").read_bytes()).lines]
    assert any(line.startswith("二是推送了国家博物馆的两个线上展览") for line in lines)
    assert sum(line.endswith("。") for line in lines) > 10
