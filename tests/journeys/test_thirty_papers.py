"""Thirty documents of a city that does not exist: the whole way that knowledge/README.md shows, as a clerk types it."""

from __future__ import annotations

import os
import pty
import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bot.app.web_service import WebService
from bot.corpus.folder import KnowledgeFolder
from bot.settings import load_settings
from tests.builders import KNOWLEDGE
from tests.journeys import papers, second_city
from tests.journeys.messages import now, reply_to
from tests.journeys.service import running
from tests.journeys.test_second_city import OURS
from tests.wechat.counterpart import text_message

if TYPE_CHECKING:
    from pathlib import Path

    from bot.retrieval.dictionary import Dictionary

BAIGU = [sys.executable, "-c", "from bot.cli import main; main()"]
TYPED = {"为什么发布": "开张", "发布吗？ [y/N]": "y", "单位": "梅岭街道"}
"""What a clerk answers where something is asked; to all else that it is right."""


class Clerk:
    """Types commands at a terminal, in a folder that holds everything."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.seen: dict[str, str] = {}

    def types(self, command: str, code: int = 0) -> str:
        """What the terminal shows in the end."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("BAIGU_")}
        terminal, other = pty.openpty()
        process = subprocess.Popen(
            [*BAIGU, *shlex.split(command)],
            cwd=self.home,
            env={**own, "BAIGU_HOME": str(self.home), "PYTHONPATH": str(KNOWLEDGE.parent), "COLUMNS": "200"},
            stdin=other,
            stdout=other,
            stderr=other,
        )
        os.close(other)
        shown = self._shown(terminal)
        assert process.wait(timeout=60) == code, shown
        self.seen[command] = shown
        return shown

    @staticmethod
    def _shown(terminal: int) -> str:
        raw, answered = b"", 0
        while True:
            try:
                more = os.read(terminal, 65536)
            except OSError:  # the other end is closed
                break
            raw += more
            line = raw[answered:].decode("utf-8", "replace").rpartition("\n")[2]
            if line.endswith(": "):
                answered = len(raw)
                asked = line.rpartition("\r")[2].removesuffix(": ")
                os.write(terminal, f"{TYPED.get(asked, '')}\n".encode())
        os.close(terminal)
        return raw.decode("utf-8", "replace").replace("\r\n", "\n")


def commands() -> list[str]:
    """Every command that the page shows on the way, for the city that does not exist."""
    way = (KNOWLEDGE / "README.md").read_text("utf-8").partition("## 新的城市")[2].partition("\n## ")[0]
    found = re.findall(r"^ {4,}baigu (.+)$", way, re.MULTILINE)
    return [command.replace("桂林", "云溪").replace("漓江", "云溪") for command in found]


@pytest.fixture(scope="module")
def clerk(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """A clerk who has gone the whole way up to serving."""
    home = tmp_path_factory.mktemp("thirty")
    papers.write(home / "稿子")
    clerk = Clerk(home)
    for command in commands():
        if command.startswith("init"):
            shown = clerk.types(command)
            line = next(line for line in shown.splitlines() if "BAIGU_KNOWLEDGE=" in line)
            (home / ".env").write_text(line.strip() + "\n", "utf-8")
        elif command not in ("serve", "chat", "doctor"):
            clerk.types(command)
    return clerk


def test_the_page_shows_the_whole_way() -> None:
    names = [command.split()[0] for command in commands()]
    assert names == ["init", "import", "accept", "check", "ask", "chat", "publish", "serve", "doctor"]


def test_every_document_is_spoken_under_its_own_unit_speaker_and_date(clerk: Clerk) -> None:
    corpus = KnowledgeFolder(clerk.home / "知识").load()
    told = {(s.title, s.unit.name, s.speaker, len(s.practices)) for s in corpus.speeches}
    assert told == {(row[2], row[0], row[1] or None, 2) for row in papers.ROWS}
    assert clerk.seen["accept 知识/drafts"].count("单位：") == 1
    assert "收下 30 篇，先放着 0 篇" in clerk.seen["accept 知识/drafts"]
    assert all(speech.date for speech in corpus.speeches)
    assert not any(path.is_file() for path in (clerk.home / "知识" / "drafts" / "sources").iterdir())
    assert "没有毛病：30 篇" in clerk.seen["check"]
    assert "已发布第 1 版" in clerk.seen["publish"]


def test_a_question_is_answered_in_the_words_of_a_document(clerk: Clerk) -> None:
    assert "新增停车位860个" in clerk.seen["ask 没地方停车怎么办"]
    assert "老人一顿饭只花8元" in clerk.types("ask 老人吃饭怎么办")
    assert "建起电动车充电棚58处" in clerk.types("ask 飞线充电怎么管")


def test_a_signed_message_is_answered_from_what_was_published(clerk: Clerk) -> None:
    database = f"sqlite:///{clerk.home / 'var' / 'baigu.db'}"
    with running(clerk.home, KNOWLEDGE=str(clerk.home / "知识"), DATABASE_URL=database) as service:
        replies = [
            reply_to(service, text_message(text, created=now().now, msg_id=str(number)), "safe")
            for number, text in enumerate(("没地方停车怎么办", "帮助", "火箭怎么造", "市民政局做了什么"), 1)
        ]
        texts = [reply.findtext("Content") or "" for reply in replies if reply is not None]
    assert "新增停车位860个" in texts[0]
    assert len(texts) == len(replies)
    assert [text for text in texts if OURS.search(text)] == []


def test_nothing_that_is_shown_names_another_city(clerk: Clerk) -> None:
    assert [shown for shown in clerk.seen.values() if OURS.search(shown.replace("baigu", ""))] == []


def test_no_page_names_another_city(clerk: Clerk, dictionary: Dictionary, tmp_path: Path) -> None:
    base = "https://yunxi.example.cn"
    settings = load_settings(
        _env_file=None,
        knowledge=clerk.home / "知识",
        public_url=base,
        database_url=f"sqlite:///{tmp_path}/pages.db",
        secret_key="test",
    )
    service = WebService(settings, dictionary=dictionary)
    seen = dict(second_city.pages(service.wsgi().test_client(), base))
    service.close()
    assert len(seen) > 100
    assert [path for path, page in seen.items() if OURS.search(page) or "桂林" in page] == []
