from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from bot.model import Quote
from tests.pages.conftest import BASE

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from bot.app.service import Service

PRACTICE = "/speeches/fangzhiban-20240111/p1"


def citation(client: FlaskClient, path: str) -> str:
    found = re.search('<blockquote class="citation">(.*?)</blockquote>', client.get(path).text, re.DOTALL)
    assert found
    return html.unescape(found[1])


def test_what_was_marked_is_what_is_passed_on(client: FlaskClient, baigu: Service) -> None:
    passage = baigu.edition.corpus.passage("fangzhiban-20240111#p1")
    assert passage
    link = baigu.links.quote(Quote(passage, *passage.sentences[-1]))
    marked = client.get(urlsplit(link).path, query_string=urlsplit(link).query).text
    forward = re.search(f'href="({PRACTICE}/share[^"]*)">转发</a>', marked)
    assert forward
    start, end = passage.sentences[-1]
    assert citation(client, html.unescape(forward[1])) == (
        f"{passage.text[start:end]}\n——市方志办 黄志坚，《三无小区“麻雀”变“凤凰”的古仔》，2024年1月11日\n{link}"
    )


def test_of_a_whole_practice_whole_sentences_are_passed_on(client: FlaskClient, baigu: Service) -> None:
    for passage in baigu.edition.corpus.passages[:10]:
        words = citation(client, f"/speeches/{passage.speech}/{passage.anchor}/share").partition("\n——")[0]
        begins = passage.text.index(words)
        ends = [end for start, end in passage.sentences if start >= begins]
        assert begins in {start for start, _ in passage.sentences}
        assert begins + len(words) in ends
        assert len(words) <= 120 or begins + len(words) == ends[0]


def test_of_a_long_practice_what_its_plain_heading_tells_of_is_passed_on(client: FlaskClient) -> None:
    assert citation(client, f"{PRACTICE}/share").startswith("在规划停车位时,小区党员与我们一起")


@pytest.mark.parametrize("pointer", ["p1=3-9", "p1=0-99999", "p1=x", "elder=1"])
def test_half_sentences_and_nonsense_are_not_passed_on(client: FlaskClient, pointer: str) -> None:
    assert citation(client, f"{PRACTICE}/share?{pointer}").startswith("在规划停车位时")


def test_the_pictures_of_a_practice_are_there_and_in_one_size(client: FlaskClient) -> None:
    page = client.get(f"{PRACTICE}/share?elder=1").text
    pictures = [address for address in re.findall('<img[^>]* src="([^"]+)"', page) if "/pictures/" in address]
    assert len(pictures) == 2
    assert not any("elder" in address for address in pictures)
    kinds = {client.get(html.unescape(address)).content_type for address in pictures}
    assert kinds == {"image/png", "image/svg+xml"}


def test_paper_gets_a_code_that_screens_do_not_fetch(client: FlaskClient) -> None:
    for path, code in (
        (PRACTICE, "/pictures/fangzhiban-20240111/p1.svg"),
        ("/speeches/fangzhiban-20240111", "/pictures/fangzhiban-20240111.svg"),
    ):
        assert f'<img class="code printed" src="{code}"' in client.get(path).text
        assert client.get(code).content_type == "image/svg+xml"


@pytest.mark.parametrize(
    "path", ["/speeches/nix/p1/share", "/pictures/nix/p1.png", "/pictures/nix/p1.svg", "/pictures/nix.svg"]
)
def test_what_is_not_there_cannot_be_passed_on(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_page_to_pass_on_is_not_for_search_engines(client: FlaskClient) -> None:
    assert '<meta name="robots" content="noindex">' in client.get(f"{PRACTICE}/share").text
    assert f'<link rel="canonical" href="{BASE}{PRACTICE}">' in client.get(PRACTICE).text
