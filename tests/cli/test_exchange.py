from __future__ import annotations

import csv
import io
import json
import shutil
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.cli import main
from bot.corpus.folder import KnowledgeFolder
from bot.corpus.speech_file import SpeechFile
from bot.corpus.speech_rendering import render_speech
from bot.corpus.toml_rows import with_rows
from bot.model import Passage, Role, Source, Speech, Synonym
from tests.builders import KNOWLEDGE, WATER
from tests.exchange.texts import PRINTABLE

if TYPE_CHECKING:
    from click.testing import Result


@pytest.fixture
def knowledge_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(KNOWLEDGE, tmp_path / "k")
    monkeypatch.setenv("BAIGU_KNOWLEDGE", str(tmp_path / "k"))
    return tmp_path / "k"


@pytest.fixture
def tables(knowledge_folder: Path, tmp_path: Path) -> Path:
    assert run("export", "--to", tmp_path / "out").exit_code == 0
    assert knowledge_folder.is_dir()
    return tmp_path / "out"


def run(*arguments: object, **environment: str) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), env=environment)


def content(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def rows(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def save(path: Path, lines: list[list[str]], encoding: str = "utf-8-sig") -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(lines)
    path.write_bytes(text.getvalue().encode(encoding, "replace"))


def edit(path: Path, key: str, column: str, value: str, encoding: str = "utf-8-sig") -> None:
    """Change one cell as a clerk would."""
    lines = rows(path)
    place = lines[0].index(column)
    for line in lines[1:]:
        if key in line:
            line[place] = value
    save(path, lines, encoding)


def test_exporting_writes_every_table_for_excel(tables: Path) -> None:
    names = ["checks", "questions", "speeches", "themes", "units", "vocabulary"]
    assert sorted(path.name for path in tables.iterdir()) == [f"{name}.csv" for name in names]
    assert all(path.read_bytes().startswith(b"\xef\xbb\xbf") for path in tables.iterdir())
    assert rows(tables / "units.csv")[1][:2] == ["市方志办", "fangzhiban"]


def test_a_workbook_has_a_sheet_for_each_table_that_was_asked_for(
    knowledge_folder: Path, tmp_path: Path
) -> None:
    done = run("export", "词汇", "units", "--to", tmp_path / "a.xlsx", "--json")
    corpus = KnowledgeFolder(knowledge_folder).load()
    entries = {"units": len(corpus.units), "vocabulary": len(corpus.synonyms)}
    assert json.loads(done.stdout) == {"file": str(tmp_path / "a.xlsx"), "entries": entries}
    assert load_workbook(tmp_path / "a.xlsx").sheetnames == ["单位", "词汇"]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["电话", "--to", "x"], 2, "没有“电话”这种表"),
        (["--to", "a.csv"], 1, "一个 CSV 文件只放一种表"),
        (["--to", "a.xls"], 1, ".xlsx"),
        (["units", "--to", "k/units.toml/x"], 1, "写不了"),
    ],
)
@pytest.mark.usefixtures("knowledge_folder")
def test_what_cannot_be_exported_is_told(arguments: list[str], code: int, told: str) -> None:
    done = run("export", *arguments)
    assert (done.exit_code, told in done.stderr) == (code, True), done.output


def test_what_is_there_already_is_not_overwritten(tables: Path) -> None:
    (tables / "checks.csv").unlink()
    (tables / "units.csv").write_text("改了一半", "utf-8")
    done = run("export", "--to", tables)
    assert (done.exit_code, "没有覆盖" in done.stderr) == (1, True)
    assert (tables / "units.csv").read_text("utf-8") == "改了一半"
    assert not (tables / "checks.csv").exists()


@pytest.mark.parametrize("to", ["all", "all.xlsx"])
def test_what_was_exported_and_not_changed_changes_nothing(
    knowledge_folder: Path, tmp_path: Path, to: str
) -> None:
    before = content(knowledge_folder)
    run("export", "--to", tmp_path / to)
    done = run("import", tmp_path / to)
    assert (done.exit_code, "知识文件夹没有变" in done.stdout) == (0, True)
    assert content(knowledge_folder) == before


@given(
    texts=st.lists(PRINTABLE.map(lambda text: text.strip("\n")).filter(str.strip), min_size=1, max_size=3),
    words=st.lists(PRINTABLE, min_size=1, max_size=3),
    asked=st.lists(PRINTABLE, max_size=2),
    suffix=st.sampled_from(["", ".xlsx"]),
)
@settings(
    max_examples=15, phases=[Phase.explicit, Phase.reuse, Phase.generate]
)  # each takes too long to shrink
def test_whatever_is_written_survives_the_way_there_and_back(
    texts: list[str], words: list[str], asked: list[str], suffix: str
) -> None:
    title, passages = words[0], list[Passage]()
    for number, text in enumerate(texts):
        anchor = f"p{number}" if number else "opening"
        heading = f"题{number}" if number else title
        passages.append(
            Passage("a", anchor, heading, text, Role.of(anchor), number or None, asked_as=tuple(asked))
        )
    speech = Speech("a", title, WATER, words[-1], date(2024, 5, 1), Source(words[-1]), tuple(passages))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        knowledge = folder / "k"
        shutil.copytree(KNOWLEDGE, knowledge)
        for file, table, row in (
            ("units.toml", "unit", WATER),
            ("vocabulary.toml", "word", Synonym(tuple(words), tuple(words), words[0])),
        ):
            path = knowledge / file
            path.write_text(with_rows(path.read_text("utf-8"), table, {}, [vars(row)]), "utf-8")
        (knowledge / "speeches" / "a.md").write_text(render_speech(speech), "utf-8")
        before, there = content(knowledge), KnowledgeFolder(knowledge).load()
        read = SpeechFile("speeches/a.md", render_speech(speech)).speech({WATER.name: WATER}, ())
        assert there.speech("a") == read == speech
        run("export", "--to", folder / f"all{suffix}", BAIGU_KNOWLEDGE=str(knowledge))
        done = run("import", folder / f"all{suffix}", BAIGU_KNOWLEDGE=str(knowledge))
        assert (done.exit_code, content(knowledge) == before) == (0, True), done.output
        # And into a folder that does not have the speech.
        (knowledge / "speeches" / "a.md").unlink()
        done = run("import", folder / f"all{suffix}", BAIGU_KNOWLEDGE=str(knowledge))
        assert done.exit_code == 0, done.output
        assert KnowledgeFolder(knowledge).load() == replace(
            there, version=KnowledgeFolder(knowledge).load().version
        )


def test_a_changed_cell_is_a_changed_entry_and_nothing_else(knowledge_folder: Path, tables: Path) -> None:
    before = content(knowledge_folder)
    edit(tables / "units.csv", "市方志办", "俗称", "修志的、=写志的")
    edit(tables / "questions.csv", "p1", "能回答的问法", "新问法\n再一个")
    assert "修改：市方志办" in run("import", tables / "units.csv").stdout
    assert run("import", tables / "questions.csv").exit_code == 0
    after = content(knowledge_folder)
    corpus = KnowledgeFolder(knowledge_folder).load()
    assert corpus.units[0].nicknames == ("修志的", "=写志的")
    assert all(p.asked_as == ("新问法", "再一个") for p in corpus.passages if p.anchor == "p1")
    changed = {name for name in after if after[name] != before[name]}
    assert {name for name in changed if not name.startswith("speeches/")} == {"units.toml"}
    assert before["units.toml"].decode().splitlines()[:3] == after["units.toml"].decode().splitlines()[:3]
    assert run("check").exit_code == 0


def test_new_units_speeches_and_their_questions_come_in_one_workbook(
    knowledge_folder: Path, tmp_path: Path
) -> None:
    run("export", "--to", tmp_path / "all.xlsx")
    book = load_workbook(tmp_path / "all.xlsx")
    book["单位"].append(["市水务局", "shuiwu", "水务局", "管水的", None])
    speech = ["shuiwu-2024", "水清岸绿", "市水务局", "李清", "2024/5/1", *[None] * 6]
    book["讲稿"].append([*speech, "opening", None, "　　开场。", None, None])
    book["讲稿"].append([*speech, "p1", "清淤", "=一是清淤。\n  共清淤20余次", "清洁家园", None])
    book["讲稿"].cell(book["讲稿"].max_row, 14).data_type = "s"
    book["问法"].append(["shuiwu-2024", "p1", None, None, "河怎么清的", None, None])
    book["检查题"].append(["河水变清了没有", "x", "市水务局 第1条", None, None])
    book.save(tmp_path / "all.xlsx")
    done = run("import", tmp_path / "all.xlsx")
    assert done.exit_code == 0, done.output
    found = KnowledgeFolder(knowledge_folder).load().speech("shuiwu-2024")
    assert found is not None
    assert (found.date, found.passages[0].text) == (date(2024, 5, 1), "　　开场。")
    assert (found.passages[1].text, found.passages[1].asked_as) == (
        "=一是清淤。\n  共清淤20余次",
        ("河怎么清的",),
    )
    assert '"q": "河水变清了没有"' in (knowledge_folder / "questions" / "check.jsonl").read_text("utf-8")
    assert run("check").exit_code == 0


def test_failed_rows_are_corrected_and_imported_again(knowledge_folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "单位.csv"
    save(
        table,
        [
            ["单位名称", "网址名", "备注"],
            ["市水务局", "shuiwu", "好"],
            ["市园林局", "园林", "=1+1"],
            ["市文旅局", "", ""],
        ],
    )
    done = run("import", table)
    assert (done.exit_code, done.stderr) == (1, "共 2 行没有导入，其余的导入了\n")
    assert KnowledgeFolder(knowledge_folder).load().units[-1].name == "市水务局"
    failed = tmp_path / "单位.未导入.csv"
    assert str(failed) in done.stdout
    assert rows(failed) == [
        ["单位名称", "网址名", "备注", "行号", "原因"],
        ["市园林局", "园林", "'=1+1", "3", "网址名 园林 不合规；只用小写字母、数字和短横"],
        ["市文旅局", "", "", "4", "没有写网址名"],
    ]
    edit(failed, "市园林局", "网址名", "yuanlin")
    done = run("import", failed)
    assert done.exit_code == 1
    assert rows(tmp_path / "单位.未导入-2.csv")[1][3] == "3"
    assert KnowledgeFolder(knowledge_folder).load().units[-1].name == "市园林局"


def test_a_dry_run_tells_everything_and_writes_nothing(knowledge_folder: Path, tmp_path: Path) -> None:
    before = content(tmp_path)
    save(tmp_path / "a.csv", [["单位名称", "网址名"], ["市水务局", "shuiwu"], ["市园林局", "园林"]])
    done = run("import", tmp_path / "a.csv", "--dry-run", "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout) == {
        "source": str(tmp_path / "a.csv"),
        "sheet": None,
        "table": "units",
        "new": ["市水务局"],
        "changed": [],
        "same": 0,
        "failed": [{"row": 3, "reason": "网址名 园林 不合规；只用小写字母、数字和短横"}],
        "failed_file": None,
        "notes": [],
    }
    (tmp_path / "a.csv").unlink()
    assert content(tmp_path) == before
    assert knowledge_folder.is_dir()


def test_what_chinese_excel_saves_as_csv_loses_nothing(knowledge_folder: Path, tables: Path) -> None:
    path = knowledge_folder / "units.toml"
    path.write_text(path.read_text("utf-8").replace('"修志的"', '"修志的😀"'), "utf-8")
    shutil.rmtree(tables)
    run("export", "--to", tables)
    edit(tables / "units.csv", "市方志办", "别的正式名称", "方志办", encoding="gbk")
    raw = (
        (tables / "units.csv").read_bytes().replace("修志的?".encode("gbk"), "修志的??".encode("gbk"))
    )  # as Excel does
    (tables / "units.csv").write_bytes(raw)
    assert run("import", tables / "units.csv").exit_code == 0
    unit = KnowledgeFolder(knowledge_folder).load().units[0]
    assert (unit.aliases, "修志的😀" in unit.nicknames) == (("方志办",), True)


def test_the_first_table_may_be_the_first_of_the_knowledge(knowledge_folder: Path, tables: Path) -> None:
    before = KnowledgeFolder(knowledge_folder).load()
    shutil.rmtree(knowledge_folder / "speeches")
    assert run("import", tables).exit_code == 0
    assert KnowledgeFolder(knowledge_folder).load().speeches == before.speeches


@pytest.mark.usefixtures("knowledge_folder")
def test_files_that_are_no_tables_are_one_line_each_and_the_others_are_imported(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("姓名,电话\n张,1\n", "utf-8")
    (tmp_path / "b.xlsx").write_bytes(b"PK\x03\x04")
    (tmp_path / "c.csv").write_bytes(b"")
    save(tmp_path / "d.csv", [["单位名称", "网址名"], ["市水务局", "shuiwu"]])
    files = [tmp_path / name for name in ("a.csv", "b.xlsx", "c.csv", "d.csv", "e.csv", "f.xls")]
    done = run("import", *files)
    assert done.exit_code == 1
    told = done.stderr.splitlines()
    assert [any(f"{path}：" in line for line in told) for path in files] == [
        True,
        True,
        True,
        False,
        True,
        True,
    ]
    assert len(told) == 5
    assert "新增：市水务局" in done.stdout


def test_a_folder_may_hold_tables_and_pages(knowledge_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    save(folder / "a.csv", [["单位名称", "网址名"], ["市水务局", "shuiwu"]])
    (folder / "~$a.xlsx").write_bytes(b"x")
    (folder / "b.txt").write_text(
        "清淤记\n2024-01-11\n来源：市水务局\n市水务局 张三\n我们这样做。一是清淤。好。二是种树。好。", "utf-8"
    )
    done = run("import", folder)
    assert done.exit_code == 0, done.output
    assert "新增：市水务局" in done.stdout
    assert "# 导入报告" in done.stdout
    assert list((knowledge_folder / "drafts").glob("shuiwu*.md"))


def test_a_sheet_that_is_no_table_is_told_and_the_others_are_imported(
    knowledge_folder: Path, tmp_path: Path
) -> None:
    run("export", "units", "--to", tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx")
    book.create_sheet("说明").append(["填表说明"])
    book.save(tmp_path / "a.xlsx")
    done = run("import", tmp_path / "a.xlsx")
    assert (done.exit_code, "“说明”" in done.stderr, "没变 4" in done.stdout) == (0, True, True)
    assert knowledge_folder.is_dir()


def test_knowledge_with_faults_is_mended_first(knowledge_folder: Path, tables: Path) -> None:
    (knowledge_folder / "speeches" / "broken.md").write_text("没有说明", "utf-8")
    done = run("import", tables)
    assert (done.exit_code, "speeches/broken.md:1" in done.stderr) == (1, True)


def test_rows_that_cannot_be_kept_are_told_and_the_good_ones_are_imported(
    knowledge_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "a.csv"
    save(table, [["单位名称", "网址名"], ["市水务局", "shuiwu"], ["市园林局", "园林"]])
    (tmp_path / ".a.未导入.csv.new").mkdir()
    monkeypatch.chdir(tmp_path)
    done = run("import", "a.csv")
    assert done.exit_code == 1
    assert "存不下来" in done.stderr
    assert "第 3 行没有导入" in done.stdout
    assert KnowledgeFolder(knowledge_folder).load().units[-1].name == "市水务局"


def test_a_check_stays_in_its_file(knowledge_folder: Path, tables: Path) -> None:
    edit(tables / "checks.csv", "权玉华代表的是哪家单位", "题目文件", "questions/other.jsonl")
    edit(tables / "checks.csv", "史志办那篇讲稿发我瞅瞅", "该用哪一条回答", "市方志办 第1条")
    done = run("import", tables / "checks.csv")
    assert (done.exit_code, "不能在表里换" in done.stdout, "修改：史志办" in done.stdout) == (1, True, True)
    line = (knowledge_folder / "questions" / "check.jsonl").read_text("utf-8").splitlines()[0]
    assert json.loads(line)["expect"] == [{"unit": "市方志办", "practice": 1}]
