"""An older program and this one side by side on one database, as in an upgrade of one machine after another.

    git worktree add --detach ../old REVISION
    python -m tests.journeys.rolling ../old [redis]

Old first, then this one, messages to both, then back, then the old one started again. Prints what became of it, and ends
with 1 where two replies to one message differ or an entry is missing or twice.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests import postgresql, redis_server
from tests.builders import ROOT
from tests.journeys.messages import reply_to
from tests.journeys.service import running
from tests.wechat.counterpart import text_message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.journeys.service import Running

QUESTIONS = (
    *("小区停车乱怎么办", "文明遛狗怎么管的", "防排处", "2", "还有吗"),
    *("路边乱停车", "老旧小区怎么改造", "志愿者怎么报名", "今天天气怎么样", "楼道里的小广告怎么清"),
)
_RACES, _FILLS_WITHIN = 40, 60


class Upgrade:
    """Two programs on the same state."""

    def __init__(self, old: Path, settings: dict[str, str]) -> None:
        self._old, self._settings = old, settings
        self._asked = set[str]()
        self.wrong = list[str]()

    def publish(self) -> None:
        """The first release, by the old program."""
        command = [sys.executable, "-c", f"{_of(self._old)}\nfrom bot.cli import main; main()", "publish"]
        with tempfile.TemporaryDirectory() as home:
            own = {f"BAIGU_{name}": value for name, value in {**self._settings, "HOME": home}.items()}
            subprocess.run(
                [*command, "--why", "第一版", "--yes"], cwd=home, env={**os.environ, **own}, check=True
            )

    def run(self) -> None:
        """All of it, in turn."""
        self.publish()
        with self.started(self._old) as old:
            before = self.say(old, "oOld")
            with self.started(ROOT) as new:
                self.expect("retries at the other", zip(before, self.say(new, "oOld"), strict=True))
                self.expect(
                    "one message to both in turn",
                    zip(self.say(new, "oBoth"), self.say(old, "oBoth"), strict=True),
                )
                self.expect("one message to both at once", self.raced(old, new))
                self.goes_on(old, new, "oGoes")
                self.goes_on(new, old, "oComes")
                anew = zip(self.say(old, "oOne"), self.say(new, "oOther"), strict=True)
                print(
                    "one question to each, told alike:",
                    sum(one == other for one, other in anew),
                    "of",
                    len(QUESTIONS),
                )
            self.say(old, "oBack")
        with self.started(self._old) as again:
            self.expect("retries after going back", zip(before, self.say(again, "oOld"), strict=True))
            self.count(again)

    @contextmanager
    def started(self, program: Path) -> Iterator[Running]:
        """A service in a folder of its own."""
        print(f"— {program.resolve().name}", flush=True)
        with (
            tempfile.TemporaryDirectory(prefix="baigu-rolling-") as home,
            running(Path(home), first=_of(program), **self._settings) as service,  # type: ignore[arg-type] # settings by their names
        ):
            yield service

    def say(self, service: Running, person: str) -> list[str]:
        """All questions, as the messages of a person that have numbers."""
        return [self.ask(service, text, person, f"{person}{n}") for n, text in enumerate(QUESTIONS)]

    def ask(self, service: Running, text: str, person: str, message: str) -> str:
        """What is replied."""
        self._asked.add(message)
        root = reply_to(service, text_message(text, person=person, msg_id=message))
        return "" if root is None else root.findtext("Content") or ""

    def raced(self, *services: Running) -> Iterator[tuple[str, str]]:
        with ThreadPoolExecutor(len(services)) as pool:
            for n in range(_RACES):
                text, message = QUESTIONS[n % 3], f"race{n}"
                one, other = pool.map(lambda service: self.ask(service, text, "oRaces", message), services)  # noqa: B023 # in this round
                yield one, other

    def goes_on(self, one: Running, other: Running, person: str) -> None:
        """The one lists what a unit did, the other is told a number of the list, until it is told to forget."""
        self.ask(one, "防排处", person, f"{person}1")
        chosen = self.ask(other, "2", person, f"{person}2")
        self.ask(one, "防排处", person, f"{person}3")
        self.ask(other, "删除我的记录", person, f"{person}4")
        forgotten = self.ask(one, "2", person, f"{person}5")
        known = ["泵站开放日" in reply for reply in (chosen, forgotten)]
        self.expect("what was said is known, then forgotten", [(known, [True, False])])

    def count(self, service: Running) -> None:
        """Each message has one entry, once all have come into the journal."""
        until = time.monotonic() + _FILLS_WITHIN
        while service.rows("journal") < len(self._asked) and time.monotonic() < until:
            time.sleep(0.2)
        self.expect("entries of messages", [(service.journal(), len(self._asked))])

    def expect(self, what: str, pairs: Iterable[tuple[object, object]]) -> None:
        told = list(pairs)
        alike = sum(one == other for one, other in told)
        print(f"{what}: {alike} of {len(told)} alike", flush=True)
        if alike < len(told):
            self.wrong.append(what)


def _of(program: Path) -> str:
    """What makes a process one of that program."""
    return f"import sys; sys.path.insert(0, {str(program.resolve())!r})"


def main(old: str, redis: str = "") -> int:
    """Run it; see above."""
    with postgresql.running() as database, ExitStack() as until:
        settings = {
            "DATABASE_URL": database.new_database(),
            "SECRET_KEY": "one for both of them, and long",
            "KNOWLEDGE": str(Path(old).resolve() / "knowledge"),
        }
        if redis:
            settings["REDIS_URL"] = until.enter_context(redis_server.running()).new_database()
        upgrade = Upgrade(Path(old), settings)
        upgrade.run()
    print("\n".join(upgrade.wrong) or "all well")
    return bool(upgrade.wrong)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
