from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.corpus.corrections import with_correction
from bot.corpus.folder import KnowledgeFolder
from bot.corpus.recutting import Source as Page
from bot.corpus.recutting import join
from bot.corpus.speech_file import SpeechFile
from bot.corpus.speech_rendering import render_speech
from bot.corpus.verbatim import check_verbatim
from bot.errors import SourceError
from bot.model import Correction, Passage, Role, Source, Speech
from tests.builders import WATER

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 11, 26)
SPEECH = "speeches/fangzhiban-20240111.md"
SLIP, RIGHT = "积极帮忙联系车主挪车", "积极帮助联系车主挪车"


def told(*texts: str) -> Speech:
    opening = Passage("a", "opening", "题目", texts[0], Role.OPENING)
    practices = (Passage("a", f"p{n}", "做法", text, Role.PRACTICE, n) for n, text in enumerate(texts[1:], 1))
    return Speech("a", "题目", WATER, None, None, Source("页面"), (opening, *practices))


def correction(was: str, now: str) -> Correction:
    return Correction(was, now, "王敏", DAY, "错别字")


def read(content: str) -> tuple[Speech | None, list[str]]:
    file = SpeechFile("speeches/a.md", content)
    return file.speech({WATER.name: WATER}, []), [str(fault) for fault in file.faults]


def test_corrected_words_agree_with_the_source_because_that_is_recorded(copy: Path) -> None:
    folder, path = KnowledgeFolder(copy), copy / SPEECH
    speech = next(s for s in folder.load().speeches if s.slug in SPEECH)
    corrected = with_correction(speech, correction(SLIP, RIGHT))
    path.write_text(render_speech(corrected), "utf-8")
    corpus = folder.load()
    assert RIGHT in path.read_text("utf-8").rpartition("---")[2]
    assert next(s for s in corpus.speeches if s.slug == speech.slug) == corrected
    assert list(check_verbatim(corpus, folder.files)) == []
    path.write_text(render_speech(replace(corrected, corrections=())), "utf-8")
    (fault,) = check_verbatim(folder.load(), folder.files)
    assert "corrections" in fault.mend


@given(
    st.text("一二三四", min_size=8, max_size=30),
    st.lists(st.tuples(st.integers(0, 29), st.text("一二三五", min_size=1, max_size=3)), max_size=4),
)
@example("一一三一一一一一", [(3, "三三")])
def test_undone_the_text_is_what_was_spoken_and_the_file_gives_all_of_it_again(
    words: str, changes: list[tuple[int, str]]
) -> None:
    speech = told(words, "另一段")
    for start, now in changes:
        try:
            speech = with_correction(speech, correction(speech.passages[0].text[start : start + 3], now))
        except SourceError:
            continue
    assert speech.uncorrected(speech.text) == f"{words}\n\n另一段"
    assert [speech.uncorrected(passage.text) for passage in speech.passages] == [words, "另一段"]
    assert speech.corrections_of(speech.passages[0]) == speech.corrections[::-1]
    again, faults = read(render_speech(speech))
    assert (again, faults) == (speech, [])


@pytest.mark.parametrize(
    ("was", "now", "why"),
    [
        ("下雨", "下雪", "在稿子里不止一处"),
        ("刮风", "下雪", "找不到"),
        ("既使", "大家", "更正以后的“大家”在正文里不止一处"),
        ("既使", "既使", "前后不一样"),
        ("既使", "", "要写"),
        ("既使", "即\n使", "不能换行"),
        ("既使", "即" * 101, "100 个字以内"),
    ],
)
def test_what_could_not_be_undone_is_not_corrected(was: str, now: str, why: str) -> None:
    with pytest.raises(SourceError, match=why):
        with_correction(told("大家好，既使下雨。", "下雨也做。"), correction(was, now))


def test_by_hand_a_correction_that_leads_nowhere_or_lacks_something_is_told_with_its_line() -> None:
    written = render_speech(with_correction(told("大家好，既使下雨。"), correction("既使", "即使")))
    assert read(written)[1] == []
    (fault,) = read(written.replace("，即使", "，就算"))[1]
    line = next(n for n, text in enumerate(written.split("\n"), 1) if "to: 即使" in text)
    assert fault.startswith(f"speeches/a.md:{line}: 更正以后的“即使”不在正文里")
    (fault,) = read(written.replace("  who: 王敏\n", ""))[1]
    assert "from、to、who、when" in fault


def test_corrected_passages_are_joined_as_their_source_has_them() -> None:
    speech = with_correction(told("大家好", "既使下雨。", "也做。"), correction("既使", "即使"))
    assert join(speech, "p2", Page("大家好 既使下雨。也做。")).passages[1].text == "即使下雨。也做。"
