from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from tests.pages.conftest import BASE

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from bot.app.service import Service

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_the_sitemap_names_every_page_there_is(client: FlaskClient, baigu: Service) -> None:
    tree = etree.fromstring(client.get("/sitemap.xml").data)
    named = {element.text or "" for element in tree.iter(f"{SITEMAP}loc")}
    assert {f"{BASE}/speeches/{speech.slug}" for speech in baigu.edition.corpus.speeches} <= named
    for address in named:
        assert client.get(address.removeprefix(BASE)).status_code == 200, address


def test_the_feed_brings_the_newest_speeches_first(client: FlaskClient) -> None:
    response = client.get("/feed.xml")
    items = etree.fromstring(response.data).findall("channel/item")
    assert response.content_type == "application/rss+xml; charset=utf-8"
    assert len(items) == 20
    assert items[0].findtext("title") == "市社科联：修一条路 暖一片心"
    assert items[0].findtext("pubDate") == "Wed, 01 May 2024 12:00:00 +0800"
    assert "<b>再</b>架桥" in (items[0].findtext("description") or "")


def test_a_feed_that_has_not_changed_is_not_sent_again(client: FlaskClient) -> None:
    tag = client.get("/feed.xml").headers["ETag"]
    assert client.get("/feed.xml", headers={"If-None-Match": tag}).status_code == 304


def test_robots_are_told_where_the_sitemap_is(client: FlaskClient) -> None:
    assert f"Sitemap: {BASE}/sitemap.xml" in client.get("/robots.txt").get_data(as_text=True)


def test_the_proof_of_the_domain_is_the_code_alone(client: FlaskClient) -> None:
    assert client.get("/MP_verify_AbCd1234EfGh5678.txt").data == b"AbCd1234EfGh5678"
    assert client.get("/MP_verify_another.txt").status_code == 404
