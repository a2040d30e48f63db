"""A conversation that goes through everything WeChat can send, and through what goes wrong on the way."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from html import unescape
from typing import TYPE_CHECKING, Protocol
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.simulator.account import Mode
    from bot.simulator.person import Person, Push
    from bot.simulator.platform import Delivery, Platform

_TAP = re.compile(r"""<a\s+href=["']weixin://bizmsgmenu\?([^"']*)["']""")
_SLOW = 4.0
"""Seconds; whoever takes longer is shown by luck."""

_IN_A_ROW = 3
"""Faults one after another, after which the rest would only say the same."""


class _GivenUp(Exception):
    """Too many faults in a row."""


class Phone(Protocol):
    """Shows a conversation."""

    def heading(self, text: str) -> None:
        """What comes next."""
        ...

    def sent(self, text: str) -> None:
        """What the person sent."""
        ...

    def event(self, text: str) -> None:
        """What the person did without sending anything."""
        ...

    def text(self, text: str) -> None:
        """A text reply, with WeChat's markup."""
        ...

    def card(self, title: str, description: str, url: str) -> None:
        """A card with a picture."""
        ...

    def note(self, text: str) -> None:
        """What the phone does not show."""
        ...

    def fault(self, text: str) -> None:
        """Why the phone shows WeChat's own fault."""
        ...


class Tour:
    """Sends pushes, shows the conversation, counts faults."""

    def __init__(self, platform: Platform, phone: Phone) -> None:
        self._platform = platform
        self._phone = phone
        self._in_a_row = 0
        self.faults = 0

    def everything(self, modes: Iterable[Mode]) -> None:
        """Verification, then every kind of push and mishap in each mode; the conversation of the first is shown."""
        self._phone.heading(f"{self._platform.account.FORM}：验证网址")
        self._note_faults(self._platform.verify() or self._platform.forge())
        if not self.faults:
            self._phone.note("验证通过")
        try:
            for number, mode in enumerate(modes):
                self._phone.heading(f"{_MODES[mode.value]}：各种消息和事件")
                before = self.faults
                self._once_through(mode, shown=number == 0)
                self._phone.note(f"{_MODES[mode.value]}走完，{self.faults - before} 处毛病")
        except _GivenUp:
            self._phone.note(f"接连 {_IN_A_ROW} 条都有毛病，不再往下走；先改好这些再来")

    def say(self, texts: Iterable[str], mode: Mode) -> None:
        """What one person types, in order."""
        person = self._platform.account.somebody()
        with suppress(_GivenUp):
            self._converse((person.text(text) for text in texts), mode, shown=True)

    def _once_through(self, mode: Mode, *, shown: bool) -> None:
        person = self._platform.account.somebody()
        follow, *events = person.events()
        texts = self._converse([follow, *person.messages(), *events], mode, shown=shown)
        taps = [words for text in texts for words in taps_in(text)]
        self._converse([person.tap(words, "1") for words in taps[:1]], mode, shown=shown)
        self._mishaps(person, mode)
        self._converse([person.unfollow()], mode, shown=False)

    def _converse(self, pushes: Iterable[Push], mode: Mode, *, shown: bool) -> list[str]:
        """Send, show and check; the texts that came back."""
        texts, blank = list[str](), 0
        for push in pushes:
            delivery = self._platform.deliver(push, mode)
            if shown and not delivery.screen.is_blank:
                self._show(delivery)
            self._check(delivery)
            texts.append(delivery.screen.text)
            blank += delivery.screen.is_blank
        if shown and blank:
            self._phone.note(f"另有 {blank} 条没有回复，手机上什么也不显示")
        return texts

    def _mishaps(self, person: Person, mode: Mode) -> None:
        first = self._platform.deliver(person.text("帮助"), mode)
        self._check(first)
        self._same("平台重发一次", first, self._platform.deliver(first.push, mode))
        dropped = self._platform.deliver(person.text("你好"), mode, dropped=True)
        self._check(dropped)
        self._same("连接断了再重发", dropped, self._platform.deliver(dropped.push, mode))
        pushes = [person.text("谢谢")] * 3
        with ThreadPoolExecutor(len(pushes)) as pool:
            overlapping = list(pool.map(lambda push: self._platform.deliver(push, mode), pushes))
        for delivery in overlapping:
            self._check(delivery)
            self._same("第一次还没答完就重发", overlapping[0], delivery)

    def _same(self, when: str, one: Delivery, other: Delivery) -> None:
        if not one.screen.faults and not other.screen.faults and one.screen != other.screen:
            self._fault(f"{when}，同一条消息“{one.push.shown[:20]}”得到两种回复")

    def _check(self, delivery: Delivery) -> None:
        name = f"“{delivery.push.shown[:30]}”"
        self._note_faults(f"{name}：{fault}" for fault in delivery.screen.faults)
        self._in_a_row = self._in_a_row + 1 if delivery.screen.faults else 0
        if self._in_a_row == _IN_A_ROW:
            raise _GivenUp
        for number, attempt in enumerate(delivery.attempts, 1):
            if attempt.seconds > _SLOW and not delivery.screen.faults:
                self._phone.note(f"{name}第 {number} 次用了 {attempt.seconds:.1f} 秒，平台只等 5 秒")

    def _note_faults(self, faults: Iterable[str]) -> None:
        for fault in faults:
            self._fault(fault)

    def _fault(self, fault: str) -> None:
        self.faults += 1
        self._phone.fault(fault)

    def _show(self, delivery: Delivery) -> None:
        (self._phone.event if delivery.push.is_event else self._phone.sent)(delivery.push.shown)
        if delivery.screen.text:
            self._phone.text(delivery.screen.text)
        for card in delivery.screen.cards:
            self._phone.card(card.title, card.description, card.url)


_MODES = {"plain": "明文模式", "compatible": "兼容模式", "safe": "安全模式"}


def taps_in(text: str) -> list[str]:
    """The words that the taps in a text reply send."""
    queries = (unescape(found).split("&") for found in _TAP.findall(text))
    parts = (dict(part.partition("=")[::2] for part in query) for query in queries)
    return [unquote(query["msgmenucontent"]) for query in parts if query.get("msgmenucontent")]
