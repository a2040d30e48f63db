"""Texts that are missing in knowledge/wording: WeChat always gets words, through the webhook as it is plugged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NoReturn
from xml.etree import ElementTree as ET

import pytest
import structlog
from flask import Flask

from bot.channel.reply import LIMIT, Renderer
from bot.channel.webhook import Webhook
from bot.channel.wording_check import check_wording
from bot.dialogue.acts import INTENTS
from bot.dialogue.links import Links
from bot.dialogue.reception import Reception
from bot.model import Feedback, Occasion, Wording
from bot.state.database import Database
from bot.state.memory import SqlMemory
from bot.wechat.channel import wechat
from bot.wechat.envelope import Envelope
from tests.builders import KNOWLEDGE
from tests.wechat.counterpart import NOW, Counterpart, event, text_message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient
    from structlog.typing import EventDict

    from bot.dialogue.edition import Edition
    from bot.model import Answer, Corpus, Reply

WECHAT = Counterpart()
LINKS = Links("https://baigu.example")


def of_kind(kind: str) -> str:
    return text_message().replace("<![CDATA[text]]>", kind)


OCCASIONS = {
    Occasion.WELCOME: event("subscribe"),
    Occasion.PICTURE: of_kind("image"),
    Occasion.VOICE: of_kind("voice"),
    Occasion.VIDEO: of_kind("video"),
    Occasion.LOCATION: of_kind("location"),
    Occasion.LINK: of_kind("link"),
    Occasion.FILE: of_kind("file"),
    Occasion.STICKER: text_message("[捂脸]"),
    Occasion.UNKNOWN: of_kind("hologram"),
    Occasion.MENU: event("CLICK", "V1001_TODAY"),
}
"""What WeChat sends for each."""

ASKED = {
    Wording.SEVERAL: ["哪些单位用了四联双报到"],
    Wording.ANSWERED: ["小区停车乱怎么办"],
    Wording.UNIT: ["防排处"],
    Wording.SUGGESTED: ["小区里乱停车归哪个部门管"],
    Wording.UNANSWERED: ["今天星期几"],
    Wording.THEME: ["领导带头"],
    Wording.THEMES: ["主题"],
    Wording.UNITS: ["单位"],
    Wording.HELP: ["帮助"],
    Wording.MORE: ["主题", "更多"],
    Wording.NO_MORE: ["小区停车乱怎么办", *["换一个"] * 6],
    Wording.WHOLE: ["小区停车乱怎么办", "详细一点"],
    Wording.TOLD: ["小区停车乱怎么办", "谁讲的"],
    Wording.BRIEF: ["小区停车乱怎么办", "太长了"],
    Wording.COUNTED: ["方志办有几条做法"],
    Wording.PAST_END: ["防排处", "9"],
    Wording.SORRY: ["小区停车乱怎么办", "不是这个"],
    Wording.REMARK: ["老爷子说你很乖"],
    Wording.FORGOTTEN: ["删除我的记录"],
}
"""Messages of which the last is met by each."""

MESSAGES = {
    **{occasion.wording: [sent] for occasion, sent in OCCASIONS.items()},
    **{
        wording: [text_message(text, msg_id=str(n)) for n, text in enumerate(asked)]
        for wording, asked in ASKED.items()
    },
}


class FailingMemory(SqlMemory):
    """A database that is full."""

    def recall(self, key: str | None, person: str | None) -> NoReturn:
        raise OSError(key, person)


@dataclass(frozen=True)
class Phone:
    """A person at an account whose texts are as given."""

    client: FlaskClient

    def got(self, messages: list[str]) -> ET.Element:
        for message in messages:
            sent = WECHAT.sent(message)
            response = self.client.post("/wechat", query_string=dict(sent.query), data=sent.body)
            assert response.status_code == 200
        return ET.fromstring(response.text)  # noqa: S314 # our own

    def text(self, messages: list[str]) -> str:
        return self.got(messages).findtext("Content") or ""


def phone(
    edition: Edition, corpus: Corpus, folder: Path, *, cards: bool = False, kind: type[SqlMemory] = SqlMemory
) -> Phone:
    renderer = Renderer(corpus, LINKS, "12345", cards=cards)

    def render(answer: Answer, _channel: str = "") -> Reply:
        return renderer.render(answer)

    changed = replace(edition, corpus=corpus, render=render)
    database = Database(f"sqlite:///{folder / 'b.db'}")
    reception = Reception(lambda: changed, kind(database))
    envelope = Envelope(WECHAT.token, WECHAT.app_id, [WECHAT.aes_key], lambda: NOW, accepts_plain=True)
    app = Flask(__name__)
    app.register_blueprint(Webhook(wechat(envelope), reception, lambda *parts: "#".join(parts)).blueprint())
    return Phone(app.test_client())


def without(corpus: Corpus, *names: str) -> Corpus:
    return replace(corpus, wording={name: text for name, text in corpus.wording.items() if name not in names})


@pytest.fixture
def logged() -> Iterator[list[EventDict]]:
    with structlog.testing.capture_logs() as entries:
        yield entries


def failures(logged: list[EventDict]) -> list[str]:
    return [entry["event"] for entry in logged if entry["log_level"] in ("error", "critical")]


def test_every_wording_is_met_by_a_message_of_these_tests() -> None:
    met_elsewhere = {Wording.CARD, Wording.APOLOGY, Wording.LOST, Wording.ERASING, Wording.BUSY, Wording.CUT}
    assert {*MESSAGES, *met_elsewhere} == set(Wording)
    assert set(OCCASIONS) == set(Occasion)


@pytest.mark.parametrize("wording", MESSAGES)
def test_each_text_is_the_one_that_its_messages_are_met_by(
    edition: Edition, tmp_path: Path, wording: Wording
) -> None:
    marked = {**edition.corpus.wording, wording.value: f"【{wording}】{edition.corpus.wording[wording]}"}
    held = phone(edition, replace(edition.corpus, wording=marked), tmp_path)
    assert held.text(MESSAGES[wording]).startswith(f"【{wording}】")


@pytest.mark.parametrize("wording", MESSAGES)
def test_a_text_that_is_missing_is_a_fault_of_check_and_never_silence_or_an_apology(
    edition: Edition, tmp_path: Path, logged: list[EventDict], wording: Wording
) -> None:
    corpus = without(edition.corpus, wording)
    assert [fault.path for fault in check_wording(corpus, LINKS, None)] == [f"wording/{wording}.txt"]
    text = phone(edition, corpus, tmp_path).text(MESSAGES[wording])
    assert text.strip()
    assert len(text.encode()) <= LIMIT
    assert text != edition.corpus.wording[Wording.APOLOGY]
    assert failures(logged) == []


@pytest.mark.parametrize("wording", MESSAGES)
def test_without_any_text_at_all_there_are_words(
    edition: Edition, tmp_path: Path, logged: list[EventDict], wording: Wording
) -> None:
    text = phone(edition, replace(edition.corpus, wording={}), tmp_path).text(MESSAGES[wording])
    assert text.strip()
    assert failures(logged) == []


def test_an_answer_without_its_text_still_carries_quote_unit_link_and_choices(
    edition: Edition, tmp_path: Path
) -> None:
    held = phone(edition, without(edition.corpus, "answered", "unit"), tmp_path)
    text = held.text(MESSAGES[Wording.ANSWERED])
    assert "在规划停车位时,小区党员与我们一起积极帮忙联系车主挪车" in text
    assert "市方志办" in text
    assert 'href="https://baigu.example/speeches/fangzhiban-20240111' in text
    assert "市方志办第2条" in text
    assert "市防洪排涝工程管理处第1条" in held.text(MESSAGES[Wording.UNIT])


def test_suggestions_without_their_text_still_say_that_they_are_no_answer(
    edition: Edition, tmp_path: Path
) -> None:
    held = phone(edition, without(edition.corpus, "suggested", "unanswered"), tmp_path)
    assert "没有找到直接的回答" in held.text(MESSAGES[Wording.SUGGESTED])
    text = held.text(MESSAGES[Wording.UNANSWERED])
    assert "没有找到回答" in text
    assert "12345" in text


def test_a_card_without_its_text_goes_out_as_what_it_stands_for(edition: Edition, tmp_path: Path) -> None:
    asked = MESSAGES[Wording.UNIT]
    whole = phone(edition, edition.corpus, tmp_path, cards=True).got(asked)
    assert whole.findtext("MsgType") == "news"
    (tmp_path / "anew").mkdir()
    corpus = without(edition.corpus, "card")
    assert [fault.path for fault in check_wording(corpus, LINKS, None)] == ["wording/card.txt"]
    text = phone(edition, corpus, tmp_path / "anew", cards=True).text(asked)
    assert text.startswith("市防洪排涝工程管理处做了这些")


def test_an_apology_without_its_text_is_no_failure_of_its_own(edition: Edition, tmp_path: Path) -> None:
    corpus = without(edition.corpus, "apology")
    assert [fault.path for fault in check_wording(corpus, LINKS, None)] == ["wording/apology.txt"]
    assert phone(edition, corpus, tmp_path, kind=FailingMemory).text([text_message("停车")]).strip()


@pytest.mark.parametrize("text", ["", " \n ", "{{ 单 }}", "{% if %}", "{{ 还有 // 0 }}", "{{ 热线() }}"])
def test_a_text_that_cannot_be_used_is_stood_in_for_and_logged(
    edition: Edition, tmp_path: Path, logged: list[EventDict], text: str
) -> None:
    corpus = replace(edition.corpus, wording={**edition.corpus.wording, "voice": text})
    assert phone(edition, corpus, tmp_path).text(MESSAGES[Wording.VOICE]).strip()
    assert failures(logged) == []
    assert ("wording_unusable" in [entry["event"] for entry in logged]) == bool(text.strip())


def test_every_phrase_without_a_text_of_its_own_is_a_fault_of_check_and_gets_words(
    edition: Edition, tmp_path: Path, logged: list[EventDict]
) -> None:
    courtesies = [name for name in edition.corpus.phrases if name not in (*INTENTS, Feedback.USELESS.value)]
    assert courtesies
    corpus = without(edition.corpus, *courtesies)
    assert {fault.path for fault in check_wording(corpus, LINKS, None)} == {
        f"wording/{intent}.txt" for intent in courtesies
    }
    held = phone(edition, corpus, tmp_path)
    for number, intent in enumerate(courtesies):
        said = edition.corpus.phrases[intent][0]
        assert held.text([text_message(said, msg_id=str(number))]).strip()
    assert failures(logged) == []


def test_the_knowledge_that_comes_with_the_program_has_every_text() -> None:
    files = {path.stem for path in (KNOWLEDGE / "wording").glob("*.txt")}
    assert {wording.value for wording in Wording} <= files
