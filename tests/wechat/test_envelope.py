from __future__ import annotations

import base64
import contextlib
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wechatpy.crypto import PrpCrypto

from bot.errors import Forbidden, MalformedMessage, Oversized, RefusedRequest
from bot.wechat.envelope import Envelope
from bot.wechat.message import parse_message
from tests.wechat.counterpart import MODES, NOW, Counterpart, Sent, event, text_message
from tests.wechat.material import needs_shared, vectors

if TYPE_CHECKING:
    from collections.abc import Sequence

FRESHNESS = 600
LARGEST_BODY = 65536
WECHAT = Counterpart()
OLD_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"


def envelope(
    wechat: Counterpart = WECHAT, keys: Sequence[str] | None = None, clock: float | None = None
) -> Envelope:
    now = wechat.now if clock is None else clock
    keys = [wechat.aes_key] if keys is None else keys
    return Envelope(wechat.token, wechat.app_id, keys, lambda: now, accepts_plain=True)


def verification(**changes: str) -> dict[str, str]:
    return {**WECHAT.query(echostr="4375120948345356249"), **changes}


# Verification


def test_a_verification_gets_its_echostr_byte_for_byte() -> None:
    assert envelope().verify(verification()) == b"4375120948345356249"


@pytest.mark.parametrize("echostr", ["x" * 128, "aB0_+/=-"])
def test_an_echostr_is_echoed_whatever_wechat_may_write_it_with(echostr: str) -> None:
    assert envelope().verify(verification(echostr=echostr)) == echostr.encode()


@pytest.mark.parametrize("echostr", ["", "<script>", "a" * 129, "ok\n", "中"])
def test_an_echostr_that_wechat_would_not_send_is_not_echoed(echostr: str) -> None:
    with pytest.raises(MalformedMessage):
        envelope().verify(verification(echostr=echostr))


@pytest.mark.parametrize("missing", ["signature", "timestamp", "nonce"])
def test_a_verification_without_one_of_its_parameters_is_refused(missing: str) -> None:
    query = verification()
    del query[missing]
    with pytest.raises(Forbidden):
        envelope().verify(query)


def test_a_signature_of_an_empty_token_is_refused() -> None:
    with pytest.raises(Forbidden):
        envelope().verify(verification(signature=WECHAT.signature(token="")))


@pytest.mark.parametrize(("token", "app_id", "keys"), [("", "wx1", []), ("token", None, [OLD_KEY])])
def test_there_is_no_envelope_without_a_token_or_with_keys_but_no_app_id(
    token: str, app_id: str | None, keys: list[str]
) -> None:
    with pytest.raises(ValueError, match=r"^an envelope needs a token, and an app id where it has AES keys$"):
        Envelope(token, app_id, keys, lambda: NOW)


def test_digits_moved_from_timestamp_to_nonce_do_not_pass_though_the_hash_is_the_same() -> None:
    last = replace(WECHAT, token="zz")
    moved = {"timestamp": str(last.now)[1:], "nonce": last.nonce + str(last.now)[0]}
    assert replace(last, now=int(moved["timestamp"]), nonce=moved["nonce"]).signature() == last.signature()
    with pytest.raises(Forbidden, match="timestamp"):
        envelope(last).verify({**moved, "signature": last.signature(), "echostr": "1"})


@pytest.mark.parametrize("off", [-FRESHNESS - 1, FRESHNESS + 1])
def test_a_timestamp_more_than_ten_minutes_off_is_refused(off: int) -> None:
    with pytest.raises(Forbidden, match="10 分钟"):
        envelope(clock=WECHAT.now + off).open(*parts(WECHAT.sent(text_message())))


@pytest.mark.parametrize("off", [-FRESHNESS, 0, FRESHNESS])
def test_a_retry_may_carry_the_first_timestamp_and_nonce_again(off: int) -> None:
    opening = envelope(clock=WECHAT.now + off)
    for _ in range(3):
        assert opening.open(*parts(WECHAT.sent(text_message()))).body == text_message().encode()


def test_a_timestamp_in_milliseconds_as_webot_writes_it_is_read_as_such() -> None:
    webot = replace(WECHAT, now=NOW * 1000 + 7)
    assert envelope(webot, clock=NOW).open(*parts(webot.sent(text_message())))


def test_a_number_is_read_as_milliseconds_from_twelve_digits_on_and_is_no_less_fresh_for_it() -> None:
    first = replace(WECHAT, now=10**11)
    last = replace(WECHAT, now=NOW * 1000)
    for wechat, off in ((first, 0), (last, FRESHNESS), (last, -FRESHNESS)):
        assert envelope(wechat, clock=wechat.now / 1000 + off).open(*parts(wechat.sent(text_message())))
    with pytest.raises(Forbidden, match="10 分钟"):
        envelope(last, clock=NOW + FRESHNESS + 1).open(*parts(last.sent(text_message())))


@pytest.mark.parametrize("timestamp", ["", "x", "-5", "1e9", "١٧٩٥", "9" * 4400, " 1795000000"])
def test_a_timestamp_that_is_not_a_number_of_seconds_is_refused(timestamp: str) -> None:
    with pytest.raises(Forbidden):
        envelope().verify(verification(timestamp=timestamp))


# What the log says, for the operator who has to mend it


@pytest.mark.parametrize(
    ("query", "body", "said"),
    [
        ({"nonce": ""}, b"<xml/>", "没有微信的签名参数"),
        ({"signature": "0" * 40}, b"<xml/>", "signature 不对；请核对 BAIGU_TOKEN 与公众平台的 Token"),
        ({}, b"x" * (LARGEST_BODY + 1), "正文超过 64 KiB"),
    ],
)
def test_a_refused_message_says_why(query: dict[str, str], body: bytes, said: str) -> None:
    with pytest.raises(RefusedRequest, match=f"^{re.escape(said)}$"):
        envelope().open({**WECHAT.query(), **query}, body)


def test_a_stale_message_one_for_another_account_and_one_without_a_key_say_what_to_do() -> None:
    stale = "timestamp 与本机时钟相差超过 10 分钟；请校准本机时钟"
    foreign = "消息属于另一个 AppID；请核对 BAIGU_APP_ID"
    keyless = "收到加密消息，但没有设置 BAIGU_AES_KEY；请照公众平台的 EncodingAESKey 填写"
    undecipherable = "解不开加密消息；请核对 BAIGU_AES_KEY 与公众平台的 EncodingAESKey"
    other = replace(WECHAT, app_id="wx0000000000000000")
    for opening, sent, said in (
        (envelope(clock=NOW + FRESHNESS + 1), WECHAT.sent(text_message()), stale),
        (envelope(), other.sent(text_message(), "safe"), foreign),
        (envelope(keys=[]), WECHAT.sent(text_message(), "safe"), keyless),
        (envelope(), WECHAT.enveloped("AAAA"), undecipherable),
    ):
        with pytest.raises(RefusedRequest, match=f"^{re.escape(said)}$"):
            opening.open(*parts(sent))


@pytest.mark.parametrize("missing", ["timestamp", "nonce"])
def test_a_message_without_what_is_signed_says_so_and_not_that_the_token_is_wrong(missing: str) -> None:
    query = WECHAT.query()
    del query[missing]
    with pytest.raises(Forbidden, match=r"^没有微信的签名参数$"):
        envelope().open(query, text_message().encode())


def test_a_message_without_its_signature_is_told_which_one_is_wrong() -> None:
    for mode, name in (("plain", "signature"), ("safe", "msg_signature")):
        query, body = parts(WECHAT.sent(text_message(), mode))
        del query[name]
        with pytest.raises(Forbidden, match=rf"^{name} 不对；请核对 BAIGU_TOKEN 与公众平台的 Token$"):
            envelope().open(query, body)


def test_an_echostr_that_is_not_wechats_is_said_to_be_none() -> None:
    with pytest.raises(MalformedMessage, match=r"^echostr 不像微信发来的$"):
        envelope().verify(verification(echostr="<script>"))


def test_a_verification_without_an_echostr_is_malformed() -> None:
    query = verification()
    del query["echostr"]
    with pytest.raises(MalformedMessage):
        envelope().verify(query)


# Messages


def test_a_body_of_just_the_cap_is_read() -> None:
    xml = text_message().encode()
    full = xml.replace("你好".encode(), b"x" * (LARGEST_BODY - len(xml) + len("你好".encode())))
    assert len(full) == LARGEST_BODY
    assert envelope().open(*parts(WECHAT.sent(full))).body == full


def test_a_message_that_says_it_is_encrypted_and_has_nothing_encrypted_is_malformed() -> None:
    query = WECHAT.query(encrypt_type="aes", msg_signature=WECHAT.signature(""))
    with pytest.raises(MalformedMessage, match="解不开"):
        envelope().open(query, text_message().encode())


def test_a_sealed_reply_carries_the_time_at_which_it_was_sealed() -> None:
    opened = envelope(clock=NOW + 2.9).open(*parts(WECHAT.sent(text_message(), "safe")))
    assert f"<TimeStamp>{NOW + 2}</TimeStamp>" in opened.seal("<xml></xml>")


def parts(sent: Sent) -> tuple[dict[str, str], bytes]:
    return dict(sent.query), sent.body


@pytest.mark.parametrize("mode", MODES)
def test_a_message_is_opened_in_every_mode(mode: str) -> None:
    assert envelope().open(*parts(WECHAT.sent(text_message(), mode))).body == text_message().encode()


def test_in_compatible_mode_the_encrypted_fields_count_and_not_the_plain_ones_beside_them() -> None:
    forged = WECHAT.sent(text_message("真的"), "compatible")
    body = forged.body.replace("真的".encode(), "假的".encode())
    assert "真的".encode() in envelope().open(dict(forged.query), body).body


def test_compatible_mode_works_by_its_plain_fields_where_no_key_is_set() -> None:
    sent = WECHAT.sent(text_message(), "compatible")
    assert parse_message(envelope(keys=[]).open(*parts(sent)).body).field("Content") == "你好"


def test_safe_mode_without_a_key_is_refused_with_the_setting_to_make() -> None:
    with pytest.raises(Forbidden, match="BAIGU_AES_KEY"):
        envelope(keys=[]).open(*parts(WECHAT.sent(text_message(), "safe")))


@pytest.mark.parametrize("mode", ["compatible", "safe"])
def test_the_plain_signature_does_not_stand_in_for_the_message_signature(mode: str) -> None:
    query, body = parts(WECHAT.sent(text_message(), mode))
    with pytest.raises(Forbidden, match="msg_signature"):
        envelope().open({**query, "msg_signature": query["signature"]}, body)


def test_plaintext_is_refused_once_there_is_a_key_for_its_signature_does_not_cover_what_is_said() -> None:
    strict = Envelope(WECHAT.token, WECHAT.app_id, [WECHAT.aes_key], lambda: NOW)
    said = (
        "收到明文消息，填了 BAIGU_AES_KEY 就只收加密的；请在公众平台选安全模式或兼容模式，"
        "正在换的时候可以先设 BAIGU_PLAINTEXT=accept"
    )
    with pytest.raises(Forbidden, match=f"^{re.escape(said)}$"):
        strict.open(*parts(WECHAT.sent(text_message())))
    for mode in ("compatible", "safe"):
        assert strict.open(*parts(WECHAT.sent(text_message(), mode))).body == text_message().encode()
    query, body = parts(WECHAT.sent(text_message(), "compatible"))
    for claim in ({"encrypt_type": "raw"}, {"encrypt_type": ""}):
        with pytest.raises(Forbidden, match="明文"):
            strict.open({**query, **claim}, body)


def test_plaintext_is_taken_without_a_key_or_where_the_operator_says_so() -> None:
    for keys, accepts in (([], False), ([WECHAT.aes_key], True)):
        opening = Envelope(WECHAT.token, WECHAT.app_id, keys, lambda: NOW, accepts_plain=accepts)
        assert opening.open(*parts(WECHAT.sent(text_message()))).body == text_message().encode()


@pytest.mark.parametrize("mode", MODES)
def test_a_reply_is_sealed_as_its_message_was_and_wechatpy_can_open_it(mode: str) -> None:
    sealed = envelope().open(*parts(WECHAT.sent(text_message(), mode))).seal("<xml>答</xml>")
    assert (sealed if mode == "plain" else WECHAT.opened(sealed)) == "<xml>答</xml>"


def test_the_previous_key_still_opens_and_seals_with_itself() -> None:
    before = replace(WECHAT, aes_key=OLD_KEY)
    opened = envelope(keys=[WECHAT.aes_key, OLD_KEY]).open(*parts(before.sent(text_message(), "safe")))
    assert before.opened(opened.seal("<xml>答</xml>")) == "<xml>答</xml>"


def test_garbage_that_the_current_key_makes_of_an_old_message_never_hides_the_old_key() -> None:
    """wechatpy takes some garbage for a message of another AppID; one message in about a hundred is such."""
    before = replace(WECHAT, aes_key=OLD_KEY)
    opening = envelope(keys=[WECHAT.aes_key, OLD_KEY])
    for _ in range(1500):
        assert opening.open(*parts(before.sent(text_message(), "safe"))).body


def test_the_nonce_of_the_request_comes_back_in_the_sealed_reply() -> None:
    assert f"<Nonce><![CDATA[{WECHAT.nonce}]]></Nonce>" in envelope().open(
        *parts(WECHAT.sent(text_message(), "safe"))
    ).seal("<xml/>")


@pytest.mark.parametrize("nonce", ["n" * 64, "aB0_-"])
def test_a_nonce_is_taken_whatever_wechat_may_write_it_with(nonce: str) -> None:
    assert envelope().open(*parts(replace(WECHAT, nonce=nonce).sent(text_message())))


@pytest.mark.parametrize("nonce", ["n" * 65, "1 2", "随机", "1\n"])
def test_a_nonce_that_wechat_would_not_write_is_refused_before_it_is_signed(nonce: str) -> None:
    with pytest.raises(Forbidden, match=r"^没有微信的签名参数$"):
        envelope().open(*parts(replace(WECHAT, nonce=nonce).sent(text_message())))


def test_a_nonce_that_could_break_out_of_the_sealed_reply_is_refused() -> None:
    evil = replace(WECHAT, nonce="]]></Nonce><x>")
    with pytest.raises(Forbidden):
        envelope().open(*parts(evil.sent(text_message(), "safe")))


def test_a_message_for_another_account_is_refused() -> None:
    foreign = replace(WECHAT, app_id="wxffffffffffffffff")
    with pytest.raises(Forbidden, match="AppID"):
        envelope().open(*parts(foreign.sent(text_message(), "safe")))


def test_json_is_refused_with_the_switch_to_turn_in_the_clear_and_in_the_envelope() -> None:
    body = json.dumps({"ToUserName": "gh_a", "MsgType": "text"}).encode()
    for sent in (WECHAT.sent(body), WECHAT.sent(b"{}", "safe")):
        with pytest.raises(MalformedMessage, match="XML"):
            parse_message(envelope().open(*parts(sent)).body)
    with pytest.raises(MalformedMessage, match="XML"):
        envelope().open(WECHAT.query(encrypt_type="aes", msg_signature="x"), b'{"Encrypt":"x"}')


def test_a_body_over_the_cap_is_refused_before_anything_is_read_of_it() -> None:
    with pytest.raises(Oversized):
        envelope().open({}, b" " * (LARGEST_BODY + 1))


WRONG_KEY = PrpCrypto(base64.b64decode("A" * 43 + "="))


@pytest.mark.parametrize(
    "encrypted",
    [
        "",
        "not base64!",
        "YQ==",
        base64.b64encode(bytes(16)).decode(),
        base64.b64encode(bytes(31)).decode(),
        base64.b64encode(bytes(64)).decode(),
        WRONG_KEY.encrypt(text_message(), WECHAT.app_id).decode(),
    ],
)
def test_what_cannot_be_decrypted_is_malformed_whatever_wechatpy_raises(encrypted: str) -> None:
    with pytest.raises((MalformedMessage, Forbidden)):
        envelope().open(*parts(WECHAT.enveloped(encrypted)))


@given(st.binary(max_size=200))
def test_any_bytes_are_opened_or_refused_and_nothing_else(body: bytes) -> None:
    for sent in (WECHAT.sent(body), WECHAT.enveloped(base64.b64encode(body).decode())):
        with contextlib.suppress(RefusedRequest):
            parse_message(envelope().open(*parts(sent)).body)


@given(
    st.dictionaries(
        st.sampled_from(["signature", "timestamp", "nonce", "echostr", "encrypt_type"]), st.text()
    )
)
def test_any_query_is_refused(query: dict[str, str]) -> None:
    with pytest.raises(RefusedRequest):
        envelope().verify(query)
    with pytest.raises(RefusedRequest):
        envelope().open(query, event("CLICK").encode())


# Vectors of other projects and of Tencent


def as_envelope(vector: dict[str, Any]) -> tuple[Counterpart, Sent]:
    """A vector as a request; what it leaves out (known answers carry no signature) is made up."""
    wechat = Counterpart(
        vector.get("token") or "token",
        vector["appid"],
        vector["encodingAESKey"],
        int(vector.get("timestamp") or NOW),
        vector.get("nonce") or "1",
    )
    query = {
        "timestamp": str(wechat.now),
        "nonce": wechat.nonce,
        "encrypt_type": "aes",
        "msg_signature": vector.get("msg_signature") or wechat.signature(vector["encrypt"]),
    }
    return wechat, Sent(query, f"<xml><Encrypt><![CDATA[{vector['encrypt']}]]></Encrypt></xml>".encode())


def is_refused(vector: dict[str, Any]) -> bool:
    """As labelled: a signature that does not match, or a payload with another AppID."""
    labels = re.sub(r"""["']""", "", str(vector["verified"]))
    return "msg_signature: False" in labels or "appid_match: False" in labels


@needs_shared
@pytest.mark.parametrize(
    "vector", [v for v in vectors("vectors") if v["encodingAESKey"]], ids=lambda v: v["name"]
)
def test_every_vector_with_a_key_decrypts_or_is_refused_as_labelled(vector: dict[str, Any]) -> None:
    wechat, sent = as_envelope(vector)
    if is_refused(vector):
        with pytest.raises(RefusedRequest):
            envelope(wechat).open(*parts(sent))
    else:
        assert envelope(wechat).open(*parts(sent)).body.decode() == vector["plaintext"]


@needs_shared
@pytest.mark.parametrize(
    "vector", [v for v in vectors("plain_signatures") if "encrypt" not in v], ids=lambda v: v["name"]
)
def test_every_plain_signature_passes_or_is_refused_as_labelled(vector: dict[str, Any]) -> None:
    query = {name: vector[name] for name in ("timestamp", "nonce", "signature")}
    checking = Envelope(vector["token"], None, [], lambda: float(vector["timestamp"]))
    if vector["verified"]:
        assert (
            checking.verify({**query, "echostr": vector.get("echostr", "1")})
            == vector.get("echostr", "1").encode()
        )
    else:
        with pytest.raises(Forbidden):
            checking.verify({**query, "echostr": "1"})
