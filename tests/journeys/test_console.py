"""An office's days: documents come in, questions come up, people mend, publish and take back, side by side."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from docx import Document
from playwright.sync_api import expect

from bot.corpus.archive import pack
from bot.corpus.folder import KnowledgeFolder
from bot.model import Release
from bot.simulator.account import Account
from bot.simulator.load import Plan
from bot.simulator.simulation import Simulation
from bot.state.database import Database
from bot.state.releases import Releases
from tests.builders import KNOWLEDGE
from tests.journeys.office import Office, has_no_barrier, room, told
from tests.journeys.service import WECHAT, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

LINES = (
    "给电动车安个家",
    "市城管局 李小明",
    "2024年3月5日",
    "大家好！我是市城管局的李小明，讲讲我们怎样给电动车安个家。",
    "一是建集中充电棚。我们在老旧小区门口建了四十个集中充电棚，棚里装了烟感报警器，电动车再也不上楼了。",
    "二是夜里巡查。志愿者每天夜里巡查楼道，劝走违规充电的电动车。",
    "谢谢大家！",
)
ASKED = "你们建了多少个集中充电棚"
LOUD = ("楼下跳广场舞太吵怎么办", "楼下跳广场舞太吵怎么办呀", "楼下跳广场舞太吵咋办", "广场舞太吵了怎么办")
HEARD = (*LOUD, "路灯坏了找谁", "公交末班车几点", "小区停车乱怎么办", "你好", "单位", "怎么劝大家文明遛狗")
MESSAGES = int(os.environ.get("CONSOLE_MESSAGES", "240"))
"""That are there before anybody looks; `make long` has 10,000."""

RATE = 400
"""Messages a second at most; a machine that is slower takes longer."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Office]:
    """One service for all days: to start it takes longer than most of what is done there."""
    home, knowledge = tmp_path_factory.mktemp("office"), tmp_path_factory.mktemp("k") / "knowledge"
    shutil.copytree(KNOWLEDGE, knowledge)
    questions = knowledge / "questions" / "check.jsonl"
    questions.write_text("".join(questions.read_text("utf-8").splitlines(keepends=True)[:4]), "utf-8")
    published(home, knowledge)
    settings = {"KNOWLEDGE": str(knowledge), "PLAINTEXT": "accept", "CONSOLE_ADDRESSES": "127.0.0.1"}
    with running(home, 1, **settings) as service:
        yield Office(service, knowledge, chromium)


def published(home: Path, knowledge: Path) -> None:
    """The knowledge as it was handed over, made current."""
    database, files = Database(f"sqlite:///{home / 'baigu.db'}"), KnowledgeFolder(knowledge)
    release = Release(files.load().version, "市文明办", "第一版", len(files.load().speeches))
    Releases(database).publish(release, pack(files.files), 0)
    database.dispose()


@pytest.fixture
def word(tmp_path: Path) -> Path:
    document, path = Document(), tmp_path / "充电棚.docx"
    for line in LINES:
        document.add_paragraph(line)
    document.save(str(path))
    return path


def publish(desk: Page, why: str) -> str:
    """Compare and publish; what the page tells."""
    room(desk, "发布")
    desk.get_by_label("为什么发布").fill(why)  # when it has been compared
    expect(desk.get_by_text("发布以后，多答得上这些")).to_have_count(1)
    has_no_barrier(desk)
    desk.get_by_role("button", name="发布", exact=True).click()
    return told(desk)


def test_a_word_file_is_uploaded_checked_published_and_answered(office: Office, word: Path) -> None:
    assert "集中充电棚，棚里" not in office.answer(ASKED)
    desk = office.joined("韦小桂", office.code())
    has_no_barrier(desk)
    room(desk, "加稿子")
    desk.get_by_label("文件").set_input_files(word)
    desk.get_by_role("button", name="读出来").click()
    desk.get_by_role("link", name="给电动车安个家").click()  # the page looks again by itself
    has_no_barrier(desk)
    desk.get_by_role("button", name="核对好了，收下").click()
    assert "收下了" in told(desk)
    assert "发布了第" in publish(desk, "加了市城管局的讲稿")
    for path in ("", "people", "audit", "try", "edit", "edit/units", "join"):
        desk.goto(f"{office.service.url}/console/{path}")
        has_no_barrier(desk)
    assert office.answers(ASKED, "建了四十个集中充电棚")


def test_what_was_asked_in_vain_is_mended_by_one_published_by_another_and_taken_back(office: Office) -> None:
    played = Account(WECHAT.token, WECHAT.app_id, WECHAT.aes_key)
    plan = Plan(RATE, MESSAGES / RATE, persons=200, dropped=0, repeated=0)
    assert Simulation(office.service.webhook, played, "safe").load(HEARD, plan).clean
    chief = office.joined("莫主任", office.code())
    editor, publisher, reader = (
        office.invited(chief, name, rank)
        for name, rank in (("韦编辑", "编辑"), ("覃审核", "发布"), ("陆旁听", "只看"))
    )

    reader_only_looks(reader)
    editor_mends(editor)
    editor_tries_a_text(editor)
    two_editors_at_once(editor, chief)
    release = publish(publisher, "广场舞的问法收进来了").partition("第 ")[2].partition(" 版")[0]
    assert office.answers(LOUD[2], "我们召开支部会")
    for text in (LOUD[2], "没用"):
        assert office.answer(text, "oReporter")
    wrong_answer_is_traced(editor, publisher, release)
    rolls_back(publisher, chief, release)


def editor_mends(editor: Page) -> None:
    """From the queue to what was written."""
    room(editor, "没答好的")
    link = editor.locator("tbody a").first  # once it is counted
    assert link.inner_text() in LOUD
    assert "还有 3 种问法" in editor.locator("tbody tr").first.inner_text()
    has_no_barrier(editor)
    link.click()
    editor.get_by_role("button", name="看看会变什么").wait_for()  # with all that stands above it
    for box in editor.get_by_role("group", name="第一步").get_by_role("checkbox").all():
        box.check()
    editor.get_by_label("哪一条做法").fill("市方志办第1条")
    has_no_barrier(editor)
    editor.get_by_role("button", name="看看会变什么").click()
    editor.get_by_text("我看过了，里面没有姓名").check()  # when it has been tried
    expect(editor.get_by_text("答 市方志办第1条")).to_have_count(len(LOUD))
    has_no_barrier(editor)
    editor.get_by_role("button", name="就这样补").click()
    editor.get_by_text("补好了").wait_for()


def editor_tries_a_text(editor: Page) -> None:
    """What is typed is seen in a bubble at once, and what was stored goes back to what is said now."""
    room(editor, "修改")
    editor.get_by_role("link", name="道谢").click()
    editor.get_by_label("说什么").fill("不客气，慢走。")
    editor.locator(".screen .reply", has_text="慢走").wait_for()
    editor.get_by_role("button", name="存好").click()
    assert "还没发布" in told(editor)
    editor.get_by_role("link", name="道谢").click()
    assert "慢走" in editor.locator("del").last.inner_text()
    has_no_barrier(editor)
    editor.get_by_role("button", name="改回公众号现在用的").click()
    assert "改回公众号现在用的了" in told(editor)


def reader_only_looks(reader: Page) -> None:
    expect(reader.get_by_role("navigation").get_by_text("问答记录")).to_have_count(0)
    room(reader, "没答好的")
    reader.locator("tbody a").first.click()  # once it is counted
    assert "广场舞" in reader.inner_text("h1")
    expect(reader.locator("main form")).to_have_count(0)
    reader.goto(reader.url.partition("/queue")[0] + "/journal")
    assert "您的权限不能做这一步" in reader.inner_text("main")
    room(reader, "发布")
    expect(reader.get_by_role("main").get_by_role("button")).to_have_count(0)


def two_editors_at_once(first: Page, second: Page) -> None:
    """Both open a unit and a text; whoever saves later sees what the other saved, beside what they typed."""
    for desk in (first, second):
        room(desk, "修改")
        desk.get_by_role("main").get_by_role("link", name="单位", exact=True).click()
        desk.get_by_role("link", name="改 市方志办").click()
        field = desk.get_by_label("俗称")
        field.fill(f"{field.input_value()}、{'先存的' if desk is first else '后存的'}")
    for desk in (first, second):
        desk.get_by_role("button", name="存好").click()
    assert "存好了" in told(first)
    assert "刚才有人改了" in told(second)
    typed = second.get_by_label("俗称").input_value()
    assert typed.endswith("、后存的")
    assert "、先存的" in second.locator(".standing").inner_text()
    has_no_barrier(second)
    second.get_by_label("俗称").fill(f"{typed}、先存的")
    second.get_by_role("button", name="存好").click()
    assert "存好了" in told(second)


def wrong_answer_is_traced(editor: Page, publisher: Page, release: str) -> None:
    """A resident said that an answer was no use: by which release, passage and verdict; then it is taken back."""
    editor.goto(editor.url.partition("/console")[0] + "/console/journal?saying=" + LOUD[2])
    row = editor.locator("tbody tr", has_text="没帮上").first
    for _ in range(20):  # entries come a few seconds later
        if row.count():
            break
        editor.wait_for_timeout(500)
        editor.reload()
    row.get_by_role("link", name="市方志办").click()  # the passage, in the record
    assert f"第 {release} 版" in editor.inner_text(".facts")
    assert "市方志办" in editor.inner_text(".facts")
    assert "我们召开支部会" in editor.locator("mark.quoted").first.inner_text()
    editor.get_by_text("为什么这样答").click()
    assert "编辑写过这种问法，把握" in editor.locator("details").last.inner_text()
    has_no_barrier(editor)
    assert "请有“发布”权限的人打开这一页来撤回" in editor.inner_text("main")
    publisher.goto(editor.url)
    publisher.get_by_role("link", name="这一段不对").first.click()
    publisher.get_by_label("为什么（以后查得到）").fill("居民说答非所问")
    publisher.get_by_role("button", name="马上撤回").click()
    assert "撤回了" in told(publisher)


def rolls_back(publisher: Page, chief: Page, release: str) -> None:
    """What was published and taken back stands in the audit log, by name."""
    room(publisher, "版本、退回")
    has_no_barrier(publisher)
    before = f"第 {int(release) - 1} 版"
    publisher.get_by_label(f"为什么退回{before}").fill("先用前面的")
    publisher.get_by_role("button", name=f"退回到{before}").click()
    assert f"退回{before}" in told(publisher)
    room(chief, "操作记录")
    lines = [row.inner_text() for row in chief.locator("tbody tr").all()]
    for who, did, what in (
        ("韦编辑", "补了没答好的", "用这一条来答：市方志办第1条"),
        ("韦编辑", "修改了", "单位：市方志办"),
        ("覃审核", "发布了", f"第 {release} 版"),
        ("覃审核", "撤回了", "fangzhiban-20240111#p1"),
        ("覃审核", "退回了", before),
    ):
        assert any(all(told in line for told in (who, did, what)) for line in lines), did
