"""Draws the pages of the console for the clerk's manual: `.venv/bin/python docs/console_pictures.py [FOLDER]`.

docs/screenshots.py does so as well. What is asked in the pictures is made up.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from docx import Document
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from screenshots import CHROMIUM, save
from sqlalchemy import insert
from werkzeug.serving import make_server

from bot.app.console import StaffedService
from bot.app.workshop import Workshop
from bot.model import Question, Rank
from bot.settings import load_settings
from bot.state.journal import ERASED
from bot.state.tables import journal

if TYPE_CHECKING:
    from collections.abc import Sequence

KNOWLEDGE = Path(__file__).parents[1] / "knowledge"
PASSWORD = "correct horse 7"  # noqa: S105 # of nobody
LINES = (
    "给电动车安个家",
    "市城管局 李小明",
    "2024年3月5日",
    "大家好！我是市城管局的李小明，讲讲我们怎样给电动车安个家。",
    "一是建集中充电棚。我们在老旧小区门口建了四十个集中充电棚，棚里装了烟感报警器，电动车再也不上楼了。既使下雨也有地方停。",
    "二是夜里巡查。志愿者每天夜里巡查楼道，劝走违规充电的电动车。有事打电话13877212345。",
    "谢谢大家！",
)
PASSAGES = [f"{speech}#p{n}" for speech in ("fangzhiban-20240111", "fangpaichu-20240111") for n in (1, 2, 3)]
HEARD = (
    *("楼下跳广场舞太吵怎么办", "楼下跳广场舞太吵怎么办呀", "楼下跳广场舞太吵咋办"),
    *("广场舞的喇叭夜里还响", "广场舞的喇叭夜里还在响", "你们建了多少个集中充电棚"),
    *("公交末班车几点", "公交末班车几点？", "哪里能打流感疫苗", "小区停车乱怎么办", "怎么劝大家文明遛狗"),
)
DESK, PHONE = ViewportSize(width=1280, height=800), ViewportSize(width=390, height=844)
DAYS = 60
MESSAGES = 5000


def console(browser: Browser, folder: Path) -> None:
    """Draw every page of the console."""
    with ExitStack() as until:
        home = Path(until.enter_context(tempfile.TemporaryDirectory()))
        service = staffed(home)
        base = served(service, until)
        pages = [entered(browser, base, service, name) for name in ("韦小桂", "覃大壮")]
        people(pages[0], base, folder)
        both(pages, base, folder)
        imports(pages[0], base, home, folder)
        begun(pages, base)
        wording(pages[0], base, folder)
        trying(pages[0], base, folder)
        heard(service)
        publishing(pages, base, folder)
        asked(service)
        service.editions.look()
        mending(pages[0], base, service, folder)
        seen(pages[0], f"{base}/console/?days=30", folder / "console-overview.png")
        pages[0].set_viewport_size(PHONE)
        seen(pages[0], f"{base}/console/?days=7", folder / "console-overview-phone.png")


def staffed(home: Path) -> StaffedService:
    """A service with knowledge of its own, which does what takes long at once."""
    shutil.copytree(KNOWLEDGE, home / "knowledge")
    settings = load_settings(
        _env_file=None,
        home=home,
        knowledge=home / "knowledge",
        database_url=f"sqlite:///{home}/baigu.db",
        reviews="初审,终审",
    )
    service = StaffedService(settings)

    def work() -> None:
        workshop = Workshop(service, service.tasks)
        while task := service.tasks.take():
            workshop.do(task)

    service.start_work = work  # type: ignore[method-assign] # in place of a process beside it
    return service


def served(service: StaffedService, until: ExitStack) -> str:
    """Serve it; the address."""
    server = make_server("127.0.0.1", 0, service.wsgi(), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    until.callback(server.shutdown)
    return f"http://127.0.0.1:{server.port}"


def entered(browser: Browser, base: str, service: StaffedService, name: str) -> Page:
    """A desk at which somebody is in."""
    page = browser.new_context(viewport=DESK, locale="zh-CN").new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{base}/console/join")
    code = service.operators.invite(Rank.ADMINISTRATOR, name)
    for field, value in {"code": code, "name": name, "password": PASSWORD, "again": PASSWORD}.items():
        page.fill(f"[name={field}]", value)
    page.click("button.first")
    return page


def people(page: Page, base: str, folder: Path) -> None:
    """Inviting."""
    page.goto(f"{base}/console/people")
    page.fill(".fields [name=name]", "莫小妹")
    page.click("button.first")
    save(page, folder / "console-people.png", whole=True)


def imports(page: Page, base: str, home: Path, folder: Path) -> None:
    """A Word file, from its upload until it is checked."""
    document = Document()
    for line in LINES:
        document.add_paragraph(line)
    document.save(str(home / "充电棚.docx"))
    page.goto(f"{base}/console/imports")
    page.set_input_files("[name=file]", home / "充电棚.docx")
    page.click("button.first")
    save(page, folder / "console-imports.png", whole=True)
    page.get_by_role("link", name=LINES[0]).click()
    save(page, folder / "console-draft.png", whole=False)


def both(pages: Sequence[Page], base: str, folder: Path) -> None:
    """A unit that two change at once: the second one sees what the first one has stored."""
    for page, name in zip(pages, ("修史的", "写志书的"), strict=True):
        page.goto(f"{base}/console/edit/units")
        page.get_by_label("改 市方志办").click()
        field = page.get_by_label("俗称")
        field.fill(f"{field.input_value()}、{name}")
    for page in pages:
        page.get_by_role("button", name="存好").click()
    save(pages[1], folder / "console-both.png", whole=True)


def trying(page: Page, base: str, folder: Path) -> None:
    """A question that only the candidate answers."""
    page.goto(f"{base}/console/try")
    page.fill("[name=q]", "你们建了多少个集中充电棚")
    page.click("button.first")
    page.wait_for_selector(".screen")
    save(page, folder / "console-try.png", whole=True)


def begun(pages: Sequence[Page], base: str) -> None:
    """The first release; then a text is changed and the draft taken."""
    reviewed(pages, base, None)
    published(pages[0], base, "第一版")
    pages[0].goto(f"{base}/console/edit/wording/thanks")
    pages[0].fill("[name=text]", "不客气！还想了解哪方面的做法，随时问我。")
    pages[0].get_by_role("button", name="存好").click()
    pages[0].goto(f"{base}/console/imports")
    pages[0].get_by_role("link", name=LINES[0]).click()
    pages[0].get_by_role("button", name="核对好了，收下").click()


def publishing(pages: Sequence[Page], base: str, folder: Path) -> None:
    """What was changed is compared, reviewed by two and published."""
    reviewed(pages, base, folder / "console-publish.png")
    published(pages[0], base, "加了市城管局的讲稿")
    save(pages[0], folder / "console-releases.png", whole=True)


def reviewed(pages: Sequence[Page], base: str, path: Path | None) -> None:
    """What would be published, compared and looked at by two; drawn as the second one sees it."""
    pages[0].goto(f"{base}/console/publish")
    for page in pages:
        page.goto(f"{base}/console/publish")
        if path and page is pages[1]:
            save(page, path, whole=True)
        page.get_by_role("button", name="我看过了").click()


def published(page: Page, base: str, why: str) -> None:
    """Make current what was reviewed."""
    page.goto(f"{base}/console/publish")
    page.fill("[name=why]", why)
    page.get_by_role("button", name="发布", exact=True).click()


def asked(service: StaffedService) -> None:
    """Messages of two months, of which more are answered in the second."""
    chance, now, rows = random.Random(20261126), time.time(), []  # noqa: S311 # pictures
    for _ in range(MESSAGES):
        days = DAYS * chance.random() ** 1.3
        shares = (64, 14, 12, 10) if days < DAYS / 2 else (52, 18, 20, 10)
        status = chance.choices(("answered", "suggested", "unanswered", "courtesy"), shares)[0]
        is_told = status in ("answered", "suggested")
        rows.append(
            {
                "at": now - days * 86400,
                "channel": "wechat",
                "question": ERASED,  # so that none stands in the queue
                "status": status,
                "confidence": 0.5,
                "passage": chance.choice(PASSAGES) if is_told else None,
                "latency": chance.expovariate(20),
                "feedback": chance.choices((None, "useful", "useless"), (92, 6, 2))[0],
            }
        )
    with service.database.writing() as connection:
        connection.execute(insert(journal), rows)


def wording(page: Page, base: str, folder: Path) -> None:
    """What the bot says when it has answered, as it is typed, at a desk and on a telephone."""
    page.goto(f"{base}/console/edit/wording/answered")
    text = page.locator("#text").input_value()
    page.fill("#text", text.replace("帮上您了吗？", "这样答帮上您了吗？"))
    page.locator(".screen", has_text="这样答帮上您了吗").wait_for()
    page.evaluate("scrollTo(0, 0)")
    save(page, folder / "console-text.png", whole=False)
    page.set_viewport_size(PHONE)
    page.evaluate("scrollTo(0, 0)")
    save(page, folder / "console-text-phone.png", whole=False)
    page.set_viewport_size(DESK)


def heard(service: StaffedService, time: str = "") -> None:
    """What some residents ask."""
    for number, text in enumerate(HEARD):
        question = Question(text, person=f"p{number}", key=f"{number}{time}", channel="wechat")
        service.reception.reply(question)
    service.memory.take_in()
    service.journal.take_in()


def mending(page: Page, base: str, service: StaffedService, folder: Path) -> None:
    """What was asked in vain, what a mend would change, what was told, and a passage taken back."""
    heard(service, "again")
    page.goto(f"{base}/console/queue")
    page.get_by_role("button", name="重新数一遍").click()
    save(page, folder / "console-queue.png", whole=True)
    page.locator("tbody .lead > a").first.click()
    for box in page.locator("[name=wording]").all():
        box.check()
    save(page, folder / "console-cluster.png", whole=True)
    page.get_by_label("市方志办").first.check()
    page.get_by_role("button", name="看看会变什么").click()
    save(page, folder / "console-effect.png", whole=True)
    page.goto(f"{base}/console/journal?saying=怎么")
    save(page, folder / "console-journal.png", whole=True)
    page.locator("tbody tr", has_text="答了").first.locator("a").first.click()
    save(page, folder / "console-entry.png", whole=True)
    page.get_by_role("link", name="这一段不对").first.click()
    page.fill("[name=why]", "居民说数字不对，正在核")
    page.get_by_role("button", name="马上撤回").click()
    save(page, folder / "console-withheld.png", whole=True)


def seen(page: Page, address: str, path: Path) -> None:
    """One page, whole."""
    page.goto(address)
    save(page, path, whole=True)


def main(folder: Path) -> None:
    """Draw them into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        console(browser, folder)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "screenshots")
