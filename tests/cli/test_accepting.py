from __future__ import annotations

import resource
import shutil
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bot.app.checking import Checking
from bot.cli import main
from bot.corpus.drafts import Drafts
from bot.corpus.folder import KnowledgeFolder
from bot.corpus.speech_rendering import render_speech
from bot.importing.drafting.drafts import NO_UNIT
from bot.model import Guess, Role, Source, Speech, Unit
from tests.builders import KNOWLEDGE, RIVER

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from bot.app.service import Service

PAGE = f"水清岸绿\n市水务局 李清\n{RIVER.text}\n"
SURE = replace(RIVER, source=Source("水清岸绿", file="river.txt"))
GUESSED = replace(SURE, guesses={"unit": Guess(1, ("市园林局", "市城管局"))})


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(KNOWLEDGE, tmp_path / "k")
    monkeypatch.setenv("BAIGU_KNOWLEDGE", str(tmp_path / "k"))
    monkeypatch.setattr("bot.cli.accepting._is_terminal", lambda: True)
    return tmp_path / "k"


def draft(folder: Path, *speeches: Speech, source: str = PAGE) -> Path:
    """Drafts of one page; the first."""
    Drafts(folder / "drafts").write(speeches, {f"sources/{speeches[0].source.file}": source})
    return folder / "drafts" / f"{speeches[0].slug}.md"


def accept(*arguments: object, typed: str = "") -> Result:
    return CliRunner().invoke(main, ["accept", *map(str, arguments)], input=typed)


def files(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def spoken(folder: Path, slug: str = RIVER.slug) -> Speech:
    found = KnowledgeFolder(folder).load().speech(slug)
    assert found
    return found


def test_a_sure_draft_is_taken_with_its_source_and_unit_and_nothing_is_asked(
    folder: Path, baigu: Service
) -> None:
    done = accept(draft(folder, SURE), "--all-sure")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "新单位“市水务局”加进了 units.toml" in done.stdout
    assert "baigu check" in done.stdout
    assert "baigu publish" in done.stdout
    unit = Unit("shuiwu", "市水务局")
    assert spoken(folder) == replace(SURE, unit=unit)
    assert (folder / "sources" / "river.txt").read_text("utf-8") == PAGE
    assert not any(path.is_file() for path in (folder / "drafts").rglob("*"))
    assert Checking(baigu).check(KnowledgeFolder(folder)).faults == ()


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("\n", "市水务局"),
        ("2\n", "市城管局"),
        ("市河长办\ny\n", "市河长办"),
        ("防排处\n", "市防洪排涝工程管理处"),
    ],
)
def test_a_guess_is_asked_about_and_what_is_answered_is_written(folder: Path, typed: str, unit: str) -> None:
    done = accept(draft(folder, GUESSED), typed=typed)
    assert done.exit_code == 0, done.output
    for shown in ("猜的是“市水务局”", "因为原文说“市水务局把河道治理当作大事来抓。”", "1. 也可能是市园林局"):
        assert shown in done.stderr
    speech = next(s for s in KnowledgeFolder(folder).load().speeches if s.text == RIVER.text)
    assert (speech.unit.name, speech.guessed) == (unit, ())
    assert speech.slug.startswith(speech.unit.slug)
    assert "guessed" not in (folder / "speeches" / f"{speech.slug}.md").read_text("utf-8")


def test_a_slip_of_the_hand_makes_no_unit(folder: Path) -> None:
    done = accept(draft(folder, GUESSED), typed="9\ny\n市水物局\nn\n市水务局\n")
    assert done.exit_code == 0, done.output
    for told in ("上面没有 9，只有 1 到 2", "“y”只有一个字", "没有“市水物局”，真的是新单位吗"):
        assert told in done.stderr
    assert spoken(folder).unit.name == "市水务局"
    assert '"市水物局"' not in (folder / "units.toml").read_text("utf-8")


def test_every_field_that_was_guessed_can_be_said_otherwise(folder: Path) -> None:
    fields = ("title", "unit", "speaker", "date", "practices", "text")
    path = draft(folder, replace(SURE, guesses=dict.fromkeys(fields, Guess())))
    done = accept(path, typed="河清了\n\n无\n昨天\n2024年6月1日\n改\n\n\n")
    assert done.exit_code == 0, done.output
    assert "不是日期（昨天）" in done.stderr
    assert "这里改不了" in done.stderr
    assert "2. 二是种树" in done.stderr
    speech = spoken(folder)
    assert (speech.title, speech.passages[0].heading) == ("河清了", "河清了")
    assert (speech.speaker, speech.date, speech.guessed) == (None, date(2024, 6, 1), ())


def test_a_draft_without_a_unit_asks_for_one_and_is_named_after_it(folder: Path) -> None:
    blank = Unit("wei-tian", NO_UNIT)
    path = draft(folder, replace(SURE, slug="wei-tian-20240501", unit=blank, title=f"{NO_UNIT}的发言"))
    assert "没有单位" in accept(path, "--all-sure").stdout
    done = accept(path, typed="\n市水务局\ny\n")
    assert "请打出来" in done.stderr
    assert spoken(folder, "shuiwuju-20240501").title == "市水务局的发言"


def test_only_what_is_sure_is_taken_without_asking_and_the_rest_is_listed(folder: Path) -> None:
    draft(folder, SURE)
    other = replace(
        GUESSED, slug="b", title="另一篇", passages=RIVER.passages[:1], source=Source("b", file="b.txt")
    )
    draft(folder, other)
    done = accept(folder / "drafts", "--all-sure")
    assert done.exit_code == 0
    assert f"先放着 {folder / 'drafts' / 'b.md'}：单位是猜的" in done.stdout
    assert "收下 1 篇，先放着 1 篇" in done.stdout
    assert (folder / "drafts" / "b.md").exists()


def test_without_a_terminal_it_refuses_in_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.cli.accepting._is_terminal", lambda: False)
    path, before = draft(folder, SURE), files(folder)
    done = accept(path)
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "--all-sure" in done.stderr
    assert files(folder) == files(folder) | before


def test_who_stops_keeps_what_was_answered_and_who_cannot_say_leaves_the_draft(folder: Path) -> None:
    paths = []
    for number, passages in enumerate((RIVER.passages[:1], RIVER.passages[:2], RIVER.passages), 1):
        source = Source("页", file=f"{number}.txt")
        paths.append(
            draft(
                folder,
                replace(GUESSED, slug=f"s{number}", title=f"第{number}篇", passages=passages, source=source),
            )
        )
    done = accept(*paths, typed="-\n\n")  # and no more is typed
    assert "停下了" in done.stderr
    assert [path.exists() for path in paths] == [True, False, True]
    assert spoken(folder, "s2").guessed == ()


def test_a_full_disk_leaves_everything_as_it_was(folder: Path) -> None:
    path = draft(folder, SURE, source=PAGE + "尾" * 99_999)
    before = files(folder)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, limits[1]))
    try:
        done = accept(path, "--all-sure")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert "（文件太大）" in done.stderr
    assert files(folder) == before


def test_a_draft_that_is_there_already_is_said_and_the_others_are_taken(folder: Path) -> None:
    first = draft(folder, SURE)
    accept(first, "--all-sure")
    draft(folder, SURE)
    again = replace(SURE, slug="again")
    second = draft(folder, again)
    third = draft(folder, replace(SURE, slug="third", title="三", passages=RIVER.passages[:2]))
    done = accept(first, second, folder / "drafts" / "none.md", third, "--all-sure")
    assert done.exit_code == 1
    told = done.stderr.splitlines()
    assert [f"就是 speeches/{RIVER.slug}.md" in line for line in told] == [True, True, False]
    assert "none.md 读不了" in told[2]
    assert "收下 1 篇" in done.stdout


def test_another_draft_under_a_name_that_is_taken_is_refused(folder: Path) -> None:
    accept(draft(folder, SURE), "--all-sure")
    done = accept(draft(folder, replace(SURE, passages=RIVER.passages[:1])), "--all-sure")
    assert "内容不一样" in done.stderr
    assert len(spoken(folder).passages) == len(RIVER.passages)


def test_a_note_keeps_the_headings_that_its_editor_gave(folder: Path) -> None:
    passages = tuple(
        replace(passage, role=Role.NOTE, anchor="note" if n == 0 else passage.anchor, number=None)
        for n, passage in enumerate(RIVER.passages)
    )
    note = replace(SURE, passages=passages)
    done = accept(draft(folder, note), "--all-sure")
    assert done.exit_code == 0, done.output
    headings = [passage.heading for passage in spoken(folder).passages]
    assert headings == [SURE.title, *(passage.heading for passage in RIVER.passages[1:])]


def test_the_source_of_two_drafts_stays_until_both_are_taken(folder: Path) -> None:
    second = replace(SURE, slug="second", title="二", passages=RIVER.passages[:2])
    path = draft(folder, SURE, second)
    accept(path, "--all-sure")
    assert (folder / "drafts" / "sources" / "river.txt").exists()
    done = accept(folder / "drafts" / "second.md", "--all-sure")
    assert done.exit_code == 0, done.output
    assert not (folder / "drafts" / "sources" / "river.txt").exists()


def test_what_would_be_a_fault_of_the_knowledge_is_refused_and_its_unit_is_not_added(folder: Path) -> None:
    wrong = replace(
        SURE, slug="wrong", passages=tuple(replace(p, themes=("没有的主题",)) for p in SURE.passages)
    )
    copied = replace(SURE, slug="copied", source=Source("页", file="other.txt"))
    taken = replace(SURE, slug="taken", source=Source("页", file="taken.txt"))
    (folder / "sources" / "taken.txt").write_text("别人的原文", "utf-8")
    before = files(folder)
    paths = draft(folder, wrong), draft(folder, copied, source="别的话"), draft(folder, taken)
    done = accept(*paths, "--all-sure")
    assert done.exit_code == 1
    assert "sources/taken.txt 已经有了，内容不一样" in done.stderr
    assert "没有“没有的主题”" in done.stderr
    assert "不在 sources 的原文里" in done.stderr
    assert {name: text for name, text in files(folder).items() if not name.startswith("drafts")} == before


def test_what_an_editor_wrote_by_hand_may_only_name_the_guess(folder: Path) -> None:
    path = draft(folder, SURE)
    path.write_text(render_speech(SURE).replace("date:", "guessed: [unit]\ndate:"), "utf-8")
    assert "猜的是“市水务局”\n" in accept(path, typed="\n").stderr
    assert spoken(folder).guessed == ()
