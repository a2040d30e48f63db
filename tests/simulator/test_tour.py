from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.simulator.account import Mode
from bot.simulator.line import Line
from bot.simulator.platform import Platform
from bot.simulator.tour import Tour, taps_in
from tests.http import Says, serving
from tests.simulator.webhooks import ACCOUNT, Replying, echo, text_xml, webhook

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET


@dataclass
class Notebook:
    """Writes down what a phone is told to show."""

    shown: list[tuple[str, str]] = field(default_factory=list)

    def heading(self, text: str) -> None:
        self.shown.append(("heading", text))

    def sent(self, text: str) -> None:
        self.shown.append(("sent", text))

    def event(self, text: str) -> None:
        self.shown.append(("event", text))

    def text(self, text: str) -> None:
        self.shown.append(("text", text))

    def card(self, title: str, description: str, url: str) -> None:
        self.shown.append(("card", f"{title}|{description}|{url}"))

    def note(self, text: str) -> None:
        self.shown.append(("note", text))

    def fault(self, text: str) -> None:
        self.shown.append(("fault", text))

    def all(self, kind: str) -> list[str]:
        return [text for shown, text in self.shown if shown == kind]


def toured(reply: Replying, *modes: Mode) -> tuple[int, Notebook]:
    notebook = Notebook()
    with serving(webhook(reply)) as url:
        tour = Tour(Platform(ACCOUNT, Line(url)), notebook)
        tour.everything(modes or (Mode.PLAIN,))
    return tour.faults, notebook


def test_a_sound_webhook_passes_in_all_modes_and_its_conversation_is_shown_once() -> None:
    faults, notebook = toured(echo, *Mode)
    assert (faults, notebook.all("fault")) == (0, [])
    assert len(notebook.all("heading")) == 4
    position = notebook.shown.index(("sent", "你好"))
    assert notebook.shown[position + 1] == ("text", "你好")
    assert notebook.all("sent").count("你好") == 1


def test_a_webhook_that_repeats_every_text_in_full_shows_a_fault_on_long_ones() -> None:
    faults, notebook = toured(
        lambda m: text_xml(m, "长" * 700) if m.findtext("Content") == "你好" else b"success"
    )
    assert faults == len(notebook.all("fault")) > 0
    assert "2100 字节" in notebook.all("fault")[0]


def test_a_webhook_that_answers_the_same_message_in_two_ways_is_found_out() -> None:
    numbers = itertools.count()
    faults, notebook = toured(lambda message: text_xml(message, f"第 {next(numbers)} 次"))
    assert faults == len(notebook.all("fault"))
    assert all("两种回复" in fault for fault in notebook.all("fault"))
    assert any("重发" in fault for fault in notebook.all("fault"))


def test_after_three_faults_in_a_row_the_rest_is_left_out() -> None:
    notebook = Notebook()
    with serving(lambda asked: webhook()(asked) if asked.method == "GET" else Says(b"error", 500)) as url:
        tour = Tour(Platform(ACCOUNT, Line(url)), notebook)
        tour.everything(Mode)
    assert tour.faults == 3
    assert len(notebook.all("heading")) == 2
    assert "接连 3 条" in notebook.all("note")[-1]


def test_faults_on_single_messages_do_not_end_the_tour() -> None:
    faults, notebook = toured(lambda m: echo(m) if m.findtext("MsgType") == "text" else text_xml(m, "看不懂"))
    assert faults == 0
    faults, notebook = toured(lambda m: b"oops" if m.findtext("Event") == "VIEW" else echo(m), *Mode)
    assert faults == 3
    assert len(notebook.all("heading")) == 4


def test_cards_are_shown() -> None:
    item = "<item><Title>题</Title><Description>述</Description><PicUrl>p</PicUrl><Url>u</Url></item>"
    news = f"<MsgType>news</MsgType><ArticleCount>1</ArticleCount><Articles>{item}</Articles>"
    faults, notebook = toured(
        lambda m: text_xml(m, "").replace(
            b"<MsgType>text</MsgType><Content><![CDATA[]]></Content>", news.encode()
        )
    )
    assert faults == 0
    assert "题|述|u" in notebook.all("card")


def test_a_tap_in_a_reply_is_followed() -> None:
    tapped = list[str]()

    def menu(message: ET.Element) -> bytes:
        if number := message.findtext("bizmsgmenuid"):
            tapped.append(f"{message.findtext('Content')} {number}")
        return text_xml(
            message, '<a href="weixin://bizmsgmenu?msgmenucontent=%E5%8D%95位&msgmenuid=1">单位</a>'
        )

    assert toured(menu)[0] == 0
    assert tapped == ["单位 1"]


def test_words_are_said_in_order() -> None:
    notebook = Notebook()
    with serving(webhook()) as url:
        Tour(Platform(ACCOUNT, Line(url)), notebook).say(["一", "二"], Mode.SAFE)
    assert notebook.shown == [("sent", "一"), ("text", "一"), ("sent", "二"), ("text", "二")]


def test_taps_are_found_in_every_form_that_phones_accept() -> None:
    text = (
        "<a href='weixin://bizmsgmenu?msgmenuid=1&msgmenucontent=单位'>a</a>"
        '<a  href="weixin://bizmsgmenu?msgmenucontent=%E4%B8%BB%E9%A2%98&amp;msgmenuid=2">b</a>'
        '<a href="https://example.com/">c</a>'
    )
    assert taps_in(text) == ["单位", "主题"]
