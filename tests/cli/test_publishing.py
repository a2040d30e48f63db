from __future__ import annotations

import json
import re
import shutil
import time
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from bot.app.service import Service
from bot.cli import main
from bot.cli.context import Context
from bot.settings import load_settings
from bot.state.audit import Audit
from bot.state.database import Database
from bot.state.services import Services
from tests.builders import KNOWLEDGE

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from bot.retrieval.dictionary import Dictionary

YES = ("--yes", "--why", "试")


class Given(Context):
    """A context with an application already made."""

    def __init__(self, baigu: Service) -> None:
        super().__init__()
        self._baigu = baigu

    def made(self, _kind: type[Any]) -> Any:
        return self._baigu


class Desk:
    """An editor's folder and terminal."""

    def __init__(self, root: Path, dictionary: Dictionary) -> None:
        self.folder, self._dictionary = root / "knowledge", dictionary
        self._url = f"sqlite:///{root / 'baigu.db'}"
        shutil.copytree(KNOWLEDGE, self.folder)
        (self.folder / "questions" / "check.jsonl").write_text(
            '{"kind": "topic", "q": "文明遛狗", "expect": [{"unit": "市防洪排涝工程管理处"}]}\n', "utf-8"
        )

    def run(self, *arguments: str, typed: str | None = None) -> Result:
        settings = load_settings(_env_file=None, knowledge=self.folder, database_url=self._url, editor="小李")
        baigu = Service(settings, dictionary=self._dictionary)
        return CliRunner().invoke(main, arguments, obj=Given(baigu), input=typed)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, "utf-8")


@pytest.fixture
def desk(tmp_path: Path, dictionary: Dictionary) -> Desk:
    return Desk(tmp_path, dictionary)


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is typed comes from a terminal."""
    monkeypatch.setattr("bot.cli.publishing._is_terminal", lambda: True)


def test_publishing_shows_what_changes_and_says_its_number(desk: Desk) -> None:
    first = desk.run("publish", *YES)
    assert first.exit_code == 0
    assert "还没有发布过，这是第一版" in first.stdout
    assert "已发布第 1 版。现在没有服务在用这个数据库；启动后就用这一版" in first.stdout
    desk.write("wording/thanks.txt", "不谢")
    desk.write("wanted.toml", '[[wanted]]\nunit = "市城管局"\nsays = ["路灯坏了"]\n')
    second = desk.run("publish", *YES)
    told = "和第 1 版比：\n机器人的话：改动 1\n  ~ thanks\n要请单位讲的：新增 1\n  + 市城管局：路灯坏了\n检查题 1 道"
    assert f"{told}，0 道的回答变了\n" in second.stdout
    assert "已发布第 2 版" in second.stdout
    assert "和现在用的第 2 版一样，没有要发布的" in desk.run("publish", *YES).stdout


def test_publishing_says_which_database_and_knowledge_it_uses_and_who_will_notice(
    desk: Desk, tmp_path: Path
) -> None:
    database = Database(f"sqlite:///{tmp_path / 'baigu.db'}")
    Services(database, lambda: time.time() - 60).sign()
    Services(database).sign()
    told = desk.run("publish", *YES).stdout.splitlines()
    assert told[0] == f"数据库 {tmp_path / 'baigu.db'}，知识文件夹 {tmp_path / 'knowledge'}"
    assert re.fullmatch(r"已发布第 1 版。正在运行的服务有 2 个（最早的 [-\d: ]+ 起），几秒内换上", told[-1])
    row = json.loads(desk.run("publish", "--json", "--dry-run").stdout)
    assert (row["database"], row["knowledge"]) == (str(tmp_path / "baigu.db"), str(tmp_path / "knowledge"))
    first, second = row["services"]
    assert second - first == pytest.approx(60, abs=5)
    database.dispose()


def test_publishing_elsewhere_finds_the_installation(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it is run: in another folder, which even has settings of its own."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / ".env").write_text("BAIGU_DATABASE_URL=sqlite:///other.db\n", "utf-8")
    (tmp_path / ".env").write_text("BAIGU_DATABASE_URL=sqlite:///var/own.db\n", "utf-8")
    monkeypatch.delenv("BAIGU_KNOWLEDGE")
    monkeypatch.chdir(elsewhere)
    done = CliRunner().invoke(main, ["publish", *YES])
    assert done.stdout.splitlines()[0] == f"数据库 {tmp_path / 'var' / 'own.db'}，知识文件夹 {desk.folder}"
    assert done.stderr == (
        f"没有用 {elsewhere / '.env'}：用的是 {tmp_path} 里的设置；要用这里的，就设环境变量 BAIGU_HOME={elsewhere}\n"
    )
    assert [path.name for path in elsewhere.iterdir()] == [".env"]


def test_a_dry_run_shows_the_same_and_publishes_nothing(desk: Desk) -> None:
    shown = desk.run("publish", "--dry-run")
    assert shown.exit_code == 0
    assert "检查题 1 道" in shown.stdout
    assert "还没有发布过" in desk.run("releases").stdout


def test_what_is_refused_exits_with_one_and_says_how_to_go_on(desk: Desk) -> None:
    calibration = (desk.folder / "calibration.toml").read_text("utf-8")
    desk.run("publish", *YES)
    desk.write("calibration.toml", re.sub(r"answer = \S+", "answer = 1.0", calibration))
    refused = desk.run("publish", *YES)
    assert refused.exit_code == 1
    assert "变差了 topic 类：直接引用（answered）从 1.0 变成 0.0" in refused.stdout
    assert "要改 wording/examples.txt:1: 教人问“小区停车乱怎么办”，稿子里却没有回答" in refused.stdout
    assert (
        refused.stderr
        == '没有发布：检查题的数字变差了，有 5 处要改。改好再来；确实要这样发布，就加 --force "理由"\n'
    )
    assert desk.run("publish", *YES, "--force", "先用着").exit_code == 0
    assert "明知变差：先用着" in desk.run("releases").stdout.replace("\n", "")


def test_faults_are_told_with_file_line_and_mend(desk: Desk) -> None:
    desk.write("vocabulary.toml", '[[word]]\nsays = ["飞毯"]\nmeans = ["魔毯"]\nwhy = "童话"\n')
    refused = desk.run("publish", *YES)
    assert refused.exit_code == 1
    assert "要改 vocabulary.toml:1: means 里的“魔毯”哪篇稿子里都没有；改成稿子里" in refused.stdout
    desk.write("units.toml", "[[unit]\n")
    harmful = desk.run("publish", *YES)
    assert harmful.exit_code == 1
    assert harmful.stderr.startswith("units.toml:1: ")


def test_without_a_terminal_reason_and_consent_must_be_given_before_anything_is_done(desk: Desk) -> None:
    for arguments in (("publish",), ("publish", "--yes"), ("publish", "--why", "试"), ("rollback",)):
        refused = desk.run(*arguments)
        assert refused.exit_code == 2
        assert "没有终端可以问：写上 --why" in refused.stderr
        assert refused.stdout == ""


@pytest.mark.usefixtures("at_terminal")
def test_at_a_terminal_the_reason_is_asked_for_and_whether_one_is_sure(desk: Desk) -> None:
    declined = desk.run("publish", typed="第一版\nn\n")
    assert (declined.exit_code, "停下了" in declined.stderr) == (1, True)
    assert "还没有发布过" in desk.run("releases").stdout
    assert "已发布第 1 版" in desk.run("publish", typed="第一版\ny\n").stdout
    assert "第一版" in desk.run("releases").stdout


@pytest.mark.usefixtures("at_terminal")
def test_json_is_all_there_is_on_standard_output_even_where_it_asks(desk: Desk) -> None:
    row = json.loads(desk.run("publish", "--json", typed="第一版\ny\n").stdout)
    assert (row["release"], row["current"], row["is_new"]) == (1, None, True)
    assert row["difference"]["speeches"]["added"]
    assert {"questions", "answers", "figures", "worse", "faults"} <= row.keys()
    desk.write("vocabulary.toml", '[[word]]\nsays = ["飞毯"]\nmeans = ["魔毯"]\nwhy = "童话"\n')
    refused = desk.run("publish", "--json", *YES)
    assert refused.exit_code == 1
    assert json.loads(refused.stdout)["release"] is None
    assert json.loads(refused.stdout)["faults"][0]["path"] == "vocabulary.toml"


def test_releases_are_listed_the_newest_first_with_the_current_one_marked(desk: Desk, tmp_path: Path) -> None:
    desk.run("publish", *YES)
    desk.write("wording/thanks.txt", "[不谢]")
    desk.run("publish", "--yes", "--why", "改了[谢谢]")
    back = desk.run("rollback", *YES).stdout
    assert back.splitlines()[-1] == "已退回第 1 版。现在没有服务在用这个数据库；启动后就用这一版"
    listed = desk.run("releases").stdout
    assert listed.index("改了[谢谢]") < listed.index("▶")
    assert "小李 退回第 1 版：试" in listed
    told = json.loads(desk.run("releases", "--json").stdout)
    assert [(row["number"], row["current"]) for row in told["releases"]] == [(2, False), (1, True)]
    assert [(row["release"], row["kind"]) for row in told["switches"]] == [
        (1, "rollback"),
        (2, "publish"),
        (1, "publish"),
    ]
    database = Database(f"sqlite:///{tmp_path / 'baigu.db'}")
    noted = [(act.who, act.deed, act.about, act.address) for _, act in Audit(database).acts()]
    database.dispose()
    published = [("小李", "published", f"第 {number} 版", "命令") for number in (2, 1)]
    assert noted == [("小李", "rolled_back", "第 1 版", "命令"), *published]


def test_a_database_that_is_none_is_one_line(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "baigu.db").write_bytes(b"no database" * 1000)
    for command in (("releases",), ("publish", *YES), ("rollback", *YES)):
        failed = desk.run(*command)
        assert failed.exit_code == 1
        assert failed.stderr == (
            f"数据库 {tmp_path / 'baigu.db'} 用不了：不是数据库文件；稍后再试，或用 baigu doctor 检查\n"
        )


@pytest.mark.parametrize(
    "place",
    [
        "fangpaichu-20240111#p1",
        "https://baigu.example/speeches/fangpaichu-20240111/p1",
        "https://baigu.example/speeches/fangpaichu-20240111?p1=34-80-1a2b3c#p1",
        "http://127.0.0.1:8000/speeches/fangpaichu-20240111/p1?elder=1",
    ],
)
def test_a_passage_is_withheld_by_its_name_or_address_and_let_go_again_and_the_acts_are_listed(
    desk: Desk, place: str, tmp_path: Path
) -> None:
    assert "没有撤回过" in desk.run("withhold").stdout
    done = desk.run("withhold", place, "--yes", "--why", "说错了")
    assert done.exit_code == 0, done.output
    assert "已撤回。现在没有服务在用这个数据库" in done.stdout
    twice = desk.run("withhold", place, *YES)
    assert (twice.exit_code, "已经撤回" in twice.stderr) == (2, True)
    assert desk.run("withhold", place, "--back", *YES).exit_code == 0
    assert desk.run("withhold", place, "--back", *YES).exit_code == 2
    acts = json.loads(desk.run("withhold", "--json").stdout)
    assert [(act["passage"], act["who"], act["why"], act["is_back"]) for act in acts] == [
        ("fangpaichu-20240111#p1", "小李", "试", True),
        ("fangpaichu-20240111#p1", "小李", "说错了", False),
    ]
    database = Database(f"sqlite:///{tmp_path / 'baigu.db'}")
    noted = [(act.who, act.deed, act.about) for _, act in Audit(database).acts()]
    database.dispose()
    assert noted == [("小李", deed, "fangpaichu-20240111#p1") for deed in ("let_go", "withheld")]
    listed = desk.run("withhold").stdout
    assert "恢复" in listed
    assert "说错了" in listed


@pytest.mark.parametrize(
    "place", ["nosuch#p1", "fangpaichu-20240111", "fangpaichu-20240111#p99", "", "https://a.cn/"]
)
def test_what_is_no_passage_cannot_be_withheld(desk: Desk, place: str) -> None:
    done = desk.run("withhold", place or " ", *YES)
    assert (done.exit_code, "没有“" in done.stderr) == (2, True)


def test_publishing_says_how_many_passages_stay_withheld(desk: Desk) -> None:
    desk.run("withhold", "fangpaichu-20240111#p1", *YES)
    assert desk.run("publish", *YES).stdout.endswith("。撤回着的 1 段仍不引用\n")
