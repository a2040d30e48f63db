"""Nothing needs scrolling sideways, at any width and size; nothing is a barrier; nothing is heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.pages.browser.conftest import KINDS, SPEECH

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    Phone = Callable[..., Page]

TOO_WIDE = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll('body *')]
        .filter(e => e.getBoundingClientRect().right > width + 1)
        .map(e => e.outerHTML.slice(0, 100));
}"""
LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "elder": {"elder": 1},
    "largest, dark": {"elder": 2, "color_scheme": "dark"},
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("width", "elder"), [(320, 0), (320, 2), (390, 0), (390, 1), (768, 0)])
def test_no_page_scrolls_sideways(phone: Phone, site: str, kind: str, width: int, elder: int) -> None:
    page = phone(width, elder)
    page.goto(site + KINDS[kind])
    assert page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("kind", KINDS)
def test_text_may_be_twice_as_large_as_usual(phone: Phone, site: str, kind: str) -> None:
    page = phone(320)
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    page.goto(site + KINDS[kind])
    assert page.locator("main").evaluate("e => parseFloat(getComputedStyle(e)['font-size'])") == 36
    assert page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_no_barrier(phone: Phone, site: str, kind: str, look: str) -> None:
    page = phone(**LOOKS[look])
    page.goto(site + KINDS[kind])
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_axe_finds_no_barrier_in_a_conversation(phone: Phone, site: str) -> None:
    page = phone()
    page.goto(f"{site}/ask")
    page.get_by_label("您的问题").fill("小区停车乱怎么办")
    page.keyboard.press("Enter")
    page.get_by_text("是这样做的").wait_for()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_one_light_request_and_asks_nobody_else(phone: Phone, site: str, kind: str) -> None:
    page = phone()
    page.goto(f"{site}{SPEECH}/p2", wait_until="networkidle")  # now the phone has the assets
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    response = page.goto(site + KINDS[kind], wait_until="load")
    assert response
    assert len(response.body()) < 30_000
    assert all(address.startswith(site) for address in asked)
    assert [address for address in asked if "/assets/" not in address] == [response.url]
    held: list[int] = page.evaluate(
        "performance.getEntriesByType('resource').map(entry => entry.transferSize)"
    )
    assert sum(held) == 0


def test_all_assets_together_are_light(phone: Phone, site: str) -> None:
    page = phone()
    page.goto(site + SPEECH, wait_until="load")
    page.evaluate("document.fonts.ready")
    sizes: list[int] = page.evaluate(
        "performance.getEntriesByType('resource').map(entry => entry.encodedBodySize)"
    )
    assert sum(sizes) < 40_000


def test_a_keyboard_reaches_everything_in_reading_order(phone: Phone, site: str) -> None:
    page = phone()
    page.goto(site + SPEECH)
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "跳到正文"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "市方志办"
    tops: list[float] = page.evaluate(
        "[...document.querySelectorAll('main a, main button')].filter(e => e.checkVisibility())"
        ".map(e => e.getBoundingClientRect().top)"
    )
    assert tops == sorted(tops)


def test_the_focus_can_be_seen(phone: Phone, site: str) -> None:
    page = phone()
    page.goto(site)
    for _ in range(8):
        page.keyboard.press("Tab")
        width = page.locator(":focus").evaluate("e => parseFloat(getComputedStyle(e).outlineWidth)")
        assert width >= 3


def test_paper_gets_the_words_their_source_and_their_address_in_black_on_white(
    phone: Phone, site: str
) -> None:
    page = phone(color_scheme="dark", elder=2)
    page.goto(f"{site}/speeches/renamed-20240501")
    page.get_by_role("button", name="深色").dblclick()
    page.emulate_media(media="print")
    for printed in (".words", ".source", ".printed"):
        assert page.locator(printed).first.is_visible()
    assert not page.get_by_role("navigation").first.is_visible()
    assert not page.get_by_role("button").first.is_visible()
    assert page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator(".words p").first.evaluate("e => parseFloat(getComputedStyle(e)['font-size'])") == 16
