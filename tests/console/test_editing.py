from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from bot.model import Rank
from tests.console.conftest import entered, send

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

    from bot.app.console import StaffedService

EVIL = "<script>alert(1)</script>"


@pytest.fixture
def editor(own: StaffedService) -> FlaskClient:
    return entered(own, own.wsgi(), Rank.EDITOR)


def mark_of(client: FlaskClient, table: str, name: str) -> str:
    page = client.get(f"/console/edit/{table}").text
    return re.search(rf'mark=(\w+)" aria-label="改 {name}"', page)[1]  # type: ignore[index]


def test_a_unit_is_added_renamed_and_taken_away(editor: FlaskClient, own: StaffedService) -> None:
    told = send(editor, "/console/edit/units/row", name="市水务局", nicknames="管水的、水局")
    assert "“市水务局”存好了" in editor.get(told.location).text
    unit = next(unit for unit in own.knowledge.load().units if unit.name == "市水务局")
    assert (unit.slug, unit.nicknames) == ("shuiwuju", ("管水的", "水局"))
    mark = mark_of(editor, "units", "市水务局")
    assert 'value="管水的、水局"' in editor.get(f"/console/edit/units/row?mark={mark}").text
    send(editor, "/console/edit/units/row", mark=mark, name="市水利局", slug="shuili")
    mark = mark_of(editor, "units", "市水利局")
    send(editor, "/console/edit/units/remove", mark=mark)
    assert not any(unit.name == "市水利局" for unit in own.knowledge.load().units)


def test_what_cannot_be_is_shown_again_as_it_was_typed(editor: FlaskClient) -> None:
    again = send(editor, "/console/edit/vocabulary/row", says=EVIL, means="没有这个词", why="试")
    assert again.status_code == 400
    assert 'role="alert"' in again.text
    assert EVIL not in again.text
    assert "没有这个词" in again.text
    empty = send(editor, "/console/edit/units/row", name=" ")
    assert "“单位名称”要填" in empty.text


def test_what_somebody_else_changed_meanwhile_is_shown_and_not_written_over(
    editor: FlaskClient, own: StaffedService, folder: Path
) -> None:
    first = mark_of(editor, "units", "市社科联")
    row = {"name": "市社科联", "slug": "shekelian"}
    send(editor, "/console/edit/units/row", mark=first, **row, nicknames="甲改的")
    lost = send(editor, "/console/edit/units/row", mark=first, called="市社科联", **row, nicknames="乙改的")
    assert lost.status_code == 400
    assert all(told in lost.text for told in ("刚才有人改了", 'value="乙改的"', "现在存着的：甲改的"))
    assert lost.text.count("现在存着的") == 1
    assert f'name="mark" value="{mark_of(editor, "units", "市社科联")}"' in lost.text
    renamed = send(editor, "/console/edit/units/row", mark=first, called="以前的名字", **row)
    assert "这一项现在没有了" in renamed.text
    gone = send(editor, "/console/edit/units/remove", mark=first)
    assert "刚才有人改了" in editor.get(gone.location).text
    unit = next(unit for unit in own.knowledge.load().units if unit.name == "市社科联")
    assert unit.nicknames == ("甲改的",)
    page = editor.get("/console/edit/wording/thanks").text
    version = re.search(r'name="version" value="(\w+)"', page)[1]  # type: ignore[index]
    (folder / "wording/thanks.txt").write_text("别人写的\n", "utf-8")
    lost = send(editor, "/console/edit/wording/thanks", version=version, text="我写的")
    assert lost.status_code == 400
    assert all(told in lost.text for told in ("刚才有人改了", "别人写的", "我写的"))
    assert (folder / "wording/thanks.txt").read_text("utf-8") == "别人写的\n"


def test_what_the_bot_says_is_checked_before_it_is_kept(
    editor: FlaskClient, own: StaffedService, folder: Path
) -> None:
    path = folder / "wording/answered.txt"
    before = path.read_text("utf-8")
    page = editor.get("/console/edit/wording/answered").text
    version = re.search(r'name="version" value="(\w+)"', page)[1]  # type: ignore[index]
    assert f'<b data-length-of="text">{round(len(before.strip().encode()) / 3)}</b>' in page
    shown = send(editor, "/console/edit/wording/answered/preview", text=f"{before.strip()}\n欢迎{EVIL}").text
    preview = re.search(r'id="preview".*?</section>', shown, re.DOTALL)[0]  # type: ignore[index]
    assert "一是下沉社区" in preview
    assert '<span class="tap">点这里看原文</span>' in preview
    assert '1. <span class="tap">' in preview
    assert path.read_text("utf-8") == before
    first = own.knowledge.load().wording["examples"].splitlines()[0]
    assert f'1. <span class="tap">{first}' in editor.get("/console/edit/wording/welcome").text
    assert "柳州" in send(editor, "/console/edit/wording/about/preview", text="{{ 城市 }}好").text
    assert EVIL not in shown
    torn = send(editor, "/console/edit/wording/answered/preview", text=before.replace("{% endif %}", "", 1))
    assert "少了 1 个 {% endif %}" in torn.text
    assert "Encountered" not in torn.text
    assert "换成“原文”（稿子里的原话）" in page
    for bad in ("没有引文", "{% for x in y %}", "长" * 3000):
        assert send(editor, "/console/edit/wording/answered/preview", text=bad).status_code == 400
        assert send(editor, "/console/edit/wording/answered", version=version, text=bad).status_code == 400
    assert path.read_text("utf-8") == before
    kept = send(
        editor, "/console/edit/wording/answered", version=version, text=before.strip() + "\r\n欢迎再问。"
    )
    assert kept.location == "/console/edit"
    assert path.read_text("utf-8").endswith("\n欢迎再问。\n")
    assert editor.get("/console/edit").text.count('class="guess">还没发布') == 1
    waiting = editor.get("/console/edit/wording/answered").text
    assert "<del>\n欢迎再问。</del>" in waiting  # what is thrown away, beside the button
    assert (
        "刚才有人改了"
        in editor.get(send(editor, "/console/edit/wording/answered/back", version=version).location).text
    )
    version = re.search(r'name="version" value="(\w+)"', waiting)[1]  # type: ignore[index]
    back = send(editor, "/console/edit/wording/answered/back", version=version)
    assert "改回公众号现在用的了" in editor.get(back.location).text
    assert path.read_text("utf-8") == before
    assert "还没发布" not in editor.get("/console/edit/wording/answered").text


def test_what_is_not_published_is_put_back_to_what_is_used(editor: FlaskClient, own: StaffedService) -> None:
    used = next(unit for unit in own.knowledge.load().units if unit.name == "市社科联")
    row = {"mark": mark_of(editor, "units", used.name), "name": used.name, "slug": used.slug}
    send(editor, "/console/edit/units/row", **row, nicknames="错的叫法")
    assert "单位（1 处还没发布）" in editor.get("/console/edit").text
    assert editor.get("/console/edit/units").text.count("还没发布") == 1
    mark = mark_of(editor, "units", used.name)
    assert "<del>错的叫法</del>" in editor.get(f"/console/edit/units/row?mark={mark}").text
    send(editor, "/console/edit/units/back", mark=mark, called=used.name)
    assert next(unit for unit in own.knowledge.load().units if unit.name == used.name) == used
    words = re.findall(r'mark=(\w+)" aria-label="改 ([^"]+)"', editor.get("/console/edit/vocabulary").text)[0]
    send(editor, "/console/edit/vocabulary/remove", mark=words[0])
    listed = editor.get("/console/edit/vocabulary").text
    assert f'aria-label="放回来 {words[1]}"' in listed
    send(editor, "/console/edit/vocabulary/back", mark="", called=words[1])
    assert "放回来" not in editor.get("/console/edit/vocabulary").text
    never = send(editor, "/console/edit/units/back", mark="", called="没有的单位")
    assert "没有可以改回的" in editor.get(never.location).text


def test_what_the_bot_says_is_named_by_when_it_says_it(editor: FlaskClient, folder: Path) -> None:
    (folder / "wording/yet-unnamed.txt").write_text("以后的话\n", "utf-8")
    page = editor.get("/console/edit").text
    names = dict(re.findall(r'href="/console/edit/wording/([\w-]+)">([^<]+)</a>', page))
    assert names.keys() == {path.stem for path in (folder / "wording").iterdir()}
    assert [name for file, name in names.items() if name == file] == ["yet-unnamed"]
    assert next(iter(names)) == "welcome"
    assert "我是〔账号〕" in page
    assert "点一句／回复数字试试" in page
    for left in ("{%", "&lt;a href", "join", "or &#34;"):
        assert left not in page
    assert "〔演讲人、日期〕" in page
    assert "<h1>道谢</h1>" in editor.get("/console/edit/wording/thanks").text


@pytest.mark.parametrize(
    "path", ["speeches", "people", "wording/nothing", f"wording/{quote('../city', safe='')}"]
)
def test_nothing_else_is_edited(editor: FlaskClient, path: str) -> None:
    assert editor.get(f"/console/edit/{path}").status_code == 404
