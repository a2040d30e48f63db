"""Publishing while people ask, and publishing that is killed.

`.venv/bin/python -m tests.journeys.publishing load [SWITCHES]` and `… kill [TIMES]` print the figures of long runs.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.app.baigu import Baigu
from bot.corpus.archive import Archive
from bot.corpus.knowledge import Knowledge
from bot.model import Question
from bot.results.load import LoadFigures
from bot.retrieval.dictionary import Dictionary
from bot.settings import load_settings
from bot.simulator.account import Account
from bot.simulator.line import Line
from bot.simulator.load import MOST_AT_ONCE, Load, Plan
from bot.simulator.platform import Delivery, Platform
from bot.state.database import Database
from bot.state.releases import Releases
from tests.builders import KNOWLEDGE
from tests.journeys.service import WECHAT, running

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.simulator.account import Mode
    from bot.simulator.person import Push

QUESTIONS = ("小区停车乱怎么办", "怎么联系车主挪车", "文明遛狗", "你好", "单位", "今天天气怎么样")
STATES = {"甲": "挪车", "乙": "移车"}
"""Two states of the knowledge, told apart by a word of a text, and by one of a speech."""

PATIENCE = 60.0


def states(folder: Path, questions: int) -> dict[str, Path]:
    """Both, written below a folder; so many questions check them before they are published."""
    made = {}
    for name, word in STATES.items():
        made[name] = folder / name
        shutil.copytree(KNOWLEDGE, made[name])
        for wording in ("answered", "greeting", "units", "unanswered"):
            path = made[name] / "wording" / f"{wording}.txt"
            # Whether it helped is asked once in a conversation: the same question has the same answer without.
            text = path.read_text("utf-8").partition("{% if 评价 %}")[0].rstrip()
            path.write_text(f"〔{name}〕{text}〔{name}〕\n", "utf-8")
        for path in (*made[name].glob("speeches/*.md"), *made[name].glob("sources/*.txt")):
            path.write_text(path.read_text("utf-8").replace("联系车主挪车", f"联系车主{word}"), "utf-8")
        check = made[name] / "questions" / "check.jsonl"
        check.write_text("".join(check.read_text("utf-8").splitlines(keepends=True)[:questions]), "utf-8")
        vocabulary = made[name] / "vocabulary.toml"
        vocabulary.write_text(
            vocabulary.read_text("utf-8").replace("联系车主挪车", f"联系车主{word}"), "utf-8"
        )
    return made


def answers(made: Mapping[str, Path]) -> dict[str, dict[str, str]]:
    """Of each state, the whole answer to each question."""
    dictionary, told = Dictionary(), dict[str, dict[str, str]]()
    for name, knowledge in made.items():
        settings = load_settings(_env_file=None, knowledge=knowledge, public_url="https://baigu.example")
        baigu = Baigu(settings, dictionary=dictionary)
        told[name] = {text: baigu.ask(Question(text)).reply.text for text in QUESTIONS}
    return told


def command(database: Path, knowledge: Path, *arguments: str) -> subprocess.Popen[str]:
    """A command of ours, started."""
    rest = {name: value for name, value in os.environ.items() if not name.startswith("BAIGU_")}
    own = {
        "BAIGU_HOME": str(database.parent),
        "BAIGU_DATABASE_URL": f"sqlite:///{database}",
        "BAIGU_KNOWLEDGE": str(knowledge),
        "BAIGU_PUBLIC_URL": "https://baigu.example",
        "BAIGU_EDITOR": "测试",
        "PYTHONUNBUFFERED": "1",
    }
    return subprocess.Popen(
        [sys.executable, "-c", "from bot.cli import main; main()", *arguments],
        cwd=database.parent,
        env={**rest, **own},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def publish(database: Path, knowledge: Path) -> None:
    """Publish and wait."""
    done = command(database, knowledge, "publish", "--yes", "--why", "测试")
    told, _ = done.communicate(timeout=PATIENCE)
    assert done.returncode == 0, told
    assert "已发布" in told, told


def roll_back(database: Path, knowledge: Path, number: int) -> None:
    """Roll back and wait."""
    done = command(database, knowledge, "rollback", str(number), "--yes", "--why", "测试")
    told, _ = done.communicate(timeout=PATIENCE)
    assert done.returncode == 0, told


class Listening(Platform):
    """WeChat, which also remembers what it showed to whom, and when."""

    def __init__(self, account: Account, line: Line) -> None:
        super().__init__(account, line)
        self.shown: list[tuple[float, float, str, str]] = []

    def deliver(self, push: Push, mode: Mode, *, dropped: bool = False) -> Delivery:
        asked_at = time.monotonic()
        delivery = super().deliver(push, mode, dropped=dropped)
        text = "；".join(delivery.screen.faults) or delivery.screen.text
        self.shown.append((asked_at, time.monotonic(), push.shown, text))
        return delivery


def under_load(
    folder: Path, switches: int, rate: float, *, questions: int = 8, settles: float = 8.0
) -> dict[str, Any]:
    """Publish and roll back again and again while people ask, and for some seconds after; the figures."""
    database, made = folder / "baigu.db", states(folder, questions)
    expected = answers(made)
    publish(database, made["甲"])
    current, taken = "甲", list[tuple[float, str]]()
    with running(folder) as service:
        account = Account(WECHAT.token, WECHAT.app_id, WECHAT.aes_key)
        platform = Listening(account, Line(service.webhook, connections=MOST_AT_ONCE))
        over = threading.Event()
        figures = list[LoadFigures]()
        asking = threading.Thread(target=lambda: figures.extend(_ask(platform, rate, over)))
        asking.start()
        for number in range(switches):
            other = "乙" if current == "甲" else "甲"
            if number % 2:  # every other one goes back to what was there before
                roll_back(database, made[current], _last_release(database, other, taken))
            else:
                publish(database, made[other])
            current = other
            taken.append((time.monotonic(), current))
        time.sleep(settles)
        over.set()
        asking.join()
    return _figures(platform, expected, taken, figures)


def _ask(platform: Listening, rate: float, over: threading.Event) -> list[LoadFigures]:
    figures = list[LoadFigures]()
    while not over.is_set():
        load = Load(platform, platform.account.modes, QUESTIONS, seed=len(figures))
        figures.append(load.run(Plan(rate, 2.5)))
    return figures


def _last_release(database: Path, state: str, taken: list[tuple[float, str]]) -> int:
    """The number of the last release of a state: the first is 甲, each publish adds one."""
    kept = Releases(Database(f"sqlite:///{database}"))
    numbers = [release.number for release in kept.all() if f"〔{state}〕" in _wording(kept, release.number)]
    assert taken
    return numbers[0]


def _wording(kept: Releases, number: int) -> str:
    return Knowledge(Archive(kept.content(number))).load().wording["answered"]


def _figures(
    platform: Listening,
    expected: Mapping[str, Mapping[str, str]],
    taken: list[tuple[float, str]],
    figures: list[LoadFigures],
) -> dict[str, Any]:
    mixed = [text for *_, asked, text in platform.shown if text not in {e[asked] for e in expected.values()}]
    delays = list[float]()
    for (since, state), (until, _) in zip(taken, (*taken[1:], (float("inf"), "")), strict=True):
        old = [
            asked_at - since
            for asked_at, _, asked, text in platform.shown
            if since < asked_at < until and text != expected[state][asked]
        ]
        delays.append(max(old, default=0.0))
    return {
        "switches": len(taken),
        "messages": sum(run.messages for run in figures),
        "deliveries": len(platform.shown),
        "faults": sum((Counter(run.faults) for run in figures), Counter[str]()),
        "differing": sum(len(run.differing) for run in figures),
        "neither_old_nor_new": len(mixed),
        "slowest_answer": max(run.seconds["max"] for run in figures),
        "p99": max(run.seconds["p99"] for run in figures),
        "old_answer_seconds_after": {
            "median": round(sorted(delays)[len(delays) // 2], 1),
            "max": round(max(delays), 1),
        },
    }


def killed(folder: Path, times: int, *, questions: int = 8) -> dict[str, Any]:
    """Kill publishing at random points while a service answers; the figures."""
    database, made = folder / "baigu.db", states(folder, questions)
    expected = answers(made)
    chance, came = random.Random(7), Counter[str]()  # noqa: S311 # when to kill is no secret
    started = time.monotonic()
    publish(database, made["甲"])
    whole = 1.5 * (time.monotonic() - started)  # those that follow have a release to compare with as well
    with running(folder, workers=1) as service:
        account = Account(WECHAT.token, WECHAT.app_id, WECHAT.aes_key)
        platform = Listening(account, Line(service.webhook))
        for number in range(times):
            before = _state(database)
            other = "乙" if before == "甲" else "甲"
            process = command(database, made[other], "publish", "--yes", "--why", "测试")
            _wait_for_moment(process, chance, None if number % 2 else whole)
            process.send_signal(signal.SIGKILL)
            process.communicate()
            after = _state(database)
            came["new" if after == other else "old"] += 1
            assert after in (before, other)
            Load(platform, platform.account.modes, QUESTIONS).run(Plan(20, 0.5, dropped=0, repeated=0))
    neither = [t for *_, asked, t in platform.shown if t not in {e[asked] for e in expected.values()}]
    return {"kills": times, **came, "asked": len(platform.shown), "neither_old_nor_new": len(neither)}


def _wait_for_moment(process: subprocess.Popen[str], chance: random.Random, whole: float | None) -> None:
    """Any moment of publishing, or one close to the transaction, which comes after the last line printed before it."""
    if whole:
        time.sleep(chance.uniform(0, whole))
        return
    assert process.stdout
    while (line := process.stdout.readline()) and "检查题" not in line:
        pass
    time.sleep(chance.uniform(0, 0.03))


def _state(database: Path) -> str:
    """Which state is current; every release that is kept must be whole, and the database sound."""
    opened = Database(f"sqlite:///{database}")
    kept = Releases(opened)
    with opened.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    numbers = [release.number for release in kept.all()]
    assert [switch.release for switch in kept.switches()] == numbers
    texts = {number: _wording(kept, number) for number in numbers}
    opened.dispose()
    return "甲" if "〔甲〕" in texts[numbers[0]] else "乙"


def main(what: str, times: int) -> None:
    """Print the figures."""
    run: Callable[[Path], dict[str, Any]] = {
        "load": lambda folder: under_load(folder, times, 20),
        "kill": lambda folder: killed(folder, times),
    }[what]
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(run(Path(folder)), ensure_ascii=False, indent=2))  # noqa: T201 # what it is run for


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if sys.argv[2:] else {"load": 100, "kill": 50}[sys.argv[1]])
