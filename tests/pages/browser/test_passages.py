"""A link in a reply lands on the very words."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import expect

from bot.model import Quote
from tests.pages.browser.conftest import PATIENCE, SPEECH
from tests.pages.conftest import BASE

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    from bot.app.service import Service

    Phone = Callable[..., Page]


def link(baigu: Service, passage_id: str, sentence: int) -> tuple[str, str]:
    """The link of a quote of one sentence, without the host, and the words."""
    passage = baigu.edition.corpus.passage(passage_id)
    assert passage
    quote = Quote(passage, *passage.sentences[sentence])
    return baigu.links.quote(quote).removeprefix(BASE), quote.text


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("elder", [0, 2])
def test_a_link_shows_the_quoted_words_marked_and_in_view(
    phone: Phone, site: str, baigu: Service, javascript: bool, elder: int
) -> None:
    page = phone(320, elder if javascript else 0, java_script_enabled=javascript)
    address, words = link(baigu, "fangzhiban-20240111#p3", -1)
    page.goto(site + address)
    expect(page.locator("mark")).to_have_text([words])
    expect(page.locator("mark")).to_be_in_viewport(ratio=1)


def test_a_link_whose_anchor_was_lost_on_the_way_still_shows_the_words(
    phone: Phone, site: str, baigu: Service
) -> None:
    page = phone()
    address, _ = link(baigu, "fangzhiban-20240111#p3", -1)
    page.goto(site + address.partition("#")[0])
    expect(page.locator("mark")).to_be_in_viewport(ratio=1)


# What is seen at the first marked character, or else at the place itself, and of the lines that say whose words it is.
IN_SIGHT = """() => {
    const shown = e => [...e.getClientRects()].every(b => {
        const hit = document.elementFromPoint(b.left + 2, (b.top + b.bottom) / 2);
        return b.top >= -1 && b.bottom <= innerHeight && hit && (e.contains(hit) || hit.contains(e));
    });
    const head = document.querySelector('.head').getBoundingClientRect();
    const words = (document.querySelector('mark') || document.querySelector(location.hash)).getClientRects()[0];
    return {
        words: words.top >= head.bottom && words.top + 20 <= innerHeight,
        title: shown(document.querySelector(head.bottom <= 0 ? '.caption .title' : 'h1')),
        unit: shown(document.querySelector('.caption .by a')),
        day: shown(document.querySelector('.caption time')),
    };
}"""


@pytest.mark.parametrize(("width", "elder"), [(390, 0), (320, 2), (768, 1)])
def test_whose_words_they_are_is_in_sight_wherever_one_lands(
    phone: Phone, site: str, baigu: Service, width: int, elder: int
) -> None:
    page = phone(width, elder)
    for passage in baigu.edition.corpus.passages[:12]:
        for sentence in (None, 0, -1):
            address = f"/speeches/{passage.speech}#{passage.anchor}"
            if sentence is not None:
                address, _ = link(baigu, passage.id, sentence)
            page.goto("about:blank")
            page.goto(site + address)
            page.wait_for_function(f"Object.values(({IN_SIGHT})()).every(Boolean)", timeout=PATIENCE)


@pytest.mark.parametrize("density", [1, 1.5, 2.625])
def test_no_line_of_the_paper_shows_between_marked_lines(phone: Phone, site: str, density: float) -> None:
    page = phone(device_scale_factor=density)
    page.goto(f"{site}{SPEECH}?p1=91-208#p1")
    paper: str = page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")
    lines: list[dict[str, float]] = page.locator("mark").evaluate(
        "e => [...e.getClientRects()].map(b => b.toJSON())"
    )
    second, last = lines[1], lines[-1]
    height = last["bottom"] - second["top"] - 1
    column = page.screenshot(clip={"x": second["left"] + 1, "y": second["top"], "width": 2, "height": height})
    drawn = Image.open(io.BytesIO(column)).convert("RGB")
    ground = tuple(int(part) for part in re.findall(r"\d+", paper))
    assert ground not in {colour for _, colour in drawn.getcolors() or []}


@pytest.mark.parametrize("anchor", ["p3", "p1"])
def test_the_place_of_a_practice_comes_into_view(phone: Phone, site: str, anchor: str) -> None:
    page = phone()
    page.goto(f"{site}{SPEECH}#{anchor}")
    expect(page.locator(f"#{anchor}-heading")).to_be_in_viewport(ratio=1)


def test_the_old_name_of_an_anchor_leads_to_the_same_place(phone: Phone, site: str) -> None:
    page = phone()
    page.goto(f"{site}/speeches/renamed-20240501#old-road")
    expect(page.locator("#road-heading")).to_be_in_viewport(ratio=1)


def copied(page: Page, button: Locator) -> str:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button.click()
    page.get_by_text("已复制").wait_for()
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_copying_takes_the_marked_words_and_says_whose_they_are(
    phone: Phone, site: str, baigu: Service
) -> None:
    page = phone()
    address, words = link(baigu, "fangzhiban-20240111#p1", 1)
    page.goto(site + address)
    button = page.locator("section", has=page.locator("mark")).get_by_role("button", name="复制引文")
    assert copied(page, button) == (
        f"{words}\n——市方志办 黄志坚，《三无小区“麻雀”变“凤凰”的古仔》，2024年1月11日\n{BASE}{SPEECH}/p1"
    )


def test_copying_an_unmarked_practice_takes_all_of_it(phone: Phone, site: str, baigu: Service) -> None:
    page = phone()
    page.goto(f"{site}/speeches/renamed-20240501/road")
    passage = baigu.edition.corpus.passage("renamed-20240501#road")
    assert passage
    text = copied(page, page.get_by_role("button", name="复制引文"))
    assert text.startswith(passage.text.replace("\n\n", "\n") + "\n——市社科联 测试员，")


def test_copying_on_the_page_to_pass_on_takes_what_it_shows(phone: Phone, site: str) -> None:
    page = phone()
    page.goto(f"{site}{SPEECH}/p1/share")
    text = copied(page, page.get_by_role("button", name="复制引文"))
    assert text == page.locator(".citation").inner_text()
    assert text.startswith("在规划停车位时,")
    assert text.endswith(f"，2024年1月11日\n{BASE}{SPEECH}/p1")


@pytest.mark.parametrize("can_share", [True, False])
def test_the_phone_itself_passes_on_where_it_can(phone: Phone, site: str, can_share: bool) -> None:
    page = phone()
    share = "navigator.share = told => { window.told = told; return Promise.reject(new Error('no')) }"
    page.add_init_script(share if can_share else "delete Navigator.prototype.share")
    page.goto(f"{site}{SPEECH}?p1=91-208#p1")
    page.get_by_role("link", name="转发").first.click()
    button = page.get_by_role("button", name="转发给朋友")
    expect(button).to_be_visible(visible=can_share)
    if can_share:
        button.click()
        told = page.evaluate("window.told")
        assert told["title"] == "联系车主挪车，建小区微信群——市方志办"
        assert told["url"] == f"{BASE}{SPEECH}/p1"


def test_from_a_practice_alone_one_comes_to_its_context(phone: Phone, site: str) -> None:
    page = phone()
    page.goto(f"{site}{SPEECH}/p2")
    page.get_by_role("link", name="看上下文").click()
    page.wait_for_url("**#p2")
    assert urlsplit(page.url).path == SPEECH
    expect(page.locator("#p2-heading")).to_be_in_viewport(ratio=1)
