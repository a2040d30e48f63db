"""The way of a resident, from the first page to what is passed on: on every width, in every look, on a slow line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    Phone = Callable[..., Page]

QUESTION = "小区停车乱怎么办"
WORDS = "联系车主挪车"
PHONES: dict[str, dict[str, Any]] = {
    "320, largest type, dark": {"width": 320, "elder": 2, "color_scheme": "dark"},
    "390, no scripts": {"width": 390, "java_script_enabled": False},
    "768, elder": {"width": 768, "elder": 1},
    "1280": {"width": 1280},
}
SLOW = {"offline": False, "latency": 300, "downloadThroughput": 6000, "uploadThroughput": 6000}
PAINTED = """() => new Promise(told => new PerformanceObserver(
    list => told(list.getEntries().at(-1).startTime)
).observe({type: 'largest-contentful-paint', buffered: true}))"""


def fits(page: Page) -> bool:
    """Whether nothing runs over the edge."""
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    return not page.evaluate(wide)


def is_clear(page: Page) -> None:
    """axe finds no barrier."""
    page.wait_for_load_state()  # a tap may have led to it just now
    results = Axe().run(page)
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"


@pytest.mark.parametrize("look", PHONES)
def test_from_a_question_to_the_words_and_on_to_a_neighbour(phone: Phone, site: str, look: str) -> None:
    page = phone(**PHONES[look])
    check = is_clear if PHONES[look].get("java_script_enabled", True) else lambda _: None
    page.goto(site)
    page.get_by_label("您的问题").fill(QUESTION)
    page.keyboard.press("Enter")
    reply = page.locator(".reply").last
    expect(reply).to_contain_text(WORDS)
    check(page)
    assert fits(page)
    reply.get_by_role("link", name="点这里看原文").click()
    expect(page.locator("mark").first).to_be_in_viewport()
    expect(page.locator(".by").first).to_contain_text("市方志办")
    assert fits(page)
    page.get_by_role("link", name="转发").first.click()
    expect(page.locator(".citation")).to_contain_text(WORDS)
    assert fits(page)
    page.get_by_role("link", name="联系车主挪车，建小区微信群").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("把党支部带头")


def test_on_a_slow_line_the_words_are_soon_there_and_waiting_is_shown(phone: Phone, site: str) -> None:
    page = phone()
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)
    page.set_default_timeout(20000)
    page.goto(f"{site}/speeches/fangzhiban-20240111?p1=143-208-432115#p1")
    assert page.evaluate(PAINTED) < 4000
    expect(page.locator("mark").first).to_be_in_viewport()
    page.goto(f"{site}/ask")
    page.get_by_label("您的问题").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".reply").last).to_contain_text("正在翻讲稿")
    expect(page.locator(".reply").last).to_contain_text(WORDS, timeout=20000)
