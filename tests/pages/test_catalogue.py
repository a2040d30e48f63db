from datetime import date

from bot.model import Corpus, Passage, Role, Source, Speech, Theme, Unit
from bot.pages.catalogue import Catalogue

UNITS = tuple(
    Unit(slug, name)
    for slug, name in (
        ("fangzhiban", "市方志办"),
        ("wenguang", "市文广局"),
        ("anju", "市委安居办"),
        ("silent", "市不讲办"),
    )
)
THEME = Theme("tingche", "停车秩序", "把车停规矩")


def speech(slug: str, unit: Unit, day: date | None, *themes: str) -> Speech:
    passage = Passage(slug, "p1", "标题", "原文。", Role.PRACTICE, 1, themes=themes)
    return Speech(slug, "题目", unit, None, day, Source("页面"), (passage,))


CATALOGUE = Catalogue(
    Corpus(
        speeches=(
            speech("fangzhiban-1", UNITS[0], date(2023, 1, 1), THEME.name),
            speech("wenguang-1", UNITS[1], None, THEME.name),
            speech("wenguang-2", UNITS[1], date(2024, 1, 1), THEME.name, "别的"),
            speech("anju-1", UNITS[2], date(2023, 6, 1)),
        ),
        units=UNITS,
        themes=(THEME, Theme("empty", "没人讲", "")),
    )
)


def test_the_newest_speech_stands_first_and_those_without_a_date_last() -> None:
    assert [s.slug for s in CATALOGUE.speeches] == ["wenguang-2", "anju-1", "fangzhiban-1", "wenguang-1"]


def test_units_stand_under_the_letter_of_what_tells_them_apart() -> None:
    told = {letter: [unit.name for unit in units] for letter, units in CATALOGUE.units_by_letter}
    assert told == {"A": ["市委安居办"], "F": ["市方志办"], "W": ["市文广局"]}


def test_units_and_themes_without_a_speech_are_not_listed() -> None:
    assert [unit.slug for unit in CATALOGUE.units] == ["fangzhiban", "wenguang", "anju"]
    assert CATALOGUE.themes == (THEME,)
    assert CATALOGUE.unit("silent") is None


def test_a_unit_that_only_a_note_is_of_has_a_page_and_is_not_told_to_tell_of_itself() -> None:
    note = Passage("organiser-1", "note", "编者按", "编者按。", Role.NOTE, 0)
    noted = Speech(
        "organiser-1", "大赛启事", Unit("organiser", "市委工委"), None, None, Source("页面"), (note,)
    )
    corpus = CATALOGUE.corpus
    catalogue = Catalogue(
        Corpus(speeches=(*corpus.speeches, noted), units=(*corpus.units, noted.unit), themes=corpus.themes)
    )
    assert noted.unit not in catalogue.units
    assert catalogue.unit("organiser") is noted.unit


def test_practices_alike_are_those_of_other_units_on_the_same_themes() -> None:
    own = CATALOGUE.corpus.passages[0]
    assert {passage.speech for passage in CATALOGUE.like(own)} == {"wenguang-1", "wenguang-2"}


def test_a_slug_that_leads_nowhere_still_names_its_unit() -> None:
    meant = CATALOGUE.unit_in("wenguang-20191231")
    assert meant
    assert meant.slug == "wenguang"
    assert CATALOGUE.unit_in("xyz") is None
