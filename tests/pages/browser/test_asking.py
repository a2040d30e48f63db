"""The dialogue in a browser, with and without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from bot.state.tables import journal

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Route

    from bot.app.service import Service

    Phone = Callable[..., Page]

QUESTION = "小区停车乱怎么办"
ANSWER = "——市方志办 黄志坚，2024年1月"
BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])


def ask(page: Page, text: str) -> None:
    page.get_by_label("您的问题").fill(text)
    page.keyboard.press("Enter")


def last_reply(page: Page) -> str:
    return page.locator(".reply").last.inner_text()


def asked(baigu: Service) -> list[str]:
    baigu.journal.take_in()
    with baigu.database.reading() as connection:
        return [row[0] for row in connection.execute(select(journal.c.question).order_by(journal.c.id))]


@BOTH
def test_a_question_typed_on_the_home_page_is_answered(phone: Phone, site: str, javascript: bool) -> None:
    page = phone(java_script_enabled=javascript)
    page.goto(site)
    ask(page, QUESTION)
    expect(page.locator(".reply").last).to_contain_text(ANSWER)
    expect(page.locator(".asked").last).to_contain_text(QUESTION)


@BOTH
def test_an_example_is_asked_with_a_tap(phone: Phone, site: str, javascript: bool) -> None:
    page = phone(java_script_enabled=javascript)
    page.goto(site)
    page.get_by_role("button", name=QUESTION).click()
    expect(page.locator(".reply").last).to_contain_text(ANSWER)


@BOTH
def test_numbers_and_taps_carry_the_conversation_on(phone: Phone, site: str, javascript: bool) -> None:
    page = phone(java_script_enabled=javascript)
    page.goto(f"{site}/ask")
    first = page.locator(".reply button").first.inner_text()
    ask(page, "1")
    expect(page.locator(".reply").last).to_contain_text(ANSWER)
    assert first == QUESTION
    page.locator(".reply").last.get_by_role("button").first.click()
    expect(page.locator(".reply").last).to_contain_text("点这里看原文")


@BOTH
def test_the_link_of_a_reply_shows_the_words_and_the_way_back_the_reply(
    phone: Phone, site: str, javascript: bool
) -> None:
    page = phone(java_script_enabled=javascript)
    page.goto(f"{site}/ask")
    ask(page, QUESTION)
    page.get_by_role("link", name="点这里看原文").click()
    expect(page.locator("mark").first).to_be_in_viewport()
    page.go_back()
    expect(page.locator(".reply").last).to_contain_text(ANSWER)


def test_a_conversation_grows_in_place(phone: Phone, site: str) -> None:
    page = phone()
    page.goto(f"{site}/ask")
    ask(page, QUESTION)
    expect(page.locator(".reply")).to_have_count(2)
    expect(page.get_by_label("您的问题")).to_have_value("")
    ask(page, "谢谢")
    expect(page.locator(".reply")).to_have_count(3)
    expect(page.get_by_role("log")).to_contain_text(ANSWER)


def test_a_conversation_goes_on_where_it_was_left(phone: Phone, site: str) -> None:
    page = phone()
    page.goto(f"{site}/ask")
    ask(page, "主题")
    expect(page.locator(".reply")).to_have_count(2)
    fourth = page.locator(".reply").last.get_by_role("button").nth(3).inner_text()
    page.goto(site)
    ask(page, "4")
    expect(page.locator(".reply")).to_have_count(3)
    expect(page.locator(".reply").last).to_contain_text(f"“{fourth}”有")


@BOTH
def test_a_reload_asks_nothing_again(
    phone: Phone, own_service: tuple[Service, str], javascript: bool
) -> None:
    baigu, site = own_service
    page = phone(java_script_enabled=javascript)
    page.goto(site)
    ask(page, QUESTION)
    expect(page.locator(".reply").last).to_contain_text(ANSWER)
    before = asked(baigu)
    page.reload()
    expect(page.locator(".reply").last).to_contain_text(ANSWER)
    assert asked(baigu) == before
    assert before.count(QUESTION) == 1


def test_what_could_not_be_sent_says_so_and_can_be_sent_again(phone: Phone, site: str) -> None:
    page = phone()
    page.goto(f"{site}/ask")
    page.context.set_offline(True)
    ask(page, QUESTION)
    expect(page.locator(".reply").last).to_contain_text("没有发出去")
    page.context.set_offline(False)
    page.get_by_role("button", name="再发一次").click()
    expect(page.locator(".reply").last).to_contain_text(ANSWER)
    expect(page.locator(".asked")).to_have_count(1)


def test_what_is_refused_says_why(phone: Phone, site: str) -> None:
    page = phone()
    page.goto(f"{site}/ask")
    page.get_by_label("您的问题").evaluate("e => { e.value = '停车'.repeat(40000) }")
    page.get_by_role("button", name="问", exact=True).click()
    expect(page.locator(".reply").last).to_contain_text("一次问一件事")


@pytest.mark.parametrize(("width", "elder"), [(390, 0), (320, 2)])
def test_the_first_answer_comes_into_view_and_focus(phone: Phone, site: str, width: int, elder: int) -> None:
    page = phone(width, elder)
    page.goto(site)
    ask(page, QUESTION)
    reply = page.locator(".reply").last
    expect(reply).to_contain_text(ANSWER)
    expect(reply).to_be_focused()
    assert reply.evaluate("e => e.getBoundingClientRect().top") < 200


def test_without_javascript_the_answer_comes_into_view(phone: Phone, site: str) -> None:
    page = phone(320, java_script_enabled=False)
    page.goto(f"{site}/?elder=2")
    ask(page, QUESTION)
    expect(page.locator(".reply")).to_contain_text(ANSWER)
    assert page.locator(".exchange").evaluate("e => e.getBoundingClientRect().top") < 100


def test_questions_wait_their_turn_while_an_answer_is_on_its_way(phone: Phone, site: str) -> None:
    page = phone()
    page.goto(f"{site}/ask")
    held: list[Route] = []
    page.route("**/ask*", lambda route: route.continue_() if held else held.append(route))
    ask(page, QUESTION)
    expect(page.locator(".reply").last).to_contain_text("正在翻讲稿")
    for _ in range(100):  # the browser may tell of the request after the page has said so
        if not held:
            page.wait_for_timeout(50)
    ask(page, "谢谢")
    page.get_by_label("您的问题").fill("飞线")
    expect(page.locator(".asked")).to_have_text([QUESTION, "谢谢"])
    held[0].continue_()
    expect(page.locator(".reply")).to_have_count(3)
    expect(page.locator(".reply").nth(1)).to_contain_text(ANSWER)
    expect(page.get_by_label("您的问题")).to_have_value("飞线")


def test_a_long_paste_says_how_much_is_read_and_leaves_the_screen_to_the_answer(
    phone: Phone, site: str
) -> None:
    page = phone()
    page.goto(f"{site}/ask")
    page.get_by_label("您的问题").fill(QUESTION * 100)
    expect(page.get_by_role("status")).to_have_text("已经 800 个字，只读前 500 个。")
    page.keyboard.press("Enter")
    expect(page.locator(".exchange").last).to_contain_text("您写得很长，我只读了前 500 个字。")
    expect(page.get_by_role("status")).to_have_text("")
    assert page.locator(".asked").evaluate("e => e.offsetHeight") < 160


def test_without_javascript_a_larger_size_keeps_the_answer_and_asks_nothing_again(
    phone: Phone, own_service: tuple[Service, str]
) -> None:
    baigu, site = own_service
    page = phone(java_script_enabled=False)
    page.goto(site)
    ask(page, QUESTION)
    page.get_by_role("button", name="大字").click()
    expect(page.locator(".reply")).to_contain_text(ANSWER)
    expect(page.locator("html")).to_have_attribute("data-elder", "1")
    assert asked(baigu).count(QUESTION) == 1
    ask(page, "谢谢")
    expect(page.locator("html")).to_have_attribute("data-elder", "1")


def test_a_screen_reader_hears_the_answer(phone: Phone, site: str) -> None:
    page = phone()
    page.goto(f"{site}/ask")
    log = page.get_by_role("log", name="对话")
    expect(log).to_be_visible()
    ask(page, QUESTION)
    expect(log).to_contain_text("摆古答：…在规划停车位时")


def test_the_keyboard_alone_is_enough(phone: Phone, site: str) -> None:
    page = phone()
    page.goto(f"{site}/ask")
    page.get_by_label("您的问题").focus()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".reply").last).to_contain_text(ANSWER)
    while page.locator(":focus").inner_text() != "点这里看原文":
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_be_in_viewport()


@BOTH
def test_searching_marks_what_was_found_and_leads_to_it(phone: Phone, site: str, javascript: bool) -> None:
    page = phone(java_script_enabled=javascript)
    page.goto(f"{site}/search")
    page.get_by_role("searchbox").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".found mark").first).to_have_text("停车")
    page.locator(".found a").first.click()
    expect(page.locator("mark").first).to_be_in_viewport()
