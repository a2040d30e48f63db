import sys
from typing import Any

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.toml_rows import with_rows

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FILE = """# 单位的名字。

# ── 管水的 ──

[[unit]]
name = "市水务局"  # 原文这样写
slug = "shui"
nicknames = [
    "管水的",  # 街上这样叫
    # 下面的不常用
    "水官",
]

# ── 管树的 ──

[[unit]]
name = "市园林局"
slug = "yuan"
# 末尾的话
"""
COMMENTS = [
    "# 单位的名字。",
    "# ── 管水的 ──",
    "# 原文这样写",
    "# 街上这样叫",
    "# 下面的不常用",
    "# ── 管树的 ──",
    "# 末尾的话",
]
WATER = {"name": "市水务局", "slug": "shui", "aliases": (), "nicknames": ("管水的", "水官")}


def rows(content: str) -> Any:
    return tomllib.loads(content)["unit"]


def test_nothing_changed_is_the_same_file() -> None:
    assert with_rows(FILE, "unit", {}, []) == FILE


@pytest.mark.parametrize(
    "change",
    [
        {"nicknames": ("管水的", "水官", "水老爷")},
        {"nicknames": ("管水的",)},
        {"aliases": ("水务局",)},
        {"slug": "shuiwu"},
    ],
)
def test_a_changed_row_keeps_its_neighbours_and_every_comment(change: dict[str, Any]) -> None:
    after = with_rows(FILE, "unit", {0: {**WATER, **change}}, [])
    wanted = {key: list(v) if isinstance(v, tuple) else v for key, v in {**WATER, **change}.items() if v}
    assert rows(after) == [wanted, rows(FILE)[1]]
    assert [comment for comment in COMMENTS if comment not in after] == []


def test_a_list_that_was_emptied_is_empty() -> None:
    after = with_rows(FILE, "unit", {0: {**WATER, "nicknames": ()}}, [])
    assert rows(after)[0].get("nicknames", []) == []


def test_a_new_row_stands_at_the_end_and_nothing_else_moves() -> None:
    after = with_rows(
        FILE, "unit", {}, [{"name": "市文旅局", "slug": "lv", "aliases": (), "nicknames": ("旅游局",)}]
    )
    assert after == FILE + '\n[[unit]]\nname = "市文旅局"\nslug = "lv"\nnicknames = ["旅游局"]\n'


def test_a_file_with_nothing_in_it_gets_its_first_row() -> None:
    assert rows(with_rows("", "unit", {}, [{"name": "甲"}, {"name": "乙"}])) == [
        {"name": "甲"},
        {"name": "乙"},
    ]


@given(
    st.lists(st.text(min_size=1, max_size=8), max_size=5),
    st.text(min_size=1),
    st.lists(st.text(min_size=1), max_size=3),
)
def test_whatever_is_written_is_read(words: list[str], name: str, more: list[str]) -> None:
    fields = {"name": name, "slug": "shui", "nicknames": tuple(words)}
    new = {"name": name, "nicknames": tuple(more)}
    found = rows(with_rows(FILE, "unit", {0: fields}, [new]))
    assert (found[0]["name"], found[0].get("nicknames", [])) == (name, words)
    assert found[2] == {"name": name, **({"nicknames": more} if more else {})}


def test_a_row_goes_with_the_comment_right_above_it_and_nothing_else() -> None:
    content = (
        '# 表头\n\n# 甲的话\n[[unit]]\nname = "甲"\n# 甲里面\nslug = "a"\n\n'
        '# 另起的话\n\n# 乙的话\n[[unit]]\nname = "乙"\n\n[[unit]]\nname = "丙"\n'
    )
    assert with_rows(content, "unit", {}, [], {0}) == (
        '# 表头\n\n# 另起的话\n\n# 乙的话\n[[unit]]\nname = "乙"\n\n[[unit]]\nname = "丙"\n'
    )
    without = with_rows(content, "unit", {2: {"name": "丁"}}, [{"name": "戊"}], {1})
    assert [row["name"] for row in tomlkit.parse(without)["unit"]] == ["甲", "丁", "戊"]
    assert "# 乙的话" not in without


def test_the_head_of_a_file_stays_when_its_first_row_goes() -> None:
    content = '# 表头\n[[unit]]\nname = "甲"\n'
    assert with_rows(content, "unit", {}, [], {0}) == "# 表头\n"


def test_rows_written_in_one_line_can_go_as_well() -> None:
    content = 'unit = [{name = "甲"}, {name = "乙"}]\n'
    assert "甲" not in with_rows(content, "unit", {}, [], {0})
