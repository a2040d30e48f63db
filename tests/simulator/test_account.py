from __future__ import annotations

from dataclasses import replace

import pytest

from bot.simulator.account import Account, Mode, NotOpened
from bot.wechat.envelope import Envelope
from tests.simulator.webhooks import ACCOUNT, WECHAT
from tests.wechat.counterpart import NOW, Counterpart, text_message

SEALED = [Mode.COMPATIBLE, Mode.SAFE]


def sealed(reply: str, by: Counterpart = WECHAT) -> bytes:
    encrypted: str = by.crypto.encrypt_message(reply, by.nonce, str(by.now))
    return encrypted.encode()


def test_modes_are_those_the_settings_allow() -> None:
    assert ACCOUNT.modes == (Mode.COMPATIBLE, Mode.SAFE)
    assert Account("token").modes == (Mode.PLAIN,)
    assert Account("token", aes_key=WECHAT.aes_key).modes == (Mode.PLAIN,)


@pytest.mark.parametrize("mode", Mode)
def test_the_envelope_opens_what_the_account_sends_and_the_account_what_the_envelope_seals(
    mode: Mode,
) -> None:
    envelope = Envelope(WECHAT.token, WECHAT.app_id, [WECHAT.aes_key], lambda: NOW, accepts_plain=True)
    request = ACCOUNT.request(text_message("问"), "oPerson", mode)
    opened = envelope.open(request.query, request.body)
    assert opened.body.decode() == text_message("问")
    assert ACCOUNT.opened(opened.seal("<xml>答</xml>").encode(), mode).decode() == "<xml>答</xml>"


@pytest.mark.parametrize("mode", SEALED)
def test_wechatpy_opens_what_the_account_sends(mode: Mode) -> None:
    request = ACCOUNT.request(text_message("问"), "oPerson", mode)
    query = request.query
    plain = WECHAT.crypto.decrypt_message(
        request.body, query["msg_signature"], query["timestamp"], query["nonce"]
    )
    assert plain == text_message("问")


@pytest.mark.parametrize("mode", SEALED)
def test_the_account_opens_what_wechatpy_seals(mode: Mode) -> None:
    assert ACCOUNT.opened(sealed("<xml>答</xml>"), mode).decode() == "<xml>答</xml>"


def test_only_compatible_mode_shows_the_message_in_the_clear_as_well() -> None:
    assert b"<Content>" in ACCOUNT.request(text_message(), "o", Mode.COMPATIBLE).body
    assert b"<Content>" not in ACCOUNT.request(text_message(), "o", Mode.SAFE).body


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("nothing", [b"", b"success"])
def test_no_reply_needs_no_seal(mode: Mode, nothing: bytes) -> None:
    assert ACCOUNT.opened(nothing, mode) == nothing


def test_a_reply_in_the_clear_passes_in_compatible_mode_and_not_in_safe_mode() -> None:
    assert ACCOUNT.opened(b"<xml><a>1</a></xml>", Mode.COMPATIBLE) == b"<xml><a>1</a></xml>"
    with pytest.raises(NotOpened, match="没有加密"):
        ACCOUNT.opened(b"<xml><a>1</a></xml>", Mode.SAFE)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (sealed("<xml/>").replace(b"<TimeStamp>1", b"<TimeStamp>2"), "MsgSignature"),
        (sealed("<xml/>", replace(WECHAT, app_id="wxother")), "AppID"),
        (sealed("<xml/>", replace(WECHAT, aes_key="a" * 43)), "EncodingAESKey"),
        (b"{}", "不是 XML"),
    ],
    ids=["signature", "app id", "key", "no XML"],
)
def test_a_reply_that_wechat_cannot_open_says_why(body: bytes, why: str) -> None:
    with pytest.raises(NotOpened, match=why):
        ACCOUNT.opened(body, Mode.SAFE)
