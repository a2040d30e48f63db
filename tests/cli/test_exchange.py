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
from bot.model import Keyword, Passage, Role, Source, Speech, Synonym
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
    """What files say; less what is derived from the knowledge when it is read, and may be deleted."""
    files = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
    return {str(name): (root / name).read_bytes() for name in files if "shelves" not in name.parts}


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
    names = ["checks", "keywords", "questions", "speeches", "themes", "units", "vocabulary"]
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
    (tmp_path / "a.未导入.csv").symlink_to(tmp_path / "nowhere" / "a.csv")
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


def test_title_and_unit_may_stand_in_any_row_of_a_speech(knowledge_folder: Path, tables: Path) -> None:
    lines = rows(tables / "speeches.csv")
    header, slug = lines[0], lines[1][0]
    own = [line for line in lines[1:] if line[0] == slug]
    for title in ("题目", "单位", "演讲人", "日期"):
        for line in own[:-1]:
            line[header.index(title)] = ""
    added = [""] * len(header)
    for title, value in (("讲稿编号", slug), ("锚点", "p99"), ("小标题", "又一条"), ("原文", "又一条做法。")):
        added[header.index(title)] = value
    lines.insert(2, added)
    save(tables / "speeches.csv", lines)
    done = run("import", tables / "speeches.csv")
    assert (done.exit_code, f"修改：{slug}" in done.stdout) == (0, True), done.output
    found = KnowledgeFolder(knowledge_folder).load().speech(slug)
    assert found is not None
    assert (found.passages[1].anchor, found.unit.name) == ("p99", own[-1][header.index("单位")])
    for line in own:
        line[header.index("题目")] = ""
    save(tables / "speeches.csv", [header, *own])
    assert "没有写题目" in run("import", tables / "speeches.csv").stdout


def test_a_unit_that_is_called_otherwise_takes_its_speeches_and_questions_with_it(
    knowledge_folder: Path, tmp_path: Path
) -> None:
    run("export", "--to", tmp_path / "all.xlsx")
    book = load_workbook(tmp_path / "all.xlsx")
    book["单位"]["A2"] = "市地方志编纂中心"
    book.save(tmp_path / "all.xlsx")
    before = KnowledgeFolder(knowledge_folder).load()
    told = run("import", tmp_path / "all.xlsx", "--dry-run")
    assert KnowledgeFolder(knowledge_folder).load() == before
    done = run("import", tmp_path / "all.xlsx")
    for shown in (told, done):
        assert shown.exit_code == 0, shown.output
        assert "修改：市方志办 → 市地方志编纂中心" in shown.stdout
        assert "“市方志办”改名为“市地方志编纂中心”，它的 1 篇讲稿跟着改" in shown.stdout
        assert "讲稿表）：新增 0，修改 0" in shown.stdout
        assert "检查题表）：新增 0，修改 0" in shown.stdout
    corpus = KnowledgeFolder(knowledge_folder).load()
    assert corpus.units[0] == replace(before.units[0], name="市地方志编纂中心")
    assert corpus.speeches_of(corpus.units[0])
    checks = (knowledge_folder / "questions" / "check.jsonl").read_text("utf-8")
    assert ("市地方志编纂中心" in checks, '"市方志办"' in checks) == (True, False)
    assert run("check").exit_code == 0


def test_a_speech_may_be_changed_beside_the_new_name_of_its_unit(
    knowledge_folder: Path, tables: Path
) -> None:
    edit(tables / "units.csv", "市方志办", "单位名称", "市地方志编纂中心")
    edit(tables / "speeches.csv", "fangzhiban-20240111", "演讲人", "李四")
    edit(tables / "checks.csv", "史志办那篇讲稿发我瞅瞅", "类别", "x")
    assert run("import", tables).exit_code == 0
    found = KnowledgeFolder(knowledge_folder).load().speech("fangzhiban-20240111")
    assert found is not None
    assert (found.speaker, found.unit.name) == ("李四", "市地方志编纂中心")


def test_a_row_that_was_copied_is_no_new_name(knowledge_folder: Path, tables: Path) -> None:
    lines = rows(tables / "units.csv")
    save(tables / "units.csv", [*lines, ["市新闻办", "xinwenban", "", "", lines[1][-1]]])
    assert "新增：市新闻办" in run("import", tables / "units.csv").stdout
    assert KnowledgeFolder(knowledge_folder).load().units[0].name == "市方志办"


def test_another_name_without_an_exported_row_is_told_how(knowledge_folder: Path, tmp_path: Path) -> None:
    save(tmp_path / "a.csv", [["单位名称", "网址名"], ["市地方志编纂中心", "fangzhiban"]])
    assert "要给它改名，就用 baigu export 导出" in run("import", tmp_path / "a.csv").stdout
    assert KnowledgeFolder(knowledge_folder).load().units[0].name == "市方志办"


def drop(path: Path, *keys: str) -> list[list[str]]:
    """Take rows out as a clerk would; what is left."""
    lines = [line for line in rows(path) if not any(key in line for key in keys)]
    save(path, lines)
    return lines


def test_rows_that_were_deleted_are_deleted_when_that_is_asked_for(
    knowledge_folder: Path, tables: Path
) -> None:
    before = KnowledgeFolder(knowledge_folder).load()
    slug = "fangzhiban-20240111"
    unit = before.speeches_of(before.units[0])[0]
    assert unit.slug == slug
    word = "、".join(before.synonyms[3].says)
    drop(tables / "vocabulary.csv", word)
    drop(tables / "units.csv", "市方志办")
    drop(tables / "speeches.csv", slug)
    lines = rows(tables / "checks.csv")
    save(tables / "checks.csv", [lines[0], *(line for line in lines[1:] if "市方志办" not in line[2])])
    files = content(knowledge_folder)
    hinted = run("import", tables)
    assert (hinted.exit_code, f"没有删：{slug}；要删就加上 --delete" in hinted.stdout) == (0, True)
    shown = run("import", tables, "--delete", "--dry-run")
    assert content(knowledge_folder) == files
    done = run("import", tables, "--delete")
    for told in (shown, done):
        assert told.exit_code == 0, told.output
        assert all(f"删除：{name}" in told.stdout for name in (slug, word[:40], "市方志办"))
    after = KnowledgeFolder(knowledge_folder).load()
    assert after.speech(slug) is None
    assert after.units == before.units[1:]
    assert after.synonyms == (*before.synonyms[:3], *before.synonyms[4:])
    assert '"市方志办"' not in (knowledge_folder / "questions" / "check.jsonl").read_text("utf-8")
    assert "# 单位的名字" in (knowledge_folder / "units.toml").read_text("utf-8")
    assert KnowledgeFolder(knowledge_folder).read().faults == ()


def test_what_others_need_is_not_deleted_and_that_is_told(knowledge_folder: Path, tables: Path) -> None:
    drop(tables / "units.csv", "市方志办")
    drop(tables / "themes.csv", "发动群众")
    before = content(knowledge_folder)
    done = run("import", tables, "--delete", "--json")
    assert done.exit_code == 1
    told = {row["table"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert "还有它的讲稿 fangzhiban-20240111" in told["units"]["not_deleted"][0]["reason"]
    assert told["units"]["deleted"] == []
    assert told["themes"]["not_deleted"][0]["name"] == "发动群众"
    assert content(knowledge_folder) == before
    drop(tables / "speeches.csv", "fangzhiban-20240111")
    assert "还要用它来回答" in run("import", tables / "speeches.csv", "--delete").stdout


def test_failed_rows_delete_nothing(knowledge_folder: Path, tables: Path) -> None:
    edit(tables / "units.csv", "市方志办", "网址名", "方志")
    before = content(knowledge_folder)
    assert run("import", tables / "units.csv").exit_code == 1
    failed = tables / "units.未导入.csv"
    assert rows(failed)[1][4] == rows(tables / "units.csv")[1][4].partition("-")[0]
    edit(failed, "方志", "网址名", "fangzhiban")
    save(failed, [line[:5] for line in rows(failed)])
    done = run("import", failed, "--delete")
    assert (done.exit_code, "没有完整的导出标记" in done.stderr) == (1, True)
    assert content(knowledge_folder) == before


def test_what_came_since_the_export_is_not_deleted(knowledge_folder: Path, tables: Path) -> None:
    with (knowledge_folder / "vocabulary.toml").open("a", encoding="utf-8") as words:
        words.write('\n[[word]]\nsays = ["后来的"]\nmeans = ["小区"]\nwhy = "后来"\n')
    count = len(KnowledgeFolder(knowledge_folder).load().synonyms)
    drop(tables / "vocabulary.csv", rows(tables / "vocabulary.csv")[1][0])
    assert run("import", tables / "vocabulary.csv", "--delete").exit_code == 0
    left = KnowledgeFolder(knowledge_folder).load().synonyms
    assert (len(left), left[-1].says) == (count - 1, ("后来的",))


def test_a_practice_and_what_a_passage_was_taught_can_be_deleted(
    knowledge_folder: Path, tables: Path
) -> None:
    slug = "shekelian-20240111"
    lines = rows(tables / "speeches.csv")
    anchor = lines[0].index("锚点")
    last = next(line for line in reversed(lines) if line[0] == slug and line[anchor].startswith("p"))
    save(tables / "speeches.csv", [line for line in lines if line is not last])
    assert "真要删掉就加上 --delete" in run("import", tables / "speeches.csv").stdout
    (knowledge_folder / "questions" / "check.jsonl").write_text("", "utf-8")
    done = run("import", tables / "speeches.csv", "--delete")
    assert f"删除：{slug} 的 {last[anchor]}" in done.stdout, done.output
    taught = rows(tables / "questions.csv")
    save(tables / "questions.csv", [line for line in taught if line[:2] != [slug, "p1"]])
    assert f"删除：{slug} p1" in run("import", tables / "questions.csv", "--delete").stdout
    found = KnowledgeFolder(knowledge_folder).load().speech(slug)
    assert found is not None
    assert last[anchor] not in {passage.anchor for passage in found.passages}
    assert next(p for p in found.passages if p.anchor == "p1").asked_as == ()


@pytest.mark.usefixtures("knowledge_folder")
def test_a_synonym_that_leads_nowhere_is_refused_where_it_is_imported(tmp_path: Path) -> None:
    header = ["居民的说法", "稿子里的说法", "为什么", "通用"]
    save(tmp_path / "a.csv", [header, ["飞毯", "魔毯", "童话", ""], ["飞毯车", "魔毯", "童话", "是"]])
    done = run("import", tmp_path / "a.csv")
    assert "第 2 行没有导入：means 里的“魔毯”哪篇稿子里都没有" in done.stdout
    assert "新增：飞毯车" in done.stdout


def test_before_anything_is_deleted_somebody_who_is_there_is_asked(
    knowledge_folder: Path, tables: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.cli.importing._is_terminal", lambda: True)
    word = rows(tables / "vocabulary.csv")[1][0]
    drop(tables / "vocabulary.csv", word)
    before = content(knowledge_folder)
    arguments = ["import", str(tables / "vocabulary.csv"), "--delete"]
    refused = CliRunner().invoke(main, arguments, input="n\n")
    assert (refused.exit_code, word[:40] in refused.stderr) == (1, True)
    assert content(knowledge_folder) == before
    assert CliRunner().invoke(main, arguments, input="y\n").exit_code == 0
    assert content(knowledge_folder) != before


def test_fixed_replies_are_made_changed_and_deleted_in_a_table(knowledge_folder: Path, tables: Path) -> None:
    file = tables / "keywords.csv"
    head, *none = rows(file)
    assert (head[:5], none) == (["居民发的话", "这样开头就算", "固定的话", "网址", "用哪一条做法"], [])
    new = [
        ["办证、办证件", "是", "请到大厅\n三楼", "https://a.cn/", ""],
        ["遛狗", "", "", "", "fangpaichu-20240111#p1"],
    ]
    save(
        file,
        [head, *([*row, *[""] * (len(head) - len(row))] for row in new), ["坏", *[""] * (len(head) - 1)]],
    )
    done = run("import", file)
    assert (done.exit_code, "要么写 text，要么写 practice" in done.output) == (1, True)
    assert KnowledgeFolder(knowledge_folder).load().keywords == (
        Keyword(("办证", "办证件"), "请到大厅\n三楼", "https://a.cn/", prefix=True),
        Keyword(("遛狗",), practice="fangpaichu-20240111#p1"),
    )
    again = tables.parent / "again"
    assert run("export", "固定回复", "--to", again / "keywords.csv").exit_code == 0
    drop(again / "keywords.csv", "遛狗")
    edit(again / "keywords.csv", "办证、办证件", "网址", "")
    assert run("import", again / "keywords.csv", "--delete").exit_code == 0
    assert KnowledgeFolder(knowledge_folder).load().keywords == (
        Keyword(("办证", "办证件"), "请到大厅\n三楼", prefix=True),
    )
