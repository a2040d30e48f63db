"""What was asked in vain over WeChat is mended in a browser, published, and answered over WeChat."""

from __future__ import annotations

import re
import shutil
import time
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.builders import KNOWLEDGE
from tests.journeys.messages import reply_to
from tests.journeys.service import Running, running
from tests.wechat.counterpart import text_message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

LAMP = "路灯坏了找谁修"
ASKED = (LAMP, LAMP, "路灯坏了找谁", "井盖丢了", "文明遛狗", "没用")
PATIENCE = 90_000
"""Milliseconds for work beside a service on a busy machine; it takes a few seconds on an idle one."""


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Running]:
    folder = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE, folder)
    (folder / "questions" / "check.jsonl").write_text('{"kind": "offtopic", "q": "今天星期几"}\n', "utf-8")
    with running(tmp_path, 1, KNOWLEDGE=str(folder), PUBLIC_URL="http://127.0.0.1:8000") as started:
        yield started


def ask(service: Running, text: str, number: int) -> str:
    root = reply_to(service, text_message(text, person=f"person-{number // 6}", msg_id=str(number)))
    assert root is not None
    return root.findtext("Content") or ""


def seen(page: Page) -> None:
    """Hold that a page has no barriers and does not run over the side."""
    page.wait_for_load_state()  # a tap may have led to it just now
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_from_the_first_log_in_to_an_answer_over_wechat(service: Running, chromium: Browser) -> None:
    for number, text in enumerate(ASKED):
        assert "——" not in ask(service, text, number) or text == "文明遛狗"
    code = re.search(r"一次性口令 (\S+)", (service.folder / "service.log").read_text("utf-8"))
    assert code
    context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)

    page.goto(f"{service.url}/console/join")
    page.get_by_label("一次性口令").fill(code[1])
    page.get_by_label("名字").fill("韦一")
    for label in ("新密码", "再输入一次"):
        page.get_by_label(label).fill("correct horse 7")
    page.get_by_role("button", name="设好").click()

    page.get_by_role("link", name="没答好的").click()
    first = page.locator("tbody a").first
    expect(first).to_have_text(LAMP, timeout=PATIENCE)
    seen(page)
    first.click()
    page.get_by_label("哪一条做法", exact=True).fill("市方志办：把党支部带头作用“烘”起来")
    seen(page)
    page.get_by_role("button", name="看看会变什么").click()
    page.get_by_label("我看过了").check()
    expect(page.locator("td", has_text="答 市方志办第1条")).to_have_count(2)
    seen(page)
    page.get_by_role("button", name="就这样补").click()
    page.get_by_role("link", name="去发布").click()
    page.get_by_label("为什么发布").fill("补一句")
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.get_by_text("第 1 版").first).to_be_visible(timeout=PATIENCE)

    until, told = time.monotonic() + PATIENCE / 1000, ""
    for number in range(100, 300):
        told = ask(service, f"{LAMP}？", number)
        if "——市方志办" in told or time.monotonic() > until:
            break
        time.sleep(0.5)
    assert "——市方志办" in told

    page.get_by_role("link", name="问答记录").click()
    seen(page)
    page.get_by_role("link", name="文明遛狗").click()
    expect(page.get_by_text("答了（没帮上）")).to_be_visible()
    seen(page)
    page.get_by_role("link", name=re.compile("这一段不对，撤回")).first.click()
    seen(page)
    context.close()
