"""Both platforms, as far as they are alike: what holds of one channel holds of the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from bot.wechat.channel import wechat
from bot.wechat.envelope import Envelope
from bot.wecom.channel import wecom
from bot.wecom.envelope import Envelope as WecomEnvelope
from tests.wechat.counterpart import Counterpart, event, text_message
from tests.wecom.counterpart import WecomCounterpart, member_event, member_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.channel.webhook import Channel


@dataclass(frozen=True)
class Side:
    """A platform with an account, and how its messages are written.

    Attributes:
        channel: the webhook's side of the account at a time.
        text: XML of a text message.
        event: XML of an event.
        nothing: what a platform is told where there is nothing to show.
        silent: an event that nobody waits to be answered.
    """

    name: str
    platform: Counterpart
    channel: Callable[[Callable[[], float]], Channel]
    text: Callable[..., str]
    event: Callable[..., str]
    nothing: bytes
    silent: str

    @property
    def path(self) -> str:
        return f"/{self.name}"


def _wechat(clock: Callable[[], float]) -> Channel:
    own = Counterpart()
    return wechat(Envelope(own.token, own.app_id, [own.aes_key], clock, accepts_plain=True))


def _wecom(clock: Callable[[], float]) -> Channel:
    own = WecomCounterpart()
    return wecom(WecomEnvelope(own.token, own.app_id, [own.aes_key], clock))


WECHAT = Side("wechat", Counterpart(), _wechat, text_message, event, b"success", "VIEW")
WECOM = Side("wecom", WecomCounterpart(), _wecom, member_text, member_event, b"", "view")

both = pytest.mark.parametrize("side", [WECHAT, WECOM], ids=lambda side: side.name)
