"""Practices are read aloud by the phone's own voice; here by one that says nothing and tells what it was given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.pages.browser.conftest import SPEECH

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from bot.app.service import Service

    Phone = Callable[..., Page]

VOICE = """
    window.said = [];
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    Object.defineProperty(window, 'speechSynthesis', { value: {
        getVoices: () => [{ lang: 'en-US' }, { lang: 'zh-CN', name: 'own' }],
        speak(told) { said.push(told); if (told.onstart) told.onstart(); },
        cancel() {},
    } });
"""
MUTE = "delete window.speechSynthesis"
END = "said[said.length - 1].onend()"


def listening(page: Page, site: str, path: str = f"{SPEECH}/p1") -> Page:
    page.add_init_script(VOICE)
    page.goto(site + path)
    page.get_by_role("button", name="听这一条").first.click()
    return page


def test_a_practice_is_read_sentence_by_sentence_each_marked_in_its_turn(
    phone: Phone, site: str, baigu: Service
) -> None:
    passage = baigu.edition.corpus.passage("fangzhiban-20240111#p1")
    assert passage
    page = listening(phone(), site, f"{SPEECH}?p1=91-208#p1")
    words = page.locator(".words").nth(1)
    while page.locator(".player").is_visible():
        read = "".join(page.locator(".reading").all_inner_texts())
        assert read == page.evaluate("said[said.length - 1].text")
        page.evaluate(END)
    assert "".join(page.evaluate("said.map(told => told.text)")) == passage.text
    assert words.locator("p").all_inner_texts() == [passage.text]
    assert page.locator(".reading").count() == 0
    assert page.evaluate("said.every(told => told.voice.name === 'own' && told.lang === 'zh-CN')")


@pytest.mark.parametrize("look", [{}, {"color_scheme": "dark"}, {"elder": 2}])
def test_axe_finds_no_barrier_while_a_practice_is_read(phone: Phone, site: str, look: dict[str, Any]) -> None:
    results = Axe().run(listening(phone(**look), site, f"{SPEECH}?p1=91-208#p1"))
    assert results.violations_count == 0, results.generate_report()


def test_the_sentence_being_read_is_in_view(phone: Phone, site: str) -> None:
    page = listening(phone(320, elder=2), site)
    while page.locator(".player").is_visible():
        expect(page.locator(".reading").first).to_be_in_viewport()
        page.evaluate(END)


def test_one_may_pause_go_on_and_stop(phone: Phone, site: str) -> None:
    page = listening(phone(), site)
    page.evaluate(END)
    page.get_by_role("button", name="暂停").click()
    assert page.locator(".reading").count() == 1
    page.get_by_role("button", name="接着听").click()
    first, second, again = page.evaluate("said.map(told => told.text)")
    assert first != second == again
    page.get_by_role("button", name="不听了").click()
    expect(page.locator(".player")).to_be_hidden()
    assert page.locator(".reading").count() == 0


def test_the_rate_is_remembered(phone: Phone, site: str) -> None:
    page = listening(phone(), site)
    page.get_by_role("button", name="语速：中").click()
    page.get_by_role("button", name="语速：快").click()
    listening(page, site, f"{SPEECH}/p2")
    expect(page.get_by_role("button", name="语速：慢")).to_be_visible()
    assert page.evaluate("said[0].rate") == 0.7


def test_a_phone_that_turns_out_to_have_no_voice_says_so(phone: Phone, site: str) -> None:
    page = listening(phone(), site)
    page.evaluate("said[0].onerror({ error: 'synthesis-failed' })")
    expect(page.get_by_role("status")).to_have_text("这台手机没有能念普通话的声音。")


@pytest.mark.parametrize("scripts", [True, False])
def test_where_nothing_can_be_read_aloud_nothing_offers_it(phone: Phone, site: str, scripts: bool) -> None:
    page = phone(java_script_enabled=scripts)
    page.add_init_script(MUTE)
    page.goto(site + SPEECH)
    expect(page.locator(".listen").first).to_be_hidden()


def test_in_elder_mode_it_is_a_big_button(phone: Phone, site: str) -> None:
    page = phone(elder=1)
    page.add_init_script(VOICE)
    page.goto(f"{site}{SPEECH}/p1")
    box = page.get_by_role("button", name="听这一条").bounding_box()
    assert box
    assert box["width"] > 300
    assert box["height"] >= 60
