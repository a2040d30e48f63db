from __future__ import annotations

from typing import TYPE_CHECKING

from bot.importing.finding.script import Script
from bot.importing.reading.page import Line, Page

if TYPE_CHECKING:
    from tests.importing.fixture_types import Reading

TRADITIONAL = """新厝社區推動低碳生活

草屯鎮新厝社區很早就開始推動低碳生活，里民一起把髒亂的空地改成菜園。這裡的里民都說，後來連裏面的巷子也乾淨了。

一是辦理共餐。新厝社區請長輩來社區中心吃飯，大家帶自己種的菜，一餐只要二十元。

二是更換路燈。社區把舊的路燈換成省電的，一年省下三萬元電費，用來買公共的工具。"""


def test_units_are_found_in_traditional_characters_and_told_in_them(read_text: Reading) -> None:
    findings = read_text(TRADITIONAL)
    (told,) = findings.told
    assert (findings.title, told.unit) == ("新厝社區推動低碳生活", "新厝社區")
    assert [one.text[:6] for one in told.practices] == ["一是辦理共餐", "二是更換路燈"]


def test_every_word_is_told_as_the_page_writes_it(read_text: Reading) -> None:
    """這裡 and 裏面 are one character in simplified ones."""
    findings = read_text(TRADITIONAL)
    assert findings.text in TRADITIONAL
    assert all(part.text in TRADITIONAL for part in findings.told[0].parts)


def test_a_simplified_page_keeps_the_few_characters_that_look_traditional() -> None:
    page = Page(
        (Line("乾县把路修到了于家村的村口，村民出门不再走泥路，学生上学也不再绕远，大家都说方便。" * 3),)
    )
    assert Script(page).page is page


def test_a_page_without_a_character_is_left_alone() -> None:
    page = Page((Line("0"),))
    assert Script(page).page is page
