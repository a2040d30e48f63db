from __future__ import annotations

import json
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
    assert response.content_type == "application/xml; charset=utf-8"
    assert len(items) == 20
    assert items[0].findtext("title") == "市社科联：修一条路 暖一片心"
    assert items[0].findtext("pubDate") == "Wed, 01 May 2024 12:00:00 +0800"
    assert "<b>再</b>架桥" in (items[0].findtext("description") or "")


def test_passages_do_not_run_together_in_the_feed(client: FlaskClient) -> None:
    items = etree.fromstring(client.get("/feed.xml").data).findall("channel/item")
    assert (items[0].findtext("description") or "").startswith("开头的话。 先修路。")


def test_a_speech_is_had_as_json(client: FlaskClient, baigu: Service) -> None:
    for speech in baigu.edition.corpus.speeches[:4]:
        told = client.get(f"/speeches/{speech.slug}.json").get_json()
        assert (told["title"], told["unit"]) == (speech.title, speech.unit.name)
        assert "\n\n".join(passage["text"] for passage in told["passages"]) == speech.text
        assert [passage["practice"] for passage in told["passages"]] == [p.place for p in speech.passages]
    assert client.get("/speeches/before-20240501.json").location == "/speeches/renamed-20240501.json"
    assert client.get("/speeches/never.json").status_code == 404


def test_the_manifest_names_the_site_and_pictures_that_are_there(client: FlaskClient) -> None:
    manifest = json.loads(client.get("/manifest.webmanifest").data)
    assert (manifest["name"], manifest["start_url"]) == ("摆古", "/")
    for icon in manifest["icons"]:
        assert client.get(icon["src"]).content_type == icon["type"]


def test_a_feed_that_has_not_changed_is_not_sent_again(client: FlaskClient) -> None:
    tag = client.get("/feed.xml").headers["ETag"]
    assert client.get("/feed.xml", headers={"If-None-Match": tag}).status_code == 304


def test_robots_are_told_where_the_sitemap_is(client: FlaskClient) -> None:
    assert f"Sitemap: {BASE}/sitemap.xml" in client.get("/robots.txt").get_data(as_text=True)


def test_the_proof_of_the_domain_is_the_code_alone(client: FlaskClient) -> None:
    assert client.get("/MP_verify_AbCd1234EfGh5678.txt").data == b"AbCd1234EfGh5678"
    assert client.get("/MP_verify_another.txt").status_code == 404
