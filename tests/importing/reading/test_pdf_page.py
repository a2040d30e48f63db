from __future__ import annotations

import pytest

from bot.errors import SourceError
from bot.importing.reading.pdf_page import read_pdf
from bot.importing.reading.sandbox import read_here
from tests.importing.scoring import SHARED


def pdf(*rows: str) -> bytes:
    """A page with these rows of Latin text, 14 points apart."""
    shown = "".join(f"BT /F 10 Tf 50 {700 - 14 * n} Td ({row}) Tj ET\n" for n, row in enumerate(rows))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        f"<< /Length {len(shown)} >>\nstream\n{shown}endstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body = "%PDF-1.4\n" + "".join(f"{n} 0 obj\n{content}\nendobj\n" for n, content in enumerate(objects, 1))
    return (body + "trailer << /Root 1 0 R /Size 6 >>\n%%EOF").encode()


def test_rows_that_run_on_are_joined_to_paragraphs() -> None:
    full = "a row of text that is as wide as the page and runs on to"
    rows = [full, "the next row.", full, full, "end.", "1.first", "2.second"]
    lines = [line.text for line in read_pdf(pdf(*rows)).lines]
    assert lines == [f"{full} the next row.", f"{full} {full} end.", "1.first", "2.second"]


def test_blank_pages_hold_no_text() -> None:
    with pytest.raises(SourceError, match="没有读到文字"):
        read_here("pdf", pdf())


def test_what_is_no_pdf_is_an_error() -> None:
    with pytest.raises(SourceError, match="打不开这个 PDF"):
        read_pdf(b"%PDF-1.7\nbroken")


@pytest.mark.skipif(not SHARED.exists(), reason="the shared pages are not beside this checkout")
def test_a_printed_web_page_reads_like_one() -> None:
    lines = [line.text for line in read_pdf((SHARED / "pages/36_bj_ip_court.pdf").read_bytes()).lines]
    assert any(line.startswith("二是推送了国家博物馆的两个线上展览") for line in lines)
    assert sum(line.endswith("。") for line in lines) > 10
