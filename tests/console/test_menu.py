from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.app.menu import menu_file
from bot.model import Rank
from tests.console.conftest import entered, send

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app.console import StaffedService

AT = "/console/edit/menu"


def test_the_menu_is_changed_within_the_limits_of_the_platform_and_not_over_anothers_change(
    own: StaffedService, folder: Path
) -> None:
    editor, path = entered(own, own.wsgi(), Rank.EDITOR), folder / "menu.toml"
    page = editor.get(AT).text
    before = path.read_text("utf-8")
    version = re.search(r'name="version" value="(\w+)"', page)[1]  # type: ignore[index]
    fields = dict(re.findall(r'name="((?:name|does)-[\d-]+)" value="([^"]*)"', page))
    assert (fields["name-1"], fields["does-1-2"], fields["does-2"]) == ("看做法", "单位", "/")
    for wrong, told in (
        ({"name-2": "名字比五个汉字长"}, "缩短到 16 字节以内"),
        ({"does-1": "主题"}, "要么写 says，要么写 opens"),
        ({"name-2": ""}, "有一个没有名字"),
        ({"does-2": ""}, "是空的"),
    ):
        again = send(editor, AT, version=version, **{**fields, **wrong})
        assert (again.status_code, told in again.text) == (400, True), told
        assert all(f'name="{name}" value="{value}"' in again.text for name, value in wrong.items())
        assert path.read_text("utf-8") == before
    new = {**fields, "name-2": "怎么问", "does-2": "帮助", "name-3": "", "does-3": ""}
    saved = send(editor, AT, version=version, **new)
    assert "菜单存好了" in editor.get(saved.location).text
    assert path.read_text("utf-8").startswith(before.partition("[[button]]")[0].rstrip("\n"))
    assert menu_file(own.settings).shown() == [
        "看做法",
        "    按主题看  发送“主题”",
        "    按单位看  发送“单位”",
        "怎么问  发送“帮助”",
    ]
    assert "刚才有人改了菜单" in send(editor, AT, version=version, **fields).text
    assert own.audit.acts(1)[0][1].about == "菜单"


def test_there_may_be_no_menu_yet_or_one_that_must_be_mended_by_hand(
    own: StaffedService, folder: Path
) -> None:
    editor, path = entered(own, own.wsgi(), Rank.EDITOR), folder / "menu.toml"
    path.unlink()
    assert editor.get(AT).status_code == 200
    send(editor, AT, version="", **{"name-1": "全部", "does-1": "/speeches"})
    assert menu_file(own.settings).read().buttons[0].opens.endswith("/speeches")
    path.write_text("[[button", "utf-8")
    assert "读不懂" in editor.get(editor.get(AT).location).text
    assert "读不懂" in editor.get(send(editor, AT, version="").location).text
