"""An office's afternoon: a Word file comes in, is checked, published, and answered to a resident in WeChat."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from itertools import count
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from docx import Document

from tests.builders import KNOWLEDGE
from tests.journeys.messages import reply_to
from tests.journeys.service import Running, running
from tests.wechat.counterpart import text_message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

PASSWORD = "correct horse 7"
LINES = (
    "给电动车安个家",
    "市城管局 李小明",
    "2024年3月5日",
    "大家好！我是市城管局的李小明，讲讲我们怎样给电动车安个家。",
    "一是建集中充电棚。我们在老旧小区门口建了四十个集中充电棚，棚里装了烟感报警器，电动车再也不上楼了。",
    "二是夜里巡查。志愿者每天夜里巡查楼道，劝走违规充电的电动车。",
    "谢谢大家！",
)
NUMBERS = count(1)
ASKED = "你们建了多少个集中充电棚"


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    folder = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE, folder)
    questions = folder / "questions" / "check.jsonl"
    questions.write_text("".join(questions.read_text("utf-8").splitlines(keepends=True)[:4]), "utf-8")
    return folder


@pytest.fixture
def word(tmp_path: Path) -> Path:
    document, path = Document(), tmp_path / "充电棚.docx"
    for line in LINES:
        document.add_paragraph(line)
    document.save(str(path))
    return path


@pytest.fixture
def desk(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


def code(service: Running, knowledge: Path) -> str:
    """What an administrator on the server is told."""
    own = {"BAIGU_HOME": str(service.folder), "BAIGU_DATABASE_URL": service.database}
    program = "from bot.cli import main; main(['console', 'code'])"
    told = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, **own, "BAIGU_KNOWLEDGE": str(knowledge)},
    )
    return told.stdout.partition("一次性口令 ")[2].split(" ")[0]


def has_no_barrier(page: Page) -> None:
    violations = Axe().run(page).response["violations"]
    assert violations == [], [(one["id"], one["nodes"][0]["html"]) for one in violations]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def answer(service: Running, text: str) -> str:
    reply = reply_to(
        service, text_message(text, msg_id=str(next(NUMBERS)))
    )  # the same one gets the same reply
    return "" if reply is None else "".join(reply.itertext())


def test_a_word_file_is_uploaded_checked_published_and_answered(
    tmp_path: Path, knowledge: Path, word: Path, desk: Page
) -> None:
    with running(
        tmp_path, 1, KNOWLEDGE=str(knowledge), PLAINTEXT="accept", CONSOLE_ADDRESSES="127.0.0.1"
    ) as service:
        assert "集中充电棚，棚里" not in answer(service, ASKED)
        desk.goto(f"{service.url}/console/")
        desk.get_by_role("link", name="用口令设密码").click()
        has_no_barrier(desk)
        for label, value in (
            ("一次性口令", code(service, knowledge)),
            ("名字", "韦小桂"),
            ("新密码", PASSWORD),
            ("再输入一次", PASSWORD),
        ):
            desk.get_by_label(label, exact=False).fill(value)
        desk.get_by_role("button", name="设好").click()
        has_no_barrier(desk)
        desk.get_by_role("link", name="加稿子").click()
        desk.get_by_label("文件").set_input_files(word)
        desk.get_by_role("button", name="读出来").click()
        desk.get_by_role("link", name="给电动车安个家").click()  # the page looks again by itself
        has_no_barrier(desk)
        desk.set_viewport_size({"width": 390, "height": 844})
        assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")
        desk.set_viewport_size({"width": 1280, "height": 800})
        desk.get_by_role("button", name="核对好了，收下").click()
        assert "收下了" in desk.get_by_role("status").inner_text()
        desk.get_by_role("navigation").get_by_role("link", name="发布", exact=True).click()
        desk.get_by_role("button", name="看看发布以后会变什么").click()
        desk.get_by_label("为什么发布").fill("加了市城管局的讲稿")  # when it has been compared
        has_no_barrier(desk)
        desk.get_by_role("button", name="发布", exact=True).click()
        assert "发布了第 1 版" in desk.get_by_role("status").inner_text()
        for path in ("", "people", "audit", "try"):
            desk.goto(f"{service.url}/console/{path}")
            has_no_barrier(desk)
        until = time.monotonic() + 60
        while "建了四十个集中充电棚" not in answer(service, ASKED) and time.monotonic() < until:
            time.sleep(0.5)
        assert "建了四十个集中充电棚" in answer(service, ASKED)
