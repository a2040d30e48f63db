"""What documents show of commands that need something done before them, or somebody who types."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bot.app.web_service import WebService
from bot.cli import main
from bot.dialogue.reception import Reception
from bot.model import Question
from bot.results.table_import import TableImport
from bot.settings import load_settings
from bot.state import tables
from bot.state.memory import SqlMemory
from tests.builders import KNOWLEDGE, ROOT
from tests.journeys.service import free_port

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DOCS = sorted((ROOT / "docs").glob("*.md"))
BLOCK = re.compile(r"^```text\n\$ (.+)\n((?:.*\n)*?)```$", re.MULTILINE)
BLOCKS = [
    (page.name, found[1], found[2]) for page in DOCS for found in BLOCK.finditer(page.read_text("utf-8"))
]
MOMENT, VERSION = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d"), re.compile(r"│ [0-9a-f]{8} │")


@dataclass(frozen=True)
class Office:
    """An office with a knowledge folder and a database of its own."""

    root: Path

    @property
    def knowledge(self) -> Path:
        return self.root / "knowledge"

    @property
    def database(self) -> Path:
        return self.root / "baigu.db"

    def run(self, *arguments: str, typed: str = "") -> str:
        """What somebody at a terminal sees, with the places that documents speak of."""
        own = {
            "COLUMNS": "80",
            "BAIGU_DATABASE_URL": f"sqlite:///{self.database}",
            "BAIGU_KNOWLEDGE": str(self.knowledge),
            "BAIGU_EDITOR": "小李",
        }
        return self.as_told(CliRunner(echo_stdin=True).invoke(main, arguments, env=own, input=typed).output)

    def as_told(self, output: str) -> str:
        told = output.replace(str(self.database), "/srv/baigu/var/baigu.db")
        return told.replace(str(self.knowledge), "/srv/baigu/knowledge")

    def service(self) -> WebService:
        url = f"sqlite:///{self.database}"
        settings = load_settings(_env_file=None, knowledge=self.knowledge, database_url=url)
        return WebService(settings)

    def change(self, name: str, old: str, new: str) -> None:
        path = self.knowledge / name
        text = path.read_text("utf-8")
        assert old in text, name
        path.write_text(text.replace(old, new, 1), "utf-8")

    def publish(self, why: str) -> None:
        assert "已发布" in self.run("publish", "--yes", "--why", why)


def spoil(office: Office) -> str:
    office.change("speeches/fangpaichu-20240111.md", "unit: 市防洪排涝工程管理处", "unit: 市防排处管理处")
    office.change("speeches/fangzhiban-20240111.md", "积极帮忙联系车主挪车", "积极帮忙联系车主移车")
    with (office.knowledge / "units.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[unit]]\nname = "市水务局"\nslug = "shuiwuju"\nnicknames = ["防排处"]\n')
    return ""


def mend(office: Office) -> str:
    office.publish("开张")
    service = office.service()
    service.services.sign()
    service.close()
    office.change("speeches/fangzhiban-20240111.md", "\n  p1:\n", "\n  p1:\n  - 消防通道被车堵了\n")
    office.change("units.toml", '"防洪办", ', '"防洪办", "治水的", ')
    (office.knowledge / "wording" / "thanks.txt").write_text("不用谢。\n", "utf-8")
    with (office.knowledge / "questions" / "check.jsonl").open("a", encoding="utf-8") as file:
        file.write(
            '{"kind": "colloquial", "q": "消防通道被车堵了", "expect": [{"unit": "市方志办", "practice": 1}]}\n'
        )
    return "加一个问法\ny\n"


def worsen(office: Office) -> str:
    mend(office)
    office.publish("加一个问法")
    (office.knowledge / "speeches" / "shekelian-20240111.md").unlink()
    return ""


def twice(office: Office) -> str:
    mend(office)
    office.publish("加一个问法")
    return "谢谢的话写错了\ny\n"


def wrong(office: Office) -> str:
    mend(office)
    return "单位来电，数字有误\ny\n"


def back(office: Office) -> str:
    typed = twice(office)
    office.run("rollback", typed=typed)
    return ""


def damaged(office: Office) -> str:
    twice(office)
    service = office.service()
    with service.database.writing() as connection:
        connection.execute(tables.releases.update().where(tables.releases.c.number == 2).values(content=b"x"))
    service.close()
    return ""


def ask(office: Office) -> str:
    """Residents ask, some in vain."""
    service = office.service()
    lamp = ("路灯坏了找谁修", "路灯坏了找谁修", "路灯坏了找谁", "路灯坏了找谁修呀")
    for number, text in enumerate(("小区停车乱怎么办", *lamp, "暂住证在哪里办", "暂住证在哪里办")):
        question = Question(text, person="3f9c", key=str(number), channel="wechat")
        Reception(service.editions.current, SqlMemory(service.database)).reply(question)
    service.journal.take_in()
    service.close()
    return "y\n"


STORIES: dict[tuple[str, str], Callable[[Office], str]] = {
    ("exchange.md", "baigu export --to 表格.xlsx"): lambda _: "",
    ("publishing.md", "baigu check"): spoil,
    ("publishing.md", "baigu publish"): mend,
    ("publishing.md", "baigu publish --why 撤下社科联的讲稿 --yes"): worsen,
    ("publishing.md", "baigu releases"): back,
    ("publishing.md", "baigu rollback"): twice,
    (
        "publishing.md",
        "baigu withhold https://baigu.example.cn/speeches/fangzhiban-20240111/p1",
    ): wrong,
    ("publishing.md", "curl http://127.0.0.1:8000/readyz"): damaged,
    ("mending.md", "baigu unanswered"): ask,
    ("mending.md", "baigu attach f702217a 市方志办第1条"): ask,
    ("mending.md", "baigu journal show 1"): ask,
    ("commands.md", "baigu init 知识 --city 桂林 --campaign 乡村振兴 --account 漓江问答"): lambda _: "",
    ("commands.md", "baigu calibrate tests/golden/tune.jsonl"): lambda _: "",
    ("commands.md", "baigu serve"): lambda _: "",
    ("commands.md", "baigu console code"): lambda _: "",
}
"""What happens before each block; it gives what is typed."""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    shutil.copytree(KNOWLEDGE, tmp_path / "knowledge")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        "bot.cli.publishing._is_terminal", lambda: True
    )  # whoever types is played by the runner
    monkeypatch.setattr("bot.cli.mending._is_terminal", lambda: True)
    return Office(tmp_path)


def flat(text: str) -> str:
    told = VERSION.sub("│ ········ │", MOMENT.sub("····-··-·· ··:··", text))
    return "\n".join(line.rstrip() for line in told.strip().splitlines())


def seen(office: Office, command: str, typed: str) -> str:
    name, *arguments = shlex.split(command)
    if name == "curl":
        service = office.service()
        response = service.wsgi().test_client().get(arguments[0].removeprefix("http://127.0.0.1:8000"))
        service.close()
        return response.get_data(as_text=True)
    if arguments == ["serve"]:
        return served(office)
    places = [str(ROOT / argument) if argument.startswith("tests/") else argument for argument in arguments]
    return office.run(*places, typed=typed)


def served(office: Office) -> str:
    """What `baigu serve` prints until it serves."""
    port = str(free_port())
    command = [sys.executable, "-u", "-c", "from bot.cli import main; main()", "serve", "--port", port]
    own = {"BAIGU_DATABASE_URL": f"sqlite:///{office.database}", "BAIGU_KNOWLEDGE": str(office.knowledge)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=own, encoding="utf-8") as process:
        assert process.stdout
        lines = list(iter(process.stdout.readline, "按 Ctrl-C 停止。\n"))
        process.terminate()
    return office.as_told("".join([*lines, "按 Ctrl-C 停止。\n"])).replace(port, "8000")


@pytest.mark.parametrize(("page", "command", "shown"), BLOCKS, ids=[f"{page}: {c}" for page, c, _ in BLOCKS])
def test_a_block_shows_what_one_sees(page: str, command: str, shown: str, office: Office) -> None:
    typed = STORIES[page, command](office)
    pattern = r"(?s:.*?)".join(re.escape(part) for part in flat(shown).split("…"))
    output = flat(seen(office, command, typed))
    assert re.fullmatch(pattern, output), output


def test_the_json_of_a_table_has_the_fields_that_are_shown() -> None:
    page = (ROOT / "docs" / "exchange.md").read_text("utf-8")
    (block,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    assert list(json.loads(block)) == [field.name for field in fields(TableImport)]
