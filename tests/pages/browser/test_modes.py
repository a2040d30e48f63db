"""Size and darkness: one tap, remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.pages.browser.conftest import SPEECH

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    Phone = Callable[..., Page]


def has_text_of(size: int, page: Page) -> None:
    expect(page.locator(".words p").first).to_have_css("font-size", f"{size}px")


def ground(page: Page) -> str:
    colour: str = page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")
    return colour


def test_one_tap_makes_the_text_larger_and_every_page_remembers(phone: Phone, site: str) -> None:
    page = phone()
    page.goto(site + SPEECH)
    has_text_of(18, page)
    page.get_by_role("button", name="大字").click()
    has_text_of(24, page)
    page.get_by_role("link", name="单独看这一条").first.click()
    has_text_of(24, page)
    page.get_by_role("button", name="特大字").click()
    has_text_of(30, page)
    page.get_by_role("button", name="标准字").click()
    has_text_of(18, page)


def test_without_javascript_a_tap_makes_the_text_larger_from_page_to_page(phone: Phone, site: str) -> None:
    page = phone(java_script_enabled=False)
    page.goto(f"{site}{SPEECH}?p1=0-5")
    page.get_by_role("button", name="大字").click()
    has_text_of(24, page)
    expect(page.locator("mark")).to_have_count(1)
    page.get_by_role("link", name="单独看这一条").first.click()
    has_text_of(24, page)
    expect(page.get_by_role("button", name="深色")).to_be_hidden()


def test_an_address_may_ask_for_large_text_once_and_for_all(phone: Phone, site: str) -> None:
    page = phone()
    page.goto(f"{site}/?elder=1")
    page.goto(site + SPEECH)
    has_text_of(24, page)


def test_darkness_follows_the_phone_until_a_tap_says_otherwise(phone: Phone, site: str) -> None:
    page = phone(color_scheme="dark")
    page.goto(site + SPEECH)
    dark = ground(page)
    page.get_by_role("button", name="深色").click()
    light = ground(page)
    assert dark != light
    page.goto(f"{site}/about")
    expect(page.locator("body")).to_have_css("background-color", light)
    expect(page.get_by_role("button", name="深色")).to_have_attribute("aria-pressed", "false")
    without = phone(color_scheme="dark", java_script_enabled=False)
    without.goto(site + SPEECH)
    expect(without.locator("body")).to_have_css("background-color", dark)


def test_a_page_that_one_goes_back_to_has_the_size_chosen_meanwhile(phone: Phone, site: str) -> None:
    page = phone()
    page.goto(site + SPEECH)
    page.goto(f"{site}/about")
    page.get_by_role("button", name="大字").click()
    page.go_back()
    has_text_of(24, page)
    expect(page.get_by_role("button", name="特大字")).to_be_visible()


def test_a_page_restored_from_memory_is_brought_up_to_date(phone: Phone, site: str) -> None:
    page = phone()
    page.goto(site + SPEECH)
    page.evaluate("localStorage.setItem('elder', '2')")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    has_text_of(30, page)
    expect(page.get_by_role("button", name="标准字")).to_be_visible()


def test_storage_that_is_switched_off_breaks_nothing(phone: Phone, site: str) -> None:
    page = phone()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused') } })"
    )
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(site + SPEECH)
    page.get_by_role("button", name="大字").click()
    has_text_of(24, page)
    assert faults == []
