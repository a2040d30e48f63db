from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
import structlog
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Article, Question, Reply, Status, Wording
from bot.wechat.envelope import LARGEST_BODY, Envelope
from bot.wechat.webhook import Webhook, not_configured
from tests.wechat.counterpart import MODES, NOW, Counterpart, Sent, event, text_message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from structlog.typing import EventDict
    from werkzeug.test import TestResponse

WECHAT = Counterpart()


@dataclass
class Desk:
    """A reception that says what it is told to, or fails."""

    says: Reply = field(default_factory=lambda: Reply("答", Status.ANSWERED))
    fails: bool = False
    questions: list[Question] = field(default_factory=list)
    forgotten: list[tuple[str, float]] = field(default_factory=list)

    def reply(self, question: Question) -> Reply:
        self.questions.append(question)
        if self.fails:
            raise RuntimeError("disk full")
        return self.says

    def courtesy(self, wording: Wording) -> Reply:
        return Reply("抱歉" if wording is Wording.APOLOGY else "太快", Status.COURTESY)

    def forget(self, person: str, at: float) -> bool:
        self.forgotten.append((person, at))
        return True


@pytest.fixture
def desk() -> Desk:
    return Desk()


def served(desk: Desk) -> Flask:
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    envelope = Envelope(WECHAT.token, WECHAT.app_id, [WECHAT.aes_key], lambda: NOW, accepts_plain=True)
    app.register_blueprint(Webhook(envelope, desk, lambda *parts: "#".join(parts)).blueprint())
    return app


def post(desk: Desk, sent: Sent) -> TestResponse:
    return (
        served(desk)
        .test_client()
        .post("/wechat", query_string=dict(sent.query), data=sent.body, content_type="text/xml")
    )


@pytest.fixture
def logged() -> Iterator[list[EventDict]]:
    with structlog.testing.capture_logs() as entries:
        yield entries


def test_a_verification_is_answered_with_the_echostr_alone(desk: Desk) -> None:
    response = served(desk).test_client().get("/wechat", query_string=WECHAT.query(echostr="8412931931"))
    assert response.data == b"8412931931"
    assert response.content_type == "text/plain; charset=utf-8"
    assert response.content_length == 10


@pytest.mark.parametrize("mode", MODES)
def test_a_question_is_replied_to_in_its_own_mode(desk: Desk, mode: str) -> None:
    response = post(desk, WECHAT.sent(text_message("停车", person="oMe"), mode))
    xml = response.text if mode == "plain" else WECHAT.opened(response.text)
    root = ET.fromstring(xml)  # noqa: S314 # our own
    assert (root.findtext("Content"), root.findtext("ToUserName"), root.findtext("FromUserName")) == (
        "答",
        "oMe",
        "gh_a",
    )
    assert response.content_type == "application/xml; charset=utf-8"
    assert desk.questions[0].text == "停车"


def test_a_card_goes_out_as_news(desk: Desk) -> None:
    desk.says = Reply("t", Status.ANSWERED, article=Article("题目", "d", "https://p", "https://u"))
    root = ET.fromstring(post(desk, WECHAT.sent(text_message())).text)  # noqa: S314 # our own
    assert root.findtext("Articles/item/Title") == "题目"


def test_person_and_message_reach_the_reception_as_pseudonyms(desk: Desk) -> None:
    post(desk, WECHAT.sent(text_message("停车", person="oMe", msg_id="77")))
    asked = desk.questions[0]
    assert asked.person == "oMe"  # as the pseudonym of this test writes it
    assert asked.key
    assert asked.key.startswith("gh_a#77#oMe#")
    assert asked.channel == "wechat"


@pytest.mark.parametrize("mode", MODES)
def test_where_no_reply_is_awaited_the_answer_is_success_in_the_clear(desk: Desk, mode: str) -> None:
    response = post(desk, WECHAT.sent(event("VIEW", "https://x"), mode))
    assert response.data == b"success"
    assert desk.questions == []


def test_who_unfollows_is_forgotten(desk: Desk) -> None:
    assert post(desk, WECHAT.sent(event("unsubscribe", person="oMe"))).data == b"success"
    assert desk.forgotten == [("oMe", NOW)]
    assert desk.questions == []


def test_a_failure_of_ours_is_an_apology_on_the_phone_and_an_entry_in_the_log(
    desk: Desk, logged: list[EventDict]
) -> None:
    desk.fails = True
    response = post(desk, WECHAT.sent(text_message("我的秘密")))
    assert response.status_code == 200
    assert "抱歉" in response.text
    assert [entry["event"] for entry in logged] == ["not_replied"]
    assert "我的秘密" not in str(logged)


REFUSED = {
    "wrong signature": (Sent(WECHAT.query(signature="0" * 40), text_message().encode()), 403),
    "no signature": (Sent({}, text_message().encode()), 403),
    "stale": (Counterpart(now=NOW - 601).sent(text_message()), 403),
    "another account": (Counterpart(app_id="wxother").sent(text_message(), "safe"), 403),
    "not XML": (WECHAT.sent(b"hello oPerson"), 400),
    "not a message": (WECHAT.sent(b"<xml><a>oPerson</a></xml>"), 400),
    "JSON": (WECHAT.sent(b'{"FromUserName": "oPerson"}'), 400),
    "over 64 KiB": (WECHAT.sent(text_message("长" * 22000)), 413),
    "undecipherable": (WECHAT.enveloped("oPerson"), 400),
}


@pytest.mark.parametrize(("sent", "status"), REFUSED.values(), ids=REFUSED.keys())
def test_a_refused_request_leaves_one_line_without_personal_data_and_nothing_else(
    desk: Desk, logged: list[EventDict], sent: Sent, status: int
) -> None:
    response = post(desk, sent)
    assert response.status_code == status
    assert [(entry["event"], entry["status"]) for entry in logged] == [("refused", status)]
    assert "oPerson" not in f"{logged}{response.text}"
    assert "你好" not in f"{logged}{response.text}"
    assert desk.questions == []
    assert desk.forgotten == []


@given(st.binary(max_size=300))
def test_any_bytes_as_body_give_a_reply_or_a_refusal(body: bytes) -> None:
    for sent in (WECHAT.sent(body), WECHAT.sent(body, "safe"), Sent({}, body), WECHAT.enveloped(body.hex())):
        response = post(Desk(), sent)
        assert response.status_code in (200, 400, 403)
        assert "Traceback" not in response.text


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=50), max_size=5))
def test_any_fields_in_a_message_give_a_reply_or_success(fields: dict[str, str]) -> None:
    root = ET.Element("xml")
    for name, value in {
        "ToUserName": "gh",
        "FromUserName": "o",
        "CreateTime": "1",
        "MsgType": "text",
        **fields,
    }.items():
        tag = "".join(char for char in name if char.isalpha() and char.isascii()) or "Content"
        ET.SubElement(root, tag).text = "".join(char for char in value if char.isprintable())
    assert post(Desk(), WECHAT.sent(ET.tostring(root))).status_code in (200, 400)


def test_without_an_account_the_address_says_what_to_set() -> None:
    app = Flask(__name__)
    app.register_blueprint(not_configured("请填写 BAIGU_TOKEN"))
    response = app.test_client().post("/wechat")
    assert response.status_code == 503
    assert "BAIGU_TOKEN" in response.text


def test_who_sends_faster_than_anybody_types_is_asked_to_wait_and_others_are_not(desk: Desk) -> None:
    client = served(desk).test_client()

    def told(person: str, number: int) -> str:
        sent = WECHAT.sent(text_message("问", person=person, msg_id=str(number)))
        return client.post("/wechat", query_string=dict(sent.query), data=sent.body).text

    assert all("太快" not in told("oFast", number) for number in range(600))
    assert "太快" in told("oFast", 600)
    assert "太快" not in told("oCalm", 601)
    assert len(desk.questions) == 601
