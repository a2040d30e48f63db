from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.errors import Forbidden, MalformedMessage, Oversized, Refusal, RefusedRequest
from bot.wecom.envelope import Envelope
from tests.wechat.counterpart import NOW
from tests.wecom.counterpart import WecomCounterpart, member_text
from tests.wecom.material import needs_shared, vectors

if TYPE_CHECKING:
    from collections.abc import Sequence

WECOM = WecomCounterpart()
OLD_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
OLD = replace(WECOM, aes_key=OLD_KEY)
ECHOSTR = "4815162342108642097"


def envelope(
    platform: WecomCounterpart = WECOM, keys: Sequence[str] | None = None, now: float = NOW
) -> Envelope:
    return Envelope(platform.token, platform.app_id, keys or [platform.aes_key], lambda: now)


# Verification


def test_a_verification_gets_what_is_inside_its_echostr_byte_for_byte() -> None:
    assert envelope().verify(WECOM.verification(ECHOSTR)) == ECHOSTR.encode()


def test_a_plus_that_was_read_as_a_space_is_a_plus_again() -> None:
    query = next(query for _ in range(99) if "+" in (query := WECOM.verification(ECHOSTR))["echostr"])
    assert envelope().verify({**query, "echostr": query["echostr"].replace("+", " ")}) == ECHOSTR.encode()


@pytest.mark.parametrize("missing", ["msg_signature", "timestamp", "nonce", "echostr"])
def test_a_verification_without_one_of_its_parameters_is_refused(missing: str) -> None:
    query = WECOM.verification(ECHOSTR)
    del query[missing]
    with pytest.raises(RefusedRequest):
        envelope().verify(query)


def test_a_public_account_s_verification_is_refused_and_nothing_is_echoed() -> None:
    plain = {"signature": WECOM.signature(), **WECOM.query(echostr="12345")}
    with pytest.raises(Forbidden):
        envelope().verify(plain)


WRONG = {
    "token": (replace(WECOM, token="other"), Refusal.MSG_SIGNATURE, "BAIGU_WECOM_TOKEN"),
    "key": (OLD, Refusal.OTHER_KEY, "BAIGU_WECOM_AES_KEY"),
    "receiver": (replace(WECOM, app_id="tjSuiteId01"), Refusal.OTHER_ACCOUNT, "SuiteID"),
    "longer receiver": (
        replace(WECOM, app_id=f"{WECOM.app_id}1"),
        Refusal.OTHER_ACCOUNT,
        "BAIGU_WECOM_CORP_ID",
    ),
    "no receiver": (replace(WECOM, app_id=""), Refusal.OTHER_ACCOUNT, "BAIGU_WECOM_CORP_ID"),
    "clock": (replace(WECOM, now=NOW - 601), Refusal.STALE, "10 分钟"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_does_not_agree_is_told_apart_and_said_in_one_sentence(case: str) -> None:
    """Where the platform says the same of all (openapi回调地址请求不通过)."""
    platform, why, said = WRONG[case]
    sent = platform.sent(member_text())
    with pytest.raises(RefusedRequest) as verifying:
        envelope().verify(platform.verification(ECHOSTR))
    with pytest.raises(RefusedRequest) as receiving:
        envelope().open(dict(sent.query), sent.body)
    for caught in (verifying, receiving):
        assert caught.value.why is why
        assert said in str(caught.value)
        assert "\n" not in str(caught.value)


def test_an_echostr_longer_than_any_is_not_decrypted() -> None:
    with pytest.raises(MalformedMessage):
        envelope().verify(WECOM.verification("1" * 1024))


# Messages


def test_a_message_is_opened_and_its_reply_sealed_so_that_wechatpy_can_read_it() -> None:
    sent = WECOM.sent(member_text())
    opening = envelope().open(dict(sent.query), sent.body)
    assert opening.body == member_text().encode()
    assert WECOM.opened(opening.seal("<xml>答</xml>")) == "<xml>答</xml>"


def test_while_the_key_is_changed_both_open_and_each_seals_its_own() -> None:
    for platform in (WECOM, OLD):
        sent = platform.sent(member_text())
        opening = envelope(keys=[WECOM.aes_key, OLD_KEY]).open(dict(sent.query), sent.body)
        assert platform.opened(opening.seal("<xml>答</xml>")) == "<xml>答</xml>"
        assert (
            envelope(keys=[WECOM.aes_key, OLD_KEY]).verify(platform.verification(ECHOSTR)) == ECHOSTR.encode()
        )


def test_a_message_in_the_clear_is_refused_for_there_is_no_plain_mode() -> None:
    query = {"signature": WECOM.signature(), **WECOM.query()}
    with pytest.raises(Forbidden):
        envelope().open(query, member_text().encode())


def test_json_is_refused_with_a_sentence_and_a_body_over_the_cap_unread() -> None:
    with pytest.raises(MalformedMessage, match="JSON"):
        envelope().open(WECOM.query(msg_signature="x"), b'{"tousername":"ww","encrypt":"x","agentid":"1"}')
    with pytest.raises(Oversized):
        envelope().open({}, b" " * (65536 + 1))


@pytest.mark.parametrize(("token", "keys"), [("", [OLD_KEY]), ("token", [])])
def test_there_is_no_envelope_without_a_token_or_a_key(token: str, keys: list[str]) -> None:
    with pytest.raises(ValueError, match="needs a token and a key"):
        Envelope(token, "corp", keys, lambda: NOW)


# Vectors, proved both ways against the platform's own samples


def of_vector(vector: dict[str, Any]) -> tuple[Envelope, dict[str, str]]:
    own = Envelope(
        vector["token"],
        vector["receiveid"],
        [vector["encoding_aes_key"]],
        lambda: float(vector["timestamp"]),
    )
    return own, {name: vector[name] for name in ("msg_signature", "timestamp", "nonce")}


REASONS = {
    "signature": {Refusal.MSG_SIGNATURE},
    "receiveid": {Refusal.OTHER_ACCOUNT},
    **{reason: {Refusal.OTHER_KEY} for reason in ("padding", "msg_len", "length", "base64", "short")},
}


@needs_shared
@pytest.mark.parametrize("vector", vectors(), ids=lambda vector: vector["id"])
def test_every_vector_is_opened_or_refused_as_labelled(vector: dict[str, Any]) -> None:
    own, query = of_vector(vector)
    body = f"<xml><Encrypt><![CDATA[{vector['encrypt']}]]></Encrypt></xml>".encode()
    if vector["valid"]:
        assert own.open(query, body).body.decode() == vector["plaintext"]
        if vector["kind"] == "verify":
            verified = own.verify({**query, "echostr": vector["encrypt"]})
            assert verified.decode() == vector["plaintext"]
        return
    with pytest.raises(RefusedRequest) as caught:
        own.open(query, body)
    assert any(caught.value.why in REASONS[reason] for reason in vector["expect"].split("|"))


SAMPLES = {
    "looks at the last byte of the padding alone": "bad-08-padding-mixed",
    "answers 0 and an empty message": "bad-13-truncated-bytes",
    "panics at a huge length": "bad-10-msg_len-huge",
}


@needs_shared
@pytest.mark.parametrize("fault", SAMPLES)
def test_what_the_platform_s_samples_do_wrong_is_not_done_here(fault: str) -> None:
    """Python and Go; PHP; Go."""
    (vector,) = (vector for vector in vectors() if vector["id"] == SAMPLES[fault])
    assert {"ok", "panic"} & set(vector["samples"].values())
    own, query = of_vector(vector)
    with pytest.raises(RefusedRequest) as caught:
        own.verify({**query, "echostr": vector["encrypt"]})
    assert caught.value.http_status == 400
