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
SMALL_TARGETS = """least => [...document.querySelectorAll('a, button, input')]
    .filter(e => e.checkVisibility() && !e.closest('.unseen, .skip, p:not(.tools, .kicker, .bottom p)') && e.type !== 'hidden')
    .map(e => [e.getBoundingClientRect(), e.outerHTML])
    .filter(([b]) => b.height > 1 && b.height < least - .5)
    .map(([b, html]) => Math.round(b.height) + ' px: ' + html.slice(0, 120))"""
LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "elder": {"elder": 1},
    "largest, dark": {"elder": 2, "color_scheme": "dark"},
}


def faults(page: Page, site: str, script: str) -> dict[str, Any]:
    """What a script finds wrong, by the kind of page."""
    found = {}
    for kind, path in KINDS.items():
        page.goto(site + path)
        found[kind] = page.evaluate(script)
    return {kind: wrong for kind, wrong in found.items() if wrong}


@pytest.mark.parametrize(("width", "elder"), [(320, 0), (320, 2), (390, 0), (390, 1), (768, 0), (1280, 0)])
def test_no_page_scrolls_sideways(phone: Phone, site: str, width: int, elder: int) -> None:
    assert faults(phone(width, elder), site, TOO_WIDE) == {}


def test_text_may_be_twice_as_large_as_usual(phone: Phone, site: str) -> None:
    page = phone(320)
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    assert faults(page, site, TOO_WIDE) == {}
    assert page.locator("main").evaluate("e => parseFloat(getComputedStyle(e)['font-size'])") == 36


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_no_barrier(phone: Phone, site: str, look: str) -> None:
    page = phone(**LOOKS[look])
    # What the pages are made of is the same in every look; the rest is about colours.
    rules = {} if look == "light" else {"runOnly": ["color-contrast"]}
    for path in KINDS.values():
        page.goto(site + path)
        results = Axe().run(page, options=rules)
        assert results.violations_count == 0, f"{path}\n{results.generate_report()}"


@pytest.mark.parametrize(("elder", "least"), [(0, 44), (1, 60)])
def test_everything_to_tap_is_tall_enough_for_a_finger(
    phone: Phone, site: str, elder: int, least: int
) -> None:
    assert faults(phone(elder=elder), site, f"({SMALL_TARGETS})({least})") == {}


def test_axe_finds_no_barrier_in_a_conversation(phone: Phone, site: str) -> None:
    page = phone()
    page.goto(f"{site}/ask")
    page.get_by_label("您的问题").fill("小区停车乱怎么办")
    page.keyboard.press("Enter")
    page.get_by_text("点这里看原文").wait_for()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_a_page_is_one_light_request_and_asks_nobody_else(phone: Phone, site: str) -> None:
    page = phone()
    for path in (f"{SPEECH}/p2", "/ask"):  # now the phone has the assets
        page.goto(site + path, wait_until="networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in (
        path for kind, path in KINDS.items() if kind != "forward"
    ):  # that one is there for its pictures
        asked.clear()
        response = page.goto(site + path)
        assert response
        assert len(response.body()) < 30_000
        fetched: list[list[str | int]] = page.evaluate(
            "performance.getEntriesByType('resource').map(entry => [entry.name, entry.transferSize])"
        )
        assert all(str(name).startswith(f"{site}/assets/") and size == 0 for name, size in fetched), fetched
        assert [address for address in asked if not address.startswith(f"{site}/assets/")] == [response.url]


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


def test_without_scripts_nothing_is_offered_that_needs_them(phone: Phone, site: str) -> None:
    page = phone(java_script_enabled=False)
    for path in KINDS.values():
        page.goto(site + path)
        assert page.locator("button[type=button]:visible").count() == 0, path


def test_colours_that_the_phone_forces_keep_what_is_marked_and_where_one_is(phone: Phone, site: str) -> None:
    page = phone(forced_colors="active")
    page.goto(f"{site}{SPEECH}?p1=91-208#p1")
    assert "underline" in page.locator("mark b").evaluate("e => getComputedStyle(e).textDecorationLine")
    ground = page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")
    edges: list[str] = page.locator(".top nav a").evaluate_all(
        "all => all.filter(e => getComputedStyle(e).borderBottomColor !== arguments[0]).map(e => e.textContent)".replace(
            "arguments[0]", repr(ground)
        )
    )
    assert edges == ["讲稿"]
    assert page.locator(".bottom .ask button").evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"


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
