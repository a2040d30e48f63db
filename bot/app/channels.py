"""The channels of this installation, as far as their accounts are set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.wechat.channel import wechat
from bot.wechat.envelope import Envelope
from bot.wecom.channel import wecom
from bot.wecom.envelope import Envelope as WecomEnvelope

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.channel.webhook import Channel
    from bot.settings import Settings


def wechat_channel(settings: Settings, clock: Callable[[], float]) -> Channel | None:
    """The public account; None where there is none yet."""
    if settings.token is None:
        return None
    envelope = Envelope(
        settings.token.get_secret_value(),
        settings.app_id,
        settings.aes_keys,
        clock,
        accepts_plain=settings.plaintext == "accept",
    )
    return wechat(envelope, settings.staffed)


def wecom_channel(settings: Settings, clock: Callable[[], float]) -> Channel | None:
    """The WeCom application; None where there is none yet."""
    token, corp_id = settings.wecom_token, settings.wecom_corp_id
    if token is None or corp_id is None:
        return None
    return wecom(WecomEnvelope(token.get_secret_value(), corp_id, settings.wecom_aes_keys, clock))
