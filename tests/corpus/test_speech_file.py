from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.speech_file import SpeechFile
from bot.corpus.speech_rendering import render_speech
from bot.model import Guess, Passage, Role, Source, Speech
from tests.builders import PARKS, RIVER, WATER, speech

UNITS = {WATER.name: WATER, PARKS.name: PARKS}
FRONT = "---\ntitle: 水清岸绿\nunit: 市水务局\n---\n"


def read(content: str, path: str = "speeches/a.md") -> tuple[Speech | None, list[str]]:
    file = SpeechFile(path, content)
    found = file.speech(UNITS, {"树木"})
    return found, [f"{fault.line} {fault.what}" for fault in file.faults]


def test_a_speech_is_read_as_it_is_written() -> None:
    content = (
        "---\ntitle: 水清岸绿\nunit: 市水务局\nspeaker: 李清\ndate: 2024-05-01\n"
        "source:\n  title: 汇编\n  publisher: 市文明办\nthemes:\n  p1: [树木]\n"
        "questions:\n  p1: [河怎么清的]\nmoved:\n  old: p1\nformerly: [b]\nguessed: [unit]\n---\n\n"
        "开场白。\n\n## 清淤 {#p1}\n\n一是清淤。\n\n第二段。\n"
    )
    found, faults = read(content)
    assert faults == []
    assert found is not None
    assert (found.slug, found.speaker, found.date) == ("a", "李清", date(2024, 5, 1))
    assert found.source == Source("汇编", "市文明办")
    opening, practice = found.passages
    assert (opening.anchor, opening.role, opening.number) == ("opening", Role.OPENING, None)
    assert opening.text == "开场白。"
    assert (practice.role, practice.number, practice.heading) == (
        Role.PRACTICE,
        1,
        "清淤",
    )
    assert practice.text == "一是清淤。\n\n第二段。"
    assert (practice.themes, practice.asked_as) == (("树木",), ("河怎么清的",))
    assert found.moved == {"old": "p1"}
    assert found.formerly == ("b",)
    assert found.guessed == ("unit",)


def test_an_editors_note_has_no_practices() -> None:
    found, _ = read(FRONT.replace("unit:", "note: true\nunit:") + "\n说明。\n")
    assert found is not None
    assert found.is_note
    assert [(p.anchor, p.role, p.number) for p in found.passages] == [("note", Role.NOTE, None)]


def test_what_stands_between_and_behind_the_practices_is_not_numbered() -> None:
    sections = "## 甲 {#p1}\n一\n## 插话 {#aside}\n二\n## 乙 {#p2}\n三\n## 结尾 {#aside-2}\n四\n## 旁 {#asides}\n五\n"
    found, _ = read(FRONT + sections)
    assert found is not None
    assert [(p.role, p.number, p.place) for p in found.passages] == [
        (Role.PRACTICE, 1, 1),
        (Role.ASIDE, None, None),
        (Role.PRACTICE, 2, 2),
        (Role.ASIDE, None, None),
        (Role.PRACTICE, 3, 3),
    ]


def test_whatever_stands_in_an_editors_note_is_the_editors() -> None:
    note = FRONT.replace("unit:", "note: true\nunit:")
    found, _ = read(note + "说明。\n## 再说明 {#p1}\n一\n## 结尾 {#aside}\n二\n")
    assert found is not None
    assert {(p.role, p.number, p.place) for p in found.passages} == {(Role.NOTE, None, None)}
    assert found.practices == ()


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("没有说明", "1 开头没有两行"),
        ("---\ntitle: [\n---\n正文", "2 这一行读不懂"),
        ("---\n- 一\n---\n正文", "2 说明不是"),
        (FRONT.replace("title: 水清岸绿\n", "") + "正文", "1 没有写 title"),
        (FRONT.replace("市水务局", "市环保局") + "正文", "3 units.toml 里没有“市环保局”"),
        (FRONT.replace("unit:", "date: 昨天\nunit:") + "正文", "3 date 不是日期"),
        (FRONT.replace("unit:", "colour: red\nunit:") + "正文", "3 不认识的名称 colour"),
        (FRONT.replace("unit:", "speaker: 3\nunit:") + "正文", "3 speaker 不是文字"),
        (
            FRONT.replace("unit:", "themes:\n  p1: [花]\nunit:") + "## 一 {#p1}\n正文",
            "4 themes.toml 里没有“花”",
        ),
        (
            FRONT.replace("unit:", "questions:\n  p9: [问]\nunit:") + "## 一 {#p1}\n正文",
            "4 questions 里的锚点 p9",
        ),
        (FRONT.replace("unit:", "moved:\n  a: p9\nunit:") + "## 一 {#p1}\n正文", "4 moved 里 a → p9"),
        (FRONT, "5 没有正文"),
        (FRONT + "正文\x0b有控制字符", "5 这一行有看不见的控制字符"),
        (FRONT + "## 没有锚点\n正文", "5 小标题要写成"),
        (FRONT + "## 一 {#P 1}\n正文", "5 锚点 P 1 不合规"),
        (FRONT + "## 一 {#p1}\n文\n## 二 {#p1}\n文", "7 锚点 p1 重复"),
        (FRONT + "## 一 {#p1}\n\n## 二 {#p2}\n文", "5 小标题下面没有正文"),
    ],
)
def test_a_fault_is_named_with_its_line(content: str, fault: str) -> None:
    found, faults = read(content)
    assert found is None
    assert any(f.startswith(fault) for f in faults), faults


def test_all_faults_are_named_at_once() -> None:
    _, faults = read("---\ntitle: ''\nunit: 无\ndate: x\n---\n## 一\n")
    assert len(faults) >= 4


def test_windows_line_ends_do_not_matter() -> None:
    assert read((FRONT + "正文\n第二行").replace("\n", "\r\n")) == read(FRONT + "正文\n第二行")


TEXT = st.text(alphabet="文#\\ 。a\n-{}[]:'\"“", max_size=40).map(lambda t: t.strip("\n")).filter(str.strip)


@given(st.lists(TEXT, min_size=1, max_size=4), TEXT, st.lists(TEXT, max_size=2))
def test_writing_and_reading_gives_the_speech_again(texts: list[str], title: str, asked: list[str]) -> None:
    passages = tuple(
        Passage(
            "a",
            f"p{n}" if n else "opening",
            f"题{n}" if n else title,
            text,
            Role.of(f"p{n}" if n else "opening"),
            n or None,
            asked_as=tuple(asked),
            heard=tuple(reversed(asked)),
        )
        for n, text in enumerate(texts)
    )
    written = Speech("a", title, WATER, None, date(2024, 5, 1), Source("来源: “一”"), passages)
    found, faults = read(render_speech(written))
    assert faults == []
    assert found == written


def test_the_file_of_a_speech_is_easy_on_the_eye() -> None:
    written = render_speech(speech(practices=("一是清淤。",), themes={1: ("树木",)}))
    assert "themes:\n  p1: [树木]\n" in written
    assert "\n## 一是清淤。 {#p1}\n\n一是清淤。\n" in written
    assert read(render_speech(RIVER), "speeches/shuiwu-20240501.md")[0] == RIVER


def test_why_something_is_a_guess_stands_on_one_line_and_is_read_again() -> None:
    guesses = {"unit": Guess(3, ("市教育局", "市民政局")), "date": Guess()}
    speech = replace(RIVER, guesses=guesses)
    text = render_speech(speech)
    assert "guessed: {unit: {sentence: 3, alternatives: [市教育局, 市民政局]}, date: {}}\n" in text
    assert SpeechFile(f"{RIVER.slug}.md", text).speech({WATER.name: WATER}, ()) == speech


@pytest.mark.parametrize(
    "guessed",
    [
        "unit",
        "3",
        "[3]",
        "{unit: 3}",
        "{unit: {sentence: x}}",
        "{unit: {alternatives: x}}",
        "{unit: {why: x}}",
    ],
)
def test_guesses_of_another_form_are_a_fault(guessed: str) -> None:
    file = SpeechFile("a.md", render_speech(RIVER).replace("date:", f"guessed: {guessed}\ndate:", 1))
    assert file.speech({WATER.name: WATER}, ()) is None
    assert "guessed 不是" in str(file.faults[0])
