from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.corpus.difference import difference
from bot.corpus.folder import KnowledgeFolder
from bot.corpus.new_folder import render_city
from bot.corpus.toml_table import TomlTable, read_city
from bot.model import City, Corpus

if TYPE_CHECKING:
    from pathlib import Path


def faults(content: str) -> list[str]:
    table = TomlTable("city.toml", content)
    read_city(table)
    return [str(fault) for fault in table.faults]


def test_what_is_written_is_read_again_whatever_marks_are_in_it() -> None:
    city = City("“甲”\"乙'丙\\问答", "桂林", "全国文明城市", ("创城",))
    table = TomlTable("city.toml", render_city(city))
    assert (read_city(table), table.faults) == (city, [])


def test_a_city_is_known_with_and_without_the_word_for_city() -> None:
    assert City("问答", "桂林市").names == City("问答", "桂林").names == ("桂林", "桂林市", "问答")
    assert City("问答").names == ("问答",)


def test_only_the_account_must_have_a_name() -> None:
    assert faults('account = "问答"') == []
    assert faults('city = "桂林"') == ["city.toml:1: 这个文件 缺少 account；补上"]


def test_what_stands_there_otherwise_is_told_with_its_line() -> None:
    told = faults('account = "问答"\ncity = 3\nnickname = ["创城"]\n')
    assert 'city.toml:1: city 的样子不对；写成 city = "…"' in told
    assert any(
        "不认识的名称 nickname；能写的有：account、city、campaign、nicknames" in fault for fault in told
    )
    assert faults("account = ")[0].startswith("city.toml:1: 读不懂")


def test_a_folder_made_before_there_was_such_a_file_goes_on_and_is_told_what_to_do(copy: Path) -> None:
    (copy / "city.toml").unlink()
    reading = KnowledgeFolder(copy).read()
    assert (reading.faults, reading.corpus.city) == ((), City())
    assert [task.path for task in reading.to_do] == ["city.toml"]


def test_other_names_are_another_state_of_the_knowledge(copy: Path) -> None:
    before = KnowledgeFolder(copy).load()
    (copy / "city.toml").write_text('account = "问答"', "utf-8")
    after = KnowledgeFolder(copy).load()
    assert after.city == City("问答")
    assert after.version != before.version
    assert difference(before, after).city
    assert not difference(before, replace(before)).city
    assert not difference(Corpus(), Corpus()).city
