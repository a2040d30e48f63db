from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from docx import Document
from PIL import Image

from bot.app.mending import Mending
from bot.app.reporting import week_of, weekly, write_report
from bot.dialogue.reception import Reception
from bot.errors import InputError
from bot.model import NeedsSpeech, Question
from bot.state.memory import SqlMemory

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app.service import Service

MONDAY = date(2026, 11, 16)
ASKED = (
    (-3, "p", "文明遛狗"),
    (0, "p", "文明遛狗"),
    (0, "p", "没用"),
    (1, "q", "路灯坏了找谁修"),
    (1, "r", "路灯坏了找谁修？"),
    (6, "q", "井盖丢了\x0b"),
    (7, "q", "联系车主挪车"),
)
"""Days from that Monday, who, and what."""


@pytest.fixture
def asked(baigu: Service) -> Service:
    for number, (days, person, text) in enumerate(ASKED):
        at = (datetime(2026, 11, 16, 9, number).astimezone() + timedelta(days=days)).timestamp()
        memory = SqlMemory(baigu.database, lambda at=at: at)  # type: ignore[misc] # bound as a default
        Reception(baigu.editions.current, memory).reply(Question(text, person=person, key=str(number)))
    return baigu


def test_a_week_is_told_from_monday_to_sunday_beside_the_one_before(asked: Service) -> None:
    report = weekly(asked, MONDAY)
    assert (report.week.answered, report.week.unanswered, report.week.suggested) == (1, 3, 0)
    assert (report.week.useless, report.week.people, report.before.questions) == (1, 3, 1)
    assert [day.questions for day in report.days] == [1, 2, 0, 0, 0, 0, 1]
    assert report.units == (("市防洪排涝工程管理处", 1),)
    assert [one.count for one in report.unmet] == [2, 1]
    assert len(report.mended) == 1  # held by a question to check with


def test_the_report_is_a_word_file_with_figures_charts_and_what_is_to_be_done(
    asked: Service, tmp_path: Path
) -> None:
    Mending(asked).save(NeedsSpeech("市城管局"), ("路灯坏了找谁修",))
    write_report(tmp_path / "week.docx", weekly(asked, MONDAY))
    word = Document(str(tmp_path / "week.docx"))
    told = "\n".join(paragraph.text for paragraph in word.paragraphs)
    for part in (
        "摆古 一周问答报告",
        "2026年11月16日至2026年11月22日",
        "请市城管局讲一讲：",
        "路灯坏了找谁修",
    ):
        assert part in told
    figures = [[cell.text for cell in row.cells] for row in word.tables[0].rows]
    assert figures[1] == ["问题", "4", "1"]
    assert figures[3] == ["答了", "1（25%）", "1（100%）"]
    pictures = [part.blob for part in word.part.package.iter_parts() if part.content_type == "image/png"]
    assert len(pictures) == 2
    for picture in pictures:
        assert len(Image.open(io.BytesIO(picture)).convert("RGB").getcolors(10**7) or []) > 2
    with pytest.raises(InputError, match="没有覆盖"):
        write_report(tmp_path / "week.docx", weekly(asked, MONDAY))


def test_without_a_day_it_is_the_last_week_that_is_over() -> None:
    now = datetime(2026, 11, 25, 12).astimezone().timestamp()
    assert week_of(None, now) == MONDAY
    assert week_of(date(2026, 11, 22), now) == MONDAY
    assert week_of(date(2026, 11, 23), now) == date(2026, 11, 23)
