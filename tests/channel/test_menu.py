from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.channel.menu import AccountMenu, MenuFile, lines_of
from bot.errors import KnowledgeError

OWN = Path(__file__).parents[2] / "knowledge" / "menu.toml"
BASE = "https://baigu.example"


class Account:
    """An account's menu."""

    def __init__(self, kept: dict[str, Any] | None = None) -> None:
        self.kept = kept

    def menu(self) -> dict[str, Any] | None:
        return self.kept

    def create_menu(self, menu: Any) -> None:
        self.kept = dict(menu)

    def delete_menu(self) -> None:
        self.kept = None


def file(tmp_path: Path, content: str) -> MenuFile:
    path = tmp_path / "menu.toml"
    path.write_text(content, "utf-8")
    return MenuFile(path, BASE)


SMALL = """
[[button]]
name = "看做法"

[[button.below]]
name = "按单位看"
says = "单位"

[[button]]
name = "全部演讲"
opens = "/"

[[button]]
name = "政府网站"
opens = "https://www.example.gov.cn/"
"""


def test_a_menu_is_written_as_wechat_wants_it(tmp_path: Path) -> None:
    assert file(tmp_path, SMALL).read().as_sent() == {
        "button": [
            {"name": "看做法", "sub_button": [{"type": "click", "name": "按单位看", "key": "baigu:单位"}]},
            {"type": "view", "name": "全部演讲", "url": f"{BASE}/"},
            {"type": "view", "name": "政府网站", "url": "https://www.example.gov.cn/"},
        ]
    }


def test_the_menu_that_is_shipped_is_one_wechat_takes() -> None:
    assert MenuFile(OWN, BASE).faults() == ()


def test_push_diff_and_delete_tell_phones_and_file_apart(tmp_path: Path) -> None:
    account = Account()
    menu = AccountMenu(file(tmp_path, SMALL), account)
    assert menu.changes() == [f"+ {line}" for line in file(tmp_path, SMALL).shown()]
    menu.push()
    assert menu.changes() == []
    changed = AccountMenu(file(tmp_path, SMALL.replace("按单位看", "看单位")), account)
    assert changed.changes() == ["-     按单位看  发送“单位”", "+     看单位  发送“单位”"]
    menu.delete()
    assert account.kept is None


def test_a_menu_made_elsewhere_is_shown_whatever_its_buttons_do() -> None:
    sent = {
        "button": [
            {"type": "miniprogram", "name": "小程序", "sub_button": []},
            {"name": "组", "sub_button": [{"type": "media_id", "name": "图", "media_id": "1"}]},
        ]
    }
    assert lines_of(sent) == ["小程序  （miniprogram）", "组", "    图  （media_id）"]


def button(**fields: str) -> str:
    return "[[button]]\n" + "".join(f'{name} = "{value}"\n' for name, value in fields.items())


@pytest.mark.parametrize(
    ("content", "line", "what"),
    [
        ("", 1, "1 到 3 个"),
        ("button = 5", 1, "1 到 3 个"),
        (button(name="一", says="一") * 4, 1, "1 到 3 个"),
        (button(says="一"), 1, "没有名字"),
        (button(name=" ", says="一"), 1, "没有名字"),
        (button(name="一"), 2, "要么写 says"),
        (button(name="一", says="一", opens="/"), 2, "要么写 says"),
        (button(name="一", says="一", key="二"), 2, "要么写 says"),
        (button(name="一", says=" "), 2, "是空的"),
        (button(name="一", opens="about:blank"), 2, "不是网址"),
        (button(name="六个汉字的名", says="一"), 2, "18 字节"),
        (button(name="一", says="长" * 43), 2, "129 字节"),
        (button(name="一", opens="/" + "a" * 1024), 2, "字节"),
        (button(name="一") + "below = []", 1, "“一”下面要有 1 到 5 个"),
        (button(name="一") + "[[button.below]]\nname='二'\nsays='二'\n" * 6, 1, "“一”下面要有 1 到 5 个"),
        (button(name="一") + f"[[button.below]]\nname='{'长' * 21}'\nsays='二'", 4, "63 字节"),
        (button(name="一") + "[[button.below]]\nname='二'\nbelow=[]", 4, "要么写 says"),
        ('[[button]\nname = "一"', 1, "读不懂"),
    ],
)
def test_what_wechat_would_not_take_is_a_fault_with_its_line(
    tmp_path: Path, content: str, line: int, what: str
) -> None:
    (fault,) = file(tmp_path, content).faults()
    assert fault.line == line
    assert what in fault.what


def test_all_faults_are_told_at_once_and_nothing_is_sent(tmp_path: Path) -> None:
    account = Account()
    written = file(tmp_path, button(name="六个汉字的名", says="长" * 43) + button(name="二"))
    with pytest.raises(KnowledgeError) as caught:
        AccountMenu(written, account).push()
    assert len(caught.value.faults) == 3
    assert account.kept is None


def test_a_missing_file_is_no_fault_until_the_menu_is_asked_for(tmp_path: Path) -> None:
    menu = MenuFile(tmp_path / "menu.toml", BASE)
    assert menu.faults() == ()
    with pytest.raises(KnowledgeError, match="没有这个文件"):
        menu.shown()
