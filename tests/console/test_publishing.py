from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.console.changes import Part, parts
from bot.model import Question, Rank
from tests.console.conftest import entered, send, work

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app.console import StaffedService

SPEECH = "speeches/fangpaichu-20240111.md"


def test_a_candidate_is_compared_reviewed_by_two_people_published_and_taken_back(
    own: StaffedService, folder: Path
) -> None:
    app = own.wsgi()
    chief, second, editor = (
        entered(own, app, rank, name)
        for rank, name in ((Rank.PUBLISHER, "韦一"), (Rank.PUBLISHER, "覃二"), (Rank.EDITOR, "莫三"))
    )
    send(editor, "/console/publish/prepare")
    assert "正在比较" in editor.get("/console/publish").text
    work(own)
    page = editor.get("/console/publish").text
    assert "这是第一版。和公众号现在用的比：" in page
    assert "什么都没有变" in page
    assert "请有“发布”权限的人来审核" in page
    early = send(chief, "/console/publish/1", why="试")
    assert "还没有过初审、终审" in chief.get(early.location).text
    send(chief, "/console/publish/1/review", note="<b>好</b>")
    again = send(chief, "/console/publish/1/review")
    assert "每一步要不同的人" in chief.get(again.location).text
    send(second, "/console/publish/1/review")
    sheet = second.get("/console/publish/1/sheet").text
    assert all(told in sheet for told in ("韦一", "覃二", "&lt;b&gt;好", "审核单"))
    assert send(second, "/console/publish/1", why="第一版").location == "/console/releases"
    assert own.releases.all()[0].who == "覃二"

    path = folder / SPEECH
    text = path.read_text("utf-8")
    source = folder / "sources" / "jiguangongwei-20240111.txt"
    for file in (path, source):
        file.write_text(file.read_text("utf-8").replace("排忧解难", "分忧解难"), "utf-8")
    assert path.read_text("utf-8") != text
    thanks = folder / "wording/thanks.txt"
    thanks.write_text(thanks.read_text("utf-8").strip() + "欢迎再来。\n", "utf-8")
    (folder / "keywords.toml").write_text('[[keyword]]\nsays = ["办证"]\ntext = "请去大厅。"\n', "utf-8")
    assert "正在比较" in editor.get("/console/publish").text  # by itself
    work(own)
    sheet = chief.get("/console/publish/2/sheet").text
    page = chief.get("/console/publish").text
    for shown in (page, sheet):
        assert "<del>排</del><ins>分</ins>" in shown
        assert "改动 1" in shown
        assert "jiguangongwei" not in shown  # named by its title
        assert "道谢 <small>改了字</small>" in shown
        assert "<ins>欢迎再来。</ins>" in shown
        assert "办证 <small>新的</small>" in shown
        assert "<ins>请去大厅。</ins>" in shown
    for person in (chief, second):
        send(person, "/console/publish/2/review")
    send(chief, "/console/publish/2", why="改字")
    back = send(second, "/console/releases/1", why="改错了")
    assert "退回第 1 版" in second.get(back.location).text
    assert next(iter(own.releases.published())) == 1
    deeds = [act.deed for _, act in own.audit.acts()]
    assert deeds[:2] == ["rolled_back", "published"]


def test_what_a_new_speech_answers_is_shown_and_what_residents_asked_of_it_goes_with_them(
    own: StaffedService, folder: Path
) -> None:
    speech, asked = folder / "speeches/fangpaichu-20240111.md", "文明遛狗"
    whole = speech.read_text("utf-8")
    speech.unlink()
    checks = folder / "questions/check.jsonl"
    checks.write_text("", "utf-8")
    own.__dict__.pop("edition")  # what answers is the folder without it
    own.reception.reply(Question(asked, person="p", key="k", channel="wechat"))
    own.memory.take_in()
    own.journal.take_in()
    editor = entered(own, own.wsgi(), Rank.EDITOR)
    speech.write_text(whole, "utf-8")
    send(editor, "/console/publish/prepare")
    work(own)
    page = editor.get("/console/publish").text
    gained = page.partition("多答得上这些")[2].partition("</section>")[0]
    assert gained.index(f">{asked}</button>") < gained.index("编辑写的问法")
    assert "居民问过 1 次" in gained
    assert gained.count("<li>") <= 6
    sheet = editor.get("/console/publish/1/sheet").text
    assert "<details>" not in sheet  # on paper nothing is unfolded
    assert asked not in sheet.partition("会变什么")[0]
    if not own.memory.forget("p"):  # the database is busy
        own.memory.take_in()
    gained = editor.get("/console/publish").text.partition("多答得上这些")[2].partition("</section>")[0]
    assert asked not in gained
    assert "编辑写的问法" in gained


def test_what_cannot_be_compared_is_told(own: StaffedService, folder: Path) -> None:
    editor = entered(own, own.wsgi(), Rank.EDITOR)
    (folder / SPEECH).write_text("nonsense", "utf-8")
    send(editor, "/console/publish/prepare")
    work(own)
    page = editor.get("/console/publish").text
    assert "没有比成" in page
    assert SPEECH in page


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("甲，乙。", "甲，乙。", [Part("same", "甲，"), Part("same", "乙。")]),
        ("", "甲。", [Part("new", "甲。")]),
        ("排忧解难。", "分忧解难。", [Part("gone", "排"), Part("new", "分"), Part("same", "忧解难。")]),
        ("完全不同。", "另一句话吧。", [Part("gone", "完全不同。"), Part("new", "另一句话吧。")]),
    ],
)
def test_texts_are_told_apart_as_a_reader_would(before: str, after: str, told: list[Part]) -> None:
    found = [part for part in parts(before, after) if part.text]
    assert "".join(part.text for part in found if part.kind != "new") == before
    assert "".join(part.text for part in found if part.kind != "gone") == after
    if len(told) > 2 or told[0].kind != "same":
        assert found == told
