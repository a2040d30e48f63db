from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.pages.press import beginning, phrases

if TYPE_CHECKING:
    from flask.testing import FlaskClient

PAGES = [
    "/",
    "/units",
    "/themes/tingche",
    "/speeches/fangzhiban-20240111",
    "/search?q=停车",
    "/ask",
    "/about",
    "/nix",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_forbids_inline_code_and_other_peoples_servers(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", PAGES)
def test_no_page_sets_a_cookie(client: FlaskClient, path: str) -> None:
    assert "Set-Cookie" not in client.get(path).headers


@pytest.mark.parametrize("path", PAGES[:-1])
def test_a_page_that_has_not_changed_is_not_sent_again(client: FlaskClient, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert first.headers["Cache-Control"] == "no-cache"
    assert (again.status_code, again.data) == (304, b"")


def test_pages_that_differ_have_different_tags(client: FlaskClient) -> None:
    assert client.get("/units").headers["ETag"] != client.get("/units?elder=1").headers["ETag"]


def test_a_faulty_page_is_not_cached_as_good(client: FlaskClient) -> None:
    assert "ETag" not in client.get("/nix").headers


@pytest.mark.parametrize(
    ("headline", "parts"),
    [
        ("创城怎么做，听他们讲", ["创城怎么做，", "听他们讲"]),
        ("修一条路 暖一片心", ["修一条路 ", "暖一片心"]),
        ("编者按", ["编者按"]),
    ],
)
def test_a_headline_may_break_only_between_its_phrases(headline: str, parts: list[str]) -> None:
    assert phrases(headline) == parts


def test_the_beginning_of_a_text_is_one_line_and_says_when_there_is_more() -> None:
    assert beginning("一\n\n二", 3) == "一 二"
    assert beginning("一二三四", 3) == "一二…"
