from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.channel.utterance import Utterance
from bot.model import Occasion
from bot.wecom.message import WecomMessage, parse_message
from bot.wecom.utterance import utterance
from tests.wecom.counterpart import CORP_ID, member_event, member_text, member_xml
from tests.wecom.material import messages, needs_shared

if TYPE_CHECKING:
    from pathlib import Path


def parsed(xml: str) -> WecomMessage:
    return parse_message(xml.encode())


def asked(xml: str) -> Utterance | None:
    return utterance(parsed(xml))


# Who and what


def test_a_userid_is_the_same_person_in_whatever_case_and_answered_as_it_was_written() -> None:
    one, other = parsed(member_text(person="ZhangSan")), parsed(member_text(person="zhangsan"))
    assert one.who == other.who == ("wecom", CORP_ID, "zhangsan")
    assert one.person == "ZhangSan"


@pytest.mark.parametrize("sender", ["sys", "SYS"])
def test_what_the_platform_says_itself_is_of_nobody(sender: str) -> None:
    assert parsed(member_event("change_contact", person=sender)).person == ""


def test_an_event_without_a_person_and_a_message_without_a_kind_are_read() -> None:
    assert parse_message(b"<xml><MsgType>event</MsgType><Event>kf_msg_or_event</Event></xml>").person == ""
    assert parse_message(b"<xml><InfoType>suite_ticket</InfoType></xml>").kind == "event"


def test_the_same_callback_sent_again_has_the_same_identity() -> None:
    assert parsed(member_text()).identity == parsed(member_text()).identity


def card(task: str = "t1", code: str = "r1") -> str:
    return member_event("template_card_event", "a", TaskId=task, ResponseCode=code)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (member_text("一"), member_text("一", msg_id="2")),
        (member_text("一"), member_text("二")),
        (member_text(), member_text(agent_id="1000022")),
        (member_text(), member_text(person="LiSi")),
        (member_event("enter_agent"), member_event("view")),
        (member_event("click", "a"), member_event("click", "b")),
        (card(), card(task="t2")),
        (card(), card(code="r2")),
        (
            member_event("change_contact", ChangeType="update_user"),
            member_event("change_contact", ChangeType="create_user"),
        ),
        (member_xml("event", "<Event>click</Event>"), member_xml("image", "<Event>click</Event>")),
        (member_xml("image", "<MediaId>1</MediaId>"), member_xml("image", "<MediaId>2</MediaId>")),
    ],
)
def test_two_callbacks_of_one_second_are_two(one: str, other: str) -> None:
    assert parsed(one).identity != parsed(other).identity


# What they ask


@pytest.mark.parametrize("typed", ["小区停车乱怎么办", "1", "第一个"])
def test_typed_words_are_asked_as_they_stand(typed: str) -> None:
    assert asked(member_text(typed)) == Utterance(typed)


@pytest.mark.parametrize(
    ("kind", "occasion"),
    [
        ("image", Occasion.PICTURE),
        ("voice", Occasion.VOICE),
        ("video", Occasion.VIDEO),
        ("location", Occasion.LOCATION),
        ("link", Occasion.LINK),
        ("file", Occasion.FILE),
        ("sticker_of_2030", Occasion.UNKNOWN),
    ],
)
def test_each_other_kind_is_an_occasion_and_a_voice_has_no_words(kind: str, occasion: Occasion) -> None:
    assert asked(member_xml(kind, "<Recognition>听见了</Recognition>")) == Utterance(occasion=occasion)


def test_who_opens_the_application_is_welcomed_and_not_each_time() -> None:
    assert asked(member_event("enter_agent")) == Utterance(occasion=Occasion.WELCOME, is_daily=True)


def test_keys_of_the_menu_mean_what_they_mean_in_the_public_account() -> None:
    assert asked(member_event("click", "baigu:单位")) == Utterance("单位")
    assert asked(member_event("click", "BAIGU_HELP")) == Utterance("BAIGU_HELP", Occasion.MENU)
    assert asked(member_event("scancode_waitmsg", "k")) == Utterance(occasion=Occasion.UNKNOWN)


@pytest.mark.parametrize(
    "name",
    [
        "subscribe",
        "unsubscribe",
        "LOCATION",
        "view",
        "view_miniprogram",
        "template_card_event",
        "event_of_2030",
        "",
    ],
)
def test_of_what_nobody_said_nothing_is_made(name: str) -> None:
    assert asked(member_event(name, "key")) is None


@needs_shared
@pytest.mark.parametrize("path", messages(), ids=lambda path: path.stem)
def test_every_message_of_the_platform_s_pages_is_read(path: Path) -> None:
    message = parse_message(path.read_bytes())
    assert message.kind
    assert message.account == CORP_ID
    utterance(message)
