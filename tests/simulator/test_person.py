from __future__ import annotations

from xml.etree import ElementTree as ET

from bot.simulator.person import Person
from bot.wechat.message import parse_message

PERSON = Person("oPerson", lambda: 1_795_000_000.7)
PUSHES = [*PERSON.messages(), *PERSON.events(), PERSON.unfollow(), PERSON.tap("单位", "2")]


def test_every_push_is_a_message_from_the_person_to_the_account_in_whole_seconds() -> None:
    for push in PUSHES:
        message = parse_message(push.xml("gh_a").encode())
        assert (message.account, message.person) == ("gh_a", "oPerson")
        assert message.field("CreateTime") == "1795000000"
        assert (message.kind == "event") == push.is_event


def test_every_kind_of_message_and_the_events_that_matter_are_pushed() -> None:
    kinds = {push.kind for push in PUSHES}
    assert {"text", "image", "voice", "video", "shortvideo", "location", "link", "file", "event"} <= kinds
    events = {str(push.fields["Event"]) for push in PUSHES if push.is_event}
    assert {"subscribe", "unsubscribe", "SCAN", "CLICK", "VIEW", "LOCATION", "scancode_waitmsg"} <= events
    assert len(events) > 55


def test_messages_have_a_number_each_and_events_none() -> None:
    numbers = [push.fields["MsgId"] for push in PUSHES if not push.is_event]
    assert len(set(numbers)) == len(numbers)
    assert not any("MsgId" in push.fields for push in PUSHES if push.is_event)


def test_words_cannot_break_out_of_their_element() -> None:
    hostile = "]]></Content><MsgType>event</MsgType>"
    root = ET.fromstring(PERSON.text(hostile).xml("gh_a"))  # noqa: S314 # our own
    assert root.findtext("Content") == hostile
    assert len(root.findall("MsgType")) == 1


def test_a_tap_comes_with_its_number() -> None:
    assert ET.fromstring(PUSHES[-1].xml("gh_a")).findtext("bizmsgmenuid") == "2"  # noqa: S314 # our own


def test_a_long_text_is_shown_shortened() -> None:
    assert len(PERSON.text("长" * 500).shown) < 120
