from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.corpus.folder import KnowledgeFolder
from bot.exchange.xlsx_file import read_xlsx
from bot.mending.clusters import Clustering
from bot.model import Answer, Conversation, Finding, Question, Reply, Status, Verdict, Why
from bot.state.audit import Audit
from bot.state.database import Database
from bot.state.journal import SqlJournal
from bot.state.memory import SqlMemory
from tests.builders import KNOWLEDGE

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

FIRE = "fangzhiban-20240111#p1"
LAMP = "路灯坏了找谁修"
NAME = Clustering(str, lambda _: {}).name(LAMP)
NOTHING = Verdict(Finding(), Status.UNANSWERED, 0.0, Why.NOTHING)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A knowledge folder, and a journal of four questions that were asked in vain."""
    shutil.copytree(KNOWLEDGE, tmp_path / "k")
    (tmp_path / "k" / "questions" / "check.jsonl").write_text(
        '{"kind": "offtopic", "q": "今天星期几"}\n', "utf-8"
    )
    monkeypatch.setenv("BAIGU_EDITOR", "小李")
    monkeypatch.setenv("BAIGU_KNOWLEDGE", str(tmp_path / "k"))
    monkeypatch.setenv("BAIGU_DATABASE_URL", f"sqlite:///{tmp_path / 'b.db'}")
    database = Database(f"sqlite:///{tmp_path / 'b.db'}")
    for number, text in enumerate((LAMP, LAMP, "路灯坏了找谁", "井盖丢了打13800138000")):
        SqlMemory(database).keep(
            Question(text, person="p", key=str(number), channel="wechat"),
            Answer(Status.UNANSWERED, "unanswered", verdict=NOTHING),
            Reply("没有讲到", Status.UNANSWERED),
            Conversation(),
        )
    SqlJournal(database).take_in()
    database.dispose()
    return tmp_path / "k"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def test_from_the_list_to_a_practice_that_answers(folder: Path, tmp_path: Path) -> None:
    listed = run("unanswered", "--json", "--xlsx", tmp_path / "u.xlsx")
    lamp, cover = json.loads(listed.stdout)
    assert (lamp["question"], lamp["count"], lamp["statuses"]) == (LAMP, 3, {"unanswered": 3})
    assert cover["question"] == "井盖丢了打［电话］"
    sheet, _ = read_xlsx((tmp_path / "u.xlsx").read_bytes())
    assert [row.cells[:3] for row in sheet.rows[1:]] == [
        (lamp["id"], "3", LAMP),
        (cover["id"], "1", cover["question"]),
    ]
    assert run("attach", lamp["id"], "市方志办第1条").exit_code == 2  # nobody has said that it names nobody
    done = run("attach", lamp["id"], "市方志办第1条", "--wording", "1", "--wording", "2", "--yes", "--json")
    told = json.loads(done.stdout)
    assert [row["after"] for row in told["effect"]["own"]] == ["answered 市方志办 1"] * 2
    assert told["written"] == ["speeches/fangzhiban-20240111.md", "questions/check.jsonl"]
    passage = KnowledgeFolder(folder).load().passage(FIRE)
    assert passage
    assert passage.heard == (LAMP, "路灯坏了找谁")
    database = Database(f"sqlite:///{tmp_path / 'b.db'}")
    ((_, act),) = Audit(database).acts()
    database.dispose()
    assert (act.who, act.deed, act.about) == ("小李", "mended", f"{lamp['id']} Attach {FIRE}")


def test_what_a_unit_should_be_asked_for_is_listed_unit_by_unit() -> None:
    assert "写进了 wanted.toml" in run("mend", "speech", NAME, "市城管局", "--yes").output
    assert run("unanswered", "--wanted").output == f"请市城管局讲一讲：\n  {LAMP}\n"
    shown = run("unanswered").output
    assert "井盖" in shown
    assert "路灯" not in shown


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("mend", "word", NAME, "井盖", "停车位", "--dry-run"), 1, "没有“井盖”"),
        (("attach", NAME, "市方志办第9条", "--yes"), 2, "没有“市方志办第9条”"),
    ],
)
def test_what_cannot_be_mended_is_said_and_writes_nothing(
    folder: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    before = KnowledgeFolder(folder).load().version
    done = run(*arguments)
    assert (done.exit_code, told in done.output) == (code, True), done.output
    assert KnowledgeFolder(folder).load().version == before
