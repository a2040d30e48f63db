from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from sqlalchemy import select

from bot.state.tables import journal

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from bot.app.web_service import WebService

QUESTION = "小区停车乱怎么办"


class Visitor:
    """Somebody in a browser without JavaScript."""

    def __init__(self, client: FlaskClient) -> None:
        self._client = client
        self.show("/ask")

    def show(self, path: str) -> None:
        self._read(self._client.get(path).get_data(as_text=True))

    def ask(self, text: str) -> str:
        """Send the form that the page shows; the page that comes back."""
        self.sent = (self.action, text)
        response = self._client.post(self.action, data={"q": text})
        if response.status_code == 307:
            self.sent = (response.location, text)
            response = self._client.post(response.location, data={"q": text})
        assert response.status_code == 200
        return self._read(response.get_data(as_text=True))

    def reload(self) -> str:
        """Send the same request again, as browsers do after asking."""
        action, text = self.sent
        return self._client.post(action, data={"q": text}).get_data(as_text=True)

    def _read(self, page: str) -> str:
        found = re.search('<form id="taps" method="post" action="([^"]*)"', page)
        assert found
        self.action = html.unescape(found[1])
        self.taps = [
            html.unescape(value) for value in re.findall('form="taps" name="q" value="([^"]*)"', page)
        ]
        return page


@pytest.fixture
def baigu(serve: Callable[..., WebService]) -> WebService:
    return serve()


@pytest.fixture
def client(baigu: WebService) -> FlaskClient:
    return baigu.wsgi().test_client()


@pytest.fixture
def visitor(client: FlaskClient) -> Visitor:
    return Visitor(client)


def asked(baigu: WebService) -> list[str]:
    baigu.journal.take_in()
    with baigu.database.reading() as connection:
        return [row[0] for row in connection.execute(select(journal.c.question).order_by(journal.c.id))]


def test_a_question_gets_the_reply_that_wechat_would_show(visitor: Visitor) -> None:
    page = visitor.ask(QUESTION)
    assert f'<span class="unseen">您问：</span>{QUESTION}</p>' in page
    assert "——市方志办 黄志坚，2024年1月" in page


def test_links_of_a_reply_stay_on_the_host_the_page_came_from(visitor: Visitor) -> None:
    assert re.search(
        r'<a href="/speeches/fangzhiban-20240111\?p1=\d+-\d+-[0-9a-f]{6}#p1">', visitor.ask(QUESTION)
    )


def test_looking_records_nothing(client: FlaskClient, baigu: WebService) -> None:
    for path in ("/ask", "/ask?q=刷", "/ask?talk=x", "/"):
        client.get(path)
    client.head("/ask")
    assert asked(baigu) == []


def test_a_reload_gets_the_same_page_and_counts_once(visitor: Visitor, baigu: WebService) -> None:
    first = visitor.ask(QUESTION)
    before = asked(baigu)
    assert visitor.reload() == first
    assert asked(baigu) == before
    assert before.count(QUESTION) == 1


def test_the_same_question_asked_again_counts_again(visitor: Visitor, baigu: WebService) -> None:
    visitor.ask(QUESTION)
    visitor.ask(QUESTION)
    assert asked(baigu).count(QUESTION) == 2


def test_a_number_typed_first_means_a_choice_of_the_welcome(visitor: Visitor) -> None:
    assert visitor.taps[1] == "小广告和垃圾怎么清"
    assert "清理小广告和垃圾" in visitor.ask("2")


def test_a_number_means_the_choice_last_shown(visitor: Visitor) -> None:
    visitor.ask("主题")
    chosen = visitor.taps[3]
    assert f"“{chosen}”有" in visitor.ask("4")


def test_every_tap_leads_on(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    assert visitor.taps
    for tap in list(visitor.taps):
        led = visitor.ask(tap)
        assert ("点这里看原文" in led) == (tap not in ("有用", "没帮上"))


def test_two_visitors_do_not_share_a_conversation(client: FlaskClient) -> None:
    one, two = Visitor(client), Visitor(client)
    one.ask("主题")
    one.ask("单位")
    two.ask("主题")
    assert one.action.split(".")[0] != two.action.split(".")[0]


def test_a_question_is_asked_before_a_name_is_given(client: FlaskClient) -> None:
    response = client.post("/ask", data={"q": QUESTION})
    assert response.status_code == 307
    assert re.fullmatch(r"/ask\?talk=[A-Za-z0-9_-]{22}\.1", response.location)


@pytest.mark.parametrize(
    "talk", ["x", "a" * 22, "a" * 22 + ".0", "a" * 22 + ".99999", "é" * 22 + ".1", "../.1"]
)
def test_a_forged_name_is_replaced(client: FlaskClient, talk: str) -> None:
    response = client.post("/ask", query_string={"talk": talk}, data={"q": QUESTION})
    assert response.status_code == 307


def test_an_empty_question_leads_back_to_the_page(client: FlaskClient, baigu: WebService) -> None:
    response = client.post("/ask", data={"q": "  "})
    assert (response.status_code, response.location) == (303, "/ask")
    assert asked(baigu) == []


def test_what_was_asked_is_shown_as_text(visitor: Visitor) -> None:
    assert "<script>alert" not in visitor.ask("<script>alert(1)</script>")


def test_the_journal_knows_no_name_of_a_conversation(visitor: Visitor, baigu: WebService) -> None:
    visitor.ask(QUESTION)
    name = visitor.action.partition("talk=")[2].partition(".")[0]
    baigu.journal.take_in()
    with baigu.database.reading() as connection:
        people = [row[0] for row in connection.execute(select(journal.c.person))]
    assert name
    assert name not in people


def test_a_visitor_can_be_forgotten(visitor: Visitor, baigu: WebService) -> None:
    visitor.ask(QUESTION)
    visitor.ask("删除我的记录")
    assert QUESTION not in asked(baigu)


def test_without_an_account_the_page_is_a_telephone(
    client: FlaskClient, serve: Callable[..., WebService]
) -> None:
    assert 'class="talk phone"' in client.get("/ask").get_data(as_text=True)
    live = serve(token="abc123").wsgi().test_client()
    assert 'class="talk"' in live.get("/ask").get_data(as_text=True)


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "https://baigu.example.cn.evil.example", "file://"]
)
def test_a_question_that_another_site_sends_is_neither_answered_nor_recorded(
    baigu: WebService, origin: str
) -> None:
    client = baigu.wsgi().test_client()
    for action in ("/ask", f"/ask?talk={'a' * 22}.1"):
        response = client.post(action, data={"q": QUESTION}, headers={"Origin": origin})
        assert response.status_code == 403
        assert "没有记下来" in response.get_data(as_text=True)
    baigu.journal.take_in()
    with baigu.database.reading() as connection:
        assert connection.execute(select(journal)).all() == []


@pytest.mark.parametrize("origin", [None, "http://localhost", "https://baigu.example.cn"])
def test_a_question_from_our_own_page_is_answered_by_whatever_name_the_page_was_reached(
    baigu: WebService, origin: str | None
) -> None:
    headers = {"Origin": origin} if origin else {}
    response = baigu.wsgi().test_client().post("/ask", data={"q": QUESTION}, headers=headers)
    assert response.status_code == 307


def test_below_an_answer_stands_what_search_finds_besides(serve: Callable[..., WebService]) -> None:
    page = Visitor(serve(token="abc123").wsgi().test_client()).ask(QUESTION)
    below = page.partition('<details class="below">')[2].partition("</details>")[0]
    assert "在规划停车位时" not in below
    assert re.findall(r'href="(/speeches/[^?"]+)\?', below) == ["/speeches/fangzhiban-20240111"] * 2
    assert f'href="/search?q={quote(QUESTION)}"' in below


@pytest.mark.parametrize("said", ["谢谢", "主题", "月球旅行"])
def test_below_what_was_not_found_stands_nothing(serve: Callable[..., WebService], said: str) -> None:
    page = Visitor(serve(token="abc123").wsgi().test_client()).ask(said)
    assert '<details class="below">' not in page
