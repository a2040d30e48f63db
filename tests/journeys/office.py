"""An office around a running service: desks with a browser, people who join, residents who write."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

from tests.journeys.messages import reply_to
from tests.wechat.counterpart import text_message

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.journeys.service import Running

PASSWORD = "correct horse 7"
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
_NUMBERS = count(1)


@dataclass(frozen=True)
class Office:
    """A service, the knowledge that is edited at it, and a browser."""

    service: Running
    knowledge: Path
    browser: Browser

    def desk(self) -> Page:
        """A browser of its own, in which nobody is in."""
        context = self.browser.new_context(viewport=DESK, locale="zh-CN")  # type: ignore[arg-type] # by name
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.goto(f"{self.service.url}/console/")
        return page

    def code(self) -> str:
        """What an administrator on the server is told."""
        own = {"BAIGU_HOME": str(self.service.folder), "BAIGU_DATABASE_URL": self.service.database}
        program = "from bot.cli import main; main(['console', 'code'])"
        told = subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, **own, "BAIGU_KNOWLEDGE": str(self.knowledge)},
        )
        return told.stdout.partition("一次性口令 ")[2].split(" ")[0]

    def joined(self, name: str, code: str) -> Page:
        """A desk at which somebody has put a password in the place of a code, and is in."""
        desk = self.desk()
        desk.get_by_role("link", name="用口令设密码").click()
        for label, value in (
            ("一次性口令", code),
            ("名字", name),
            ("新密码", PASSWORD),
            ("再输入一次", PASSWORD),
        ):
            desk.get_by_label(label, exact=False).fill(value)
        desk.get_by_role("button", name="设好").click()
        return desk

    def invited(self, chief: Page, name: str, rank: str) -> Page:
        """A desk at which somebody is in whom the administrator invited."""
        room(chief, "人员")
        chief.get_by_label("名字（真名）").fill(name)
        chief.get_by_label("权限").last.select_option(label=rank)
        chief.get_by_role("button", name="给一个一次性口令").click()
        return self.joined(name, chief.locator(".code").inner_text())

    def answer(self, text: str, person: str = "oResident") -> str:
        """What a resident gets in WeChat."""
        # the same one gets the same reply
        reply = reply_to(self.service, text_message(text, person=person, msg_id=str(next(_NUMBERS))))
        return "" if reply is None else "".join(reply.itertext())

    def answers(self, text: str, words: str) -> bool:
        """Whether a resident gets these words before long: editions are looked for every two seconds."""
        until = time.monotonic() + 60
        while words not in self.answer(text):
            if time.monotonic() > until:
                return False
            time.sleep(0.5)
        return True


def room(desk: Page, name: str) -> None:
    """Go to a room of the console."""
    desk.get_by_role("navigation").get_by_role("link", name=name, exact=True).click()


def told(desk: Page) -> str:
    """What the page says of what was just done."""
    return desk.get_by_role("status").or_(desk.get_by_role("alert")).first.inner_text()


def has_no_barrier(page: Page) -> None:
    """Axe finds nothing, and the page is as wide as the screen, at a desk and on a telephone."""
    page.wait_for_load_state()  # a tap may have led to it just now
    violations = Axe().run(page).response["violations"]
    assert violations == [], [(one["id"], one["nodes"][0]["html"]) for one in violations]
    for size in (PHONE, DESK):
        page.set_viewport_size(size)  # type: ignore[arg-type] # by name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (size, page.url)
