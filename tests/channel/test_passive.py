from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bot.channel.message import Message
from bot.channel.passive import passive_reply, sendable
from bot.model import Article, Reply, Status

# Lone surrogates, control characters and the end of a CDATA section are more likely here than by chance.
HOSTILE = st.lists(
    st.one_of(
        st.text(st.characters(exclude_categories=())),
        st.sampled_from(
            ["]]>", "<![CDATA[", "]]", ">", "&amp;", "\x00", "\x0b", "\ud800", "\r\n", "\ufffe", "<a>"]
        ),
    )
).map("".join)


def xml(reply: Reply) -> str:
    message = Message("gh_a", "oPerson", "text", "", {})
    return passive_reply(reply, message, 1_795_000_000)


def text(content: str) -> Reply:
    return Reply(content, Status.COURTESY)


@given(HOSTILE)
def test_any_text_comes_out_of_two_parsers_as_it_was_less_what_xml_cannot_carry(content: str) -> None:
    sent = xml(text(content)).encode()
    for root in (ET.fromstring(sent), etree.fromstring(sent)):  # noqa: S314 # our own
        assert [child.tag for child in root] == [
            "ToUserName",
            "FromUserName",
            "CreateTime",
            "MsgType",
            "Content",
        ]
        assert (root.findtext("Content") or "") == sendable(content)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")))
def test_a_text_that_xml_can_carry_arrives_to_the_character(content: str) -> None:
    lines = f"{content}\n\t{content}"
    assert ET.fromstring(xml(text(lines)).encode()).findtext("Content") == lines  # noqa: S314 # our own


@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_any_card_comes_out_of_two_parsers_as_it_was(title: str, about: str, picture: str, url: str) -> None:
    sent = xml(Reply("", Status.ANSWERED, article=Article(title, about, picture, url))).encode()
    for root in (ET.fromstring(sent), etree.fromstring(sent)):  # noqa: S314 # our own
        item = root.find("Articles/item")
        assert item is not None
        assert [(child.tag, child.text or "") for child in item] == [
            ("Title", sendable(title)),
            ("Description", sendable(about)),
            ("PicUrl", sendable(picture)),
            ("Url", sendable(url)),
        ]


def test_a_text_cannot_forge_an_element() -> None:
    root = ET.fromstring(xml(text("a]]></Content><MsgType>news</MsgType><Content>")))  # noqa: S314 # our own
    assert [element.text for element in root.iter("MsgType")] == ["text"]


def test_the_reply_goes_from_the_account_to_the_person_in_whole_seconds() -> None:
    root = ET.fromstring(xml(text("答")))  # noqa: S314 # our own
    assert root.findtext("ToUserName") == "oPerson"
    assert root.findtext("FromUserName") == "gh_a"
    assert root.findtext("CreateTime") == "1795000000"


def test_a_card_is_news_of_one_article() -> None:
    root = ET.fromstring(xml(Reply("t", Status.ANSWERED, article=Article("t", "d", "p", "u"))))  # noqa: S314
    assert root.findtext("MsgType") == "news"
    assert root.findtext("ArticleCount") == "1"
    assert root.find("Content") is None


@pytest.mark.parametrize(
    ("given", "kept"), [("a\r\nb\rc", "a\nb\nc"), ("a\x00\x0bb", "ab"), ("\ud83d!", "!"), ("😀", "😀")]
)
def test_what_xml_cannot_carry_is_left_out(given: str, kept: str) -> None:
    assert sendable(given) == kept
