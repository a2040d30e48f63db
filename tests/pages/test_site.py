from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from flask import Flask, abort

from bot.pages.sharing import JsSdk
from bot.pages.site import Parts, Site
from tests.benchmarks.pages import PATHS, city, client_of
from tests.pages.conftest import BASE

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from bot.app.web_service import WebService
    from bot.dialogue.edition import Edition

KINDS = [
    "/",
    "/units",
    "/units/fangzhiban",
    "/themes",
    "/themes/tingche",
    "/speeches",
    "/speeches/fangzhiban-20240111",
]


@pytest.mark.parametrize(
    "path", [*KINDS, "/speeches/fangzhiban-20240111/p1", "/search?q=停车", "/ask", "/about", "/nix"]
)
def test_every_link_of_every_page_leads_somewhere(client: FlaskClient, path: str) -> None:
    page = client.get(path).get_data(as_text=True)
    for address in set(re.findall(r'(?:href|src)="([^"]+)"', page.replace("&amp;", "&"))):
        target = urlsplit(address.removeprefix(BASE))
        if target.scheme:
            continue
        if target.path:
            assert client.get(f"{target.path}?{target.query}").status_code == 200, address
        elif target.fragment:
            assert f'id="{target.fragment}"' in page, address


def test_a_larger_size_is_kept_from_page_to_page_without_a_script(client: FlaskClient) -> None:
    page = client.get("/?elder=1").get_data(as_text=True)
    assert '<html lang="zh-CN" data-elder="1">' in page
    assert 'href="/units?elder=1"' in page
    assert 'action="/ask?elder=1#newest"' in page
    assert "elder=1" not in "".join(re.findall(r'/assets/[^"]+', page))
    found = client.get("/search?q=停车&elder=1").get_data(as_text=True)
    assert re.search(r'href="/speeches/fangzhiban-20240111\?p1=[^"]*&amp;elder=1#p1"', found)


@pytest.mark.parametrize("asked", ["9", "-1", "x", "1'"])
def test_a_size_that_does_not_exist_is_the_usual_one(client: FlaskClient, asked: str) -> None:
    assert "data-elder" not in client.get("/", query_string={"elder": asked}).get_data(as_text=True)


def test_every_speech_and_unit_has_a_picture(client: FlaskClient, baigu: WebService) -> None:
    catalogue = baigu.edition.corpus
    for address in (
        baigu.links.picture(catalogue.speeches[0].slug),
        baigu.links.unit_picture(catalogue.units[0]),
    ):
        response = client.get(address.removeprefix(BASE))
        assert (response.status_code, response.content_type) == (200, "image/png")
        again = client.get(address.removeprefix(BASE), headers={"If-None-Match": response.headers["ETag"]})
        assert again.status_code == 304
    assert client.get("/pictures/nix.png").status_code == 404
    assert client.get("/pictures/units/nix.png").status_code == 404


def test_the_licence_number_is_shown_on_every_page(client: FlaskClient) -> None:
    assert "桂ICP备00000000号" in client.get("/about").get_data(as_text=True)


def test_pages_say_that_nothing_was_changed_only_where_that_is_so(
    client: FlaskClient, serve: Callable[..., WebService], edition: Edition
) -> None:
    plain = serve()
    plain.edition = edition
    for shown, is_corrected in ((client, True), (plain.wsgi().test_client(), False)):
        for path in ("/", "/about", "/speeches/fangzhiban-20240111"):
            page = shown.get(path).text
            assert ("更正过错字" in page, "一字不改" in page) == (is_corrected, not is_corrected)


@pytest.mark.parametrize("path", ["/speeches/renamed-20240501", "/speeches/renamed-20240501/road"])
def test_a_corrected_slip_is_told_beside_the_words_with_what_was_spoken(
    client: FlaskClient, path: str
) -> None:
    page = client.get(path).text
    told = (
        "更正：原稿是“<del>后来大家都讲&lt;b&gt;好</del>”，这里改为“后来大家都说好”。口误（2026年11月26日）"
    )
    assert page.count(told) == 1
    assert "编辑甲" not in page
    assert "更正：" not in client.get("/speeches/renamed-20240501/aside").text


def test_a_lost_visitor_is_led_to_the_unit_the_address_names(client: FlaskClient) -> None:
    page = client.get("/speeches/fangzhiban-19990101").get_data(as_text=True)
    assert "市方志办讲过的做法" in page
    assert '<a class="more" href="/units/fangzhiban">' in page


@pytest.mark.parametrize(
    "path", ["/", "/units/fangzhiban", "/speeches/fangzhiban-20240111", "/speeches/fangzhiban-20240111/p1"]
)
def test_search_engines_read_what_a_page_is_about(client: FlaskClient, path: str) -> None:
    page = client.get(path).get_data(as_text=True)
    found = re.search('<script type="application/ld\\+json">(.*?)</script>', page)
    assert found
    told = json.loads(found[1])
    assert told["@context"] == "https://schema.org"
    assert told["url"].startswith(BASE)


def served(baigu: WebService, **parts: object) -> FlaskClient:
    app = Flask("test")
    usual = Parts(
        edition=lambda: baigu.edition,
        reception=baigu.reception,
        links=baigu.links,
        pseudonym=baigu.pseudonyms.of,
        often=tuple,
        allows=lambda *_: True,
        ready=lambda: (),
    )
    site = Site(replace(usual, **parts))  # type: ignore[arg-type] # each test names its own
    app.register_blueprint(site.blueprint())
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app.test_client()


def test_share_cards_are_signed_for_our_own_pages_only(baigu: WebService) -> None:
    client = served(baigu, sharing=JsSdk("wx1", lambda: "ticket", lambda: 1.0))
    assert client.get("/share", query_string={"url": f"{BASE}/units"}).json["appId"] == "wx1"  # type: ignore[index] # JSON
    assert client.get("/share", query_string={"url": "https://evil.example/"}).status_code == 404
    assert client.get("/share", query_string={"url": f"{BASE}.evil.example/"}).status_code == 404
    page = client.get("/")
    assert 'data-sign="/share"' in page.get_data(as_text=True)
    assert "script-src 'self' https://res.wx.qq.com;" in page.headers["Content-Security-Policy"]


def test_without_credentials_nothing_is_signed_and_no_script_is_loaded(client: FlaskClient) -> None:
    assert client.get("/share").status_code == 404
    assert "share." not in client.get("/").get_data(as_text=True)


def test_a_fault_of_ours_is_owned_up_to(baigu: WebService) -> None:
    def broken() -> list[str]:
        raise RuntimeError("broken")

    response = served(baigu, often=broken).get("/")
    assert response.status_code == 500
    assert "不是您按错了" in response.get_data(as_text=True)


def test_what_people_ask_is_shown_in_an_editors_words(baigu: WebService) -> None:
    passage = baigu.edition.corpus.passage("fangzhiban-20240111#p1")
    assert passage
    page = served(baigu, often=lambda: ["gone#p1", passage.id]).get("/").get_data(as_text=True)
    questions = re.findall('<button name="q" value="([^"]+)"', page)
    assert questions[0] == passage.asked_as[0]
    assert len(questions) == 6


def test_new_knowledge_shows_at_once(baigu: WebService) -> None:
    shown = [baigu.edition]
    client = served(baigu, edition=lambda: shown[-1])
    assert "市方志办" in client.get("/units").get_data(as_text=True)
    corpus = baigu.edition.corpus
    rest = tuple(speech for speech in corpus.speeches if speech.unit.slug != "fangzhiban")
    shown.append(replace(shown[0], corpus=replace(corpus, speeches=rest)))
    assert "市方志办" not in client.get("/units").get_data(as_text=True)


def test_pages_stay_light_at_the_size_of_a_city() -> None:
    client = client_of(city(300, 2000))
    pages = [path for path in PATHS if not path.endswith((".xml", ".png"))]
    sizes = {path: len(client.get(path).data) for path in pages}
    assert {path: size for path, size in sizes.items() if size > 30_000} == {}


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (405, "这个网址只能打开来看"),
        (413, "一次问一件事"),
        (429, "请等一分钟"),
        (503, "请等几秒钟"),
        (500, "不是您按错了"),
    ],
)
def test_a_refusal_is_told_in_plain_words(serve: Callable[..., WebService], status: int, words: str) -> None:
    app = serve().wsgi()
    app.add_url_rule("/refuses", "pages.refuses", lambda: abort(status))
    response = app.test_client().get("/refuses")
    assert (response.status_code, words in response.text) == (status, True)


def test_where_there_was_no_room_a_tap_tries_again(serve: Callable[..., WebService]) -> None:
    app = serve().wsgi()
    app.add_url_rule("/refuses", "pages.refuses", lambda: abort(503), methods=["GET", "POST"])
    assert 'href="">再打开一次' in app.test_client().get("/refuses").text
    assert "再打开一次" not in app.test_client().post("/refuses").text


def test_a_wrong_method_is_told_which_are_right(client: FlaskClient) -> None:
    assert "GET" in client.post("/units").headers["Allow"]


def test_too_long_a_form_is_refused_in_plain_words(client: FlaskClient) -> None:
    response = client.post("/ask", data={"q": "停" * 40000})
    assert (response.status_code, "收不下" in response.text) == (413, True)
