"""A week's report as a Word file that one reads on paper: figures, charts, what was asked, what is to be done."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from bot.model.moment import day_in_words
from bot.reporting.chart import bars, columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from docx.shared import Length

    from bot.results.mending import Cluster
    from bot.results.report import Report, Tally

_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_PARTS = ("答了", "给了建议", "没答上")
_WIDTH = Cm(16)
_FONT = "宋体"
_A4 = (Cm(21), Cm(29.7))
_FIGURES, _QUESTIONS = (Cm(7), Cm(4.5), Cm(4.5)), (Cm(10), Cm(1.5), Cm(2), Cm(2.5))


def document(report: Report) -> bytes:
    """The file."""
    word = Document()
    _set_fonts(word)
    page = word.sections[0]
    page.page_width, page.page_height = _A4
    word.add_heading(f"{report.account} 一周问答报告", 0)
    word.add_paragraph(
        f"{day_in_words(report.first)}至{day_in_words(report.last)}。问题里的号码在记下之前遮过，人只记编码。"
    )
    _figures(word, report)
    _charts(word, report)
    _questions(word, "问得最多的", report.asked, "这一周没有人问。")
    _questions(word, "还没有答好的", report.unmet, "问的都答上了。")
    _questions(word, "已经补上、定了怎么办的", report.mended, "这一周没有要补的。")
    _releases(word, report)
    _wanted(word, report)
    written = io.BytesIO()
    word.save(written)
    return written.getvalue()


def _set_fonts(word: Any) -> None:
    """Chinese characters in a font that Word and WPS have, in headings too."""
    for style in word.styles:
        if getattr(style, "font", None) is not None and style.element.rPr is not None:
            style.font.name = _FONT
            style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    word.styles["Normal"].font.size = Pt(11)


def _figures(word: Any, report: Report) -> None:
    word.add_heading("数字", 1)
    week, before = report.week, report.before
    counted = (
        ("问题", week.questions, before.questions),
        ("问的人（编码）", week.people, before.people),
        *((part, _with_share(week, n), _with_share(before, n)) for n, part in enumerate(_PARTS)),
        ("说有用", week.useful, before.useful),
        ("说没帮上", week.useless, before.useless),
        ("一半的回答用时不超过", _seconds(week), _seconds(before)),
    )
    _table(word, _FIGURES, ("", "这一周", "上一周"), counted)


def _charts(word: Any, report: Report) -> None:
    word.add_heading("每天", 1)
    days = [_counts(day) for day in report.days]
    word.add_picture(io.BytesIO(columns(_WEEKDAYS, _PARTS, days)), _WIDTH)
    if report.units:
        word.add_heading("哪些单位答得多", 1)
        word.add_picture(io.BytesIO(bars(report.units)), _WIDTH)


def _questions(word: Any, title: str, clusters: Sequence[Cluster], none: str) -> None:
    word.add_heading(title, 1)
    if not clusters:
        word.add_paragraph(none)
        return
    rows = ((one.question, one.count, len(one.wordings), one.useless or "") for one in clusters)
    _table(word, _QUESTIONS, ("问题", "次", "种问法", "说没帮上"), rows)


def _releases(word: Any, report: Report) -> None:
    if report.releases:
        word.add_heading("发布了什么", 1)
        for release in report.releases:
            word.add_paragraph(f"第 {release.number} 版，{release.who}：{release.why}", "List Bullet")


def _wanted(word: Any, report: Report) -> None:
    word.add_heading("要请单位讲的", 1)
    if not report.wanted:
        word.add_paragraph("没有。")
    for unit in dict.fromkeys(row.unit for row in report.wanted):
        word.add_paragraph(f"请{unit}讲一讲：")
        for row in (row for row in report.wanted if row.unit == unit):
            word.add_paragraph(row.says[0], "List Bullet")


def _table(
    word: Any, widths: Sequence[Length], header: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    table = word.add_table(1, len(header), "Light Grid Accent 1")
    for cell, text in zip(table.rows[0].cells, header, strict=True):
        cell.text = text
    for row in rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = _printable(str(value))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width  # which LibreOffice reads; Word reads that of the cells
        for cell in column.cells:
            cell.width = width


def _printable(text: str) -> str:
    """A text as XML may carry it; what somebody typed may be anything."""
    return "".join(char for char in text if char.isprintable())


def _counts(day: Tally) -> tuple[int, int, int]:
    return day.answered, day.suggested, day.unanswered


def _with_share(week: Tally, part: int) -> str:
    count = _counts(week)[part]
    return f"{count}（{week.share(count):.0%}）"


def _seconds(week: Tally) -> str:
    return "—" if week.latency is None else f"{week.latency:.2f} 秒"
