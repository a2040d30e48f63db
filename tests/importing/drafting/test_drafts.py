from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from bot.corpus.speech_file import SpeechFile
from bot.corpus.speech_rendering import render_speech
from bot.errors import SourceError
from bot.importing.drafting.drafts import NO_UNIT, Drafting, short_form
from bot.model import Role, Source, Theme, Unit
from tests.importing.texts import TEXTS

if TYPE_CHECKING:
    from tests.importing.fixture_types import Reading

TAX = Unit("shuiwu", "市税务局", ("税务局",))
PARKING = Theme("tingche", "停车秩序", "停车", ("停车", "挪车"))
PAGE = """\
把停车位划进小区
2024-01-11
市税务局 张三
我们这样做。一是划车位。帮忙挪车。二是清垃圾。很干净。
下一步，将继续努力。
谢谢大家。"""


def test_a_speech_is_drafted_with_slug_themes_headings_and_anchors(read_text: Reading) -> None:
    (draft,) = Drafting([TAX], [PARKING], {}).of(read_text(PAGE))
    speech = draft.speech
    assert (speech.slug, speech.unit, speech.speaker, speech.date) == (
        "shuiwu-20240111",
        TAX,
        "张三",
        date(2024, 1, 11),
    )
    assert [(p.anchor, p.role, p.number, p.heading, p.themes) for p in speech.passages] == [
        ("opening", Role.OPENING, None, "把停车位划进小区", ()),
        ("p1", Role.PRACTICE, 1, "划车位", ("停车秩序",)),
        ("p2", Role.PRACTICE, 2, "清垃圾", ()),
        ("aside", Role.ASIDE, None, "下一步，将继续努力", ()),
    ]
    assert not draft.is_new_unit


def test_what_is_guessed_is_marked_in_the_draft(read_text: Reading) -> None:
    text = "两千盏路灯\n老城区的路灯坏了多年。去年，青石街道换了两千盏灯。青石街道请供电所一条巷一条巷地查，画出一张图。"
    (draft,) = Drafting([], [], {}).of(read_text(text))
    assert draft.speech.guessed == ("unit",)
    assert "guessed: {unit: {sentence: 2}}" in render_speech(draft.speech)
    (sure,) = Drafting([], [], {}).of(read_text(PAGE))
    assert sure.speech.guessed == ()


def test_a_new_unit_gets_a_slug_from_the_sound_of_its_short_name(read_text: Reading) -> None:
    (draft,) = Drafting([], [], {}).of(read_text(PAGE))
    assert draft.is_new_unit
    assert (draft.speech.unit.slug, draft.speech.unit.name) == ("shuiwuju", "市税务局")


def test_a_slug_that_is_taken_gets_a_number(read_text: Reading) -> None:
    other = PAGE.replace("划车位", "换个地方").replace("把停车位划进小区", "另一篇讲停车的稿子")
    drafting = Drafting([TAX], [], {"speeches/shuiwu-20240111.md": None})
    slugs = [draft.speech.slug for page in (PAGE, other) for draft in drafting.of(read_text(page))]
    assert slugs == ["shuiwu-20240111-2", "shuiwu-20240111-3"]


def test_two_units_of_one_short_name_get_different_slugs(read_text: Reading) -> None:
    taken = Unit("shuiwuju", "某所")
    assert Drafting([taken], [], {}).of(read_text(PAGE))[0].speech.unit.slug == "shishuiwuju"
    page = "经验选登\n柳州市总工会\n建成工会驿站二百六十个。\n桂林市总工会\n接待职工八千六百人次。"
    slugs = [draft.speech.unit.slug for draft in Drafting([], [], {}).of(read_text(page))]
    assert slugs == ["zonggonghui", "guilinshizonggonghui"]


def test_a_speech_that_is_there_is_known_again_even_after_an_editor_changed_its_words(
    read_text: Reading,
) -> None:
    (draft,) = Drafting([TAX], [], {}).of(read_text(PAGE))
    edited = PAGE.replace("很干净", "干干净净")
    for page in (PAGE, edited):
        (again,) = Drafting([TAX], [], {"drafts/a.md": draft.speech}).of(read_text(page))
        assert again.known == "drafts/a.md"


def test_the_speeches_of_a_page_name_one_source_that_no_other_page_has(read_text: Reading) -> None:
    page = f"{PAGE}\n市社科联 李四\n我们也来。一是学。好。二是讲。好。"
    drafts = Drafting([TAX], [], {}).of(read_text(page))
    assert {draft.speech.source.file for draft in drafts} == {"shuiwu-20240111.txt"}
    other = Source("别的页面", file="shuiwu-20240111.txt")
    elsewhere = replace(drafts[0].speech, title="别的稿子", slug="b", passages=(), source=other)
    (again,) = Drafting([TAX], [], {"speeches/b.md": elsewhere}).of(read_text(PAGE))
    assert again.speech.source.file == "shuiwu-20240111-2.txt"


def test_the_same_page_twice_in_one_run_is_drafted_once(read_text: Reading) -> None:
    drafting = Drafting([TAX], [], {})
    assert [drafting.of(read_text(PAGE))[0].known for _ in range(2)] == [None, "shuiwu-20240111.md"]


def test_an_editors_note_is_a_draft_of_the_publisher(read_text: Reading) -> None:
    page = f"宣讲稿选登\n2024-01-11 来源：市税务局\n编者按：现选登一篇。\n{PAGE.replace('2024-01-11', '')}"
    note, speech = (draft.speech for draft in Drafting([TAX], [], {}).of(read_text(page)))
    assert note.is_note
    assert (note.unit, note.title, note.passages[0].anchor, note.passages[0].number) == (
        TAX,
        "编者按",
        "note",
        None,
    )
    assert speech.slug == "shuiwu-20240111-2"


def test_a_speech_without_unit_and_date_says_what_to_fill_in(read_text: Reading) -> None:
    (draft,) = Drafting([], [], {}).of(read_text("今天天气很好，我们出去走走。"))
    assert (draft.speech.unit.name, draft.speech.slug) == (NO_UNIT, "wei-tian")


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("市方志办", "方志办"),
        ("柳州市鱼峰区税务局", "税务局"),
        ("市委市直机关工委", "市委市直机关工委"),
        ("人民银行郑州中心支行", "人民银行郑州中心支行"),
        ("区委", "区委"),
        ("福州市委组织部", "福州市委组织部"),
    ],
)
def test_the_short_form_of_a_name_has_no_places(name: str, short: str) -> None:
    assert short_form(name) == short


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS)
def test_a_draft_is_read_from_its_file_as_it_was_made(read_text: Reading, text: str) -> None:
    try:
        findings = read_text(text)
    except SourceError:
        return
    page = "".join(findings.text.split())
    for draft in Drafting([TAX], [PARKING], {}).of(findings):
        assert all("".join(passage.text.split()) in page for passage in draft.speech.passages)
        file = SpeechFile(f"drafts/{draft.speech.slug}.md", render_speech(draft.speech))
        assert file.speech({draft.speech.unit.name: draft.speech.unit}, {PARKING.name}) == draft.speech, (
            file.faults
        )
