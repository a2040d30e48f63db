"""Publishing as the console does it: compared beside the service, reviewed by people, then made current."""

from __future__ import annotations

import json
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from bot.app.candidate import Candidate
from bot.app.checking import Checking
from bot.app.publishing import Publishing
from bot.errors import Fault, OperatorError
from bot.model.task import DONE
from bot.results.publication import ChangedAnswer, Changes, Difference, Gain, Preview
from bot.results.quality import Figures
from bot.state.candidates import Candidates

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.app.service import Service
    from bot.model import Release, Switch
    from bot.model.review import Kept
    from bot.model.task import Task
    from bot.results.publication import Place
    from bot.state.tasks import Tasks


_SHOWN = ("texts", "wordings", "titles", "gains")
"""What is kept of a candidate beside its preview, for whoever looks at it."""


class Releasing:
    """What the pages of publishing need.

    Args:
        start: has somebody do what waits.
    """

    def __init__(self, service: Service, tasks: Tasks, start: Callable[[], None]) -> None:
        self._service = service
        self._tasks, self._start = tasks, start
        self._candidates = Candidates(service.database, service.clock)
        self.steps: Sequence[str] = service.settings.review_steps

    def prepare(self, who: str) -> None:
        """Have the knowledge folder compared with what is published."""
        task = self.preparing()
        if task is None or task.is_over:
            self._tasks.add("prepare", who, self._seen())
        self._start()

    def keep_fresh(self, who: str) -> None:
        """Have it compared anew where something was saved or published since, unless somebody reviews what was compared."""
        kept = self.candidate()
        if not (self.is_fresh() or (kept and kept.passed and self.is_current(kept))):
            self.prepare(who)

    def is_fresh(self) -> bool:
        """Whether the last comparison is, or will be, of what stands in the folder and is published now."""
        task = self.preparing()
        return task is not None and task.given == self._seen()

    def preparing(self) -> Task | None:
        """The last comparison."""
        return self._tasks.latest("prepare")

    def candidate(self) -> Kept | None:
        """What may be published, as it was compared last."""
        return self._candidates.latest()

    def gains(self, kept: Kept) -> Sequence[Gain]:
        """Example questions that one answers and nothing answered before, those of residents first."""
        asked = self._tasks.latest("gained", DONE, {"candidate": kept.number})
        told = [*(json.loads(asked.told) if asked else ()), *kept.told.get("gains", ())]  # older ones lack it
        return [Gain(**one) for one in told]

    def is_current(self, kept: Kept) -> bool:
        """Whether nothing was published since one was compared."""
        return kept.after == self._last_switch()

    def review(self, number: int, who: str, note: str) -> str:
        """Let a candidate pass its next step; which that was."""
        return self._candidates.pass_(number, self.steps, who, note)

    def publish(self, number: int, who: str, why: str, forced_because: str | None) -> int:
        """Make a candidate current; the number of its release.

        Raises:
            OperatorError: it has not passed every step, or is not there.
            ReleaseError: it is doubtful and no reason is given, or something else was published since.
        """
        kept = self._candidates.get(number)
        if kept is None:
            raise OperatorError("这次比较的结果已经不在了；重新比较一次")
        passed = {review.step for review in kept.passed}
        left = [step for step in self.steps if step not in passed]
        if left:
            raise OperatorError(f"还没有过{'、'.join(left)}")
        candidate = Candidate(self._candidates.content(number), kept.after, _preview(kept.told))
        return self._publishing(who).publish(candidate, why, forced_because).number

    def roll_back(self, number: int, who: str, why: str) -> None:
        """Make an earlier release current again."""
        self._publishing(who).roll_back(number, why)

    def releases(self) -> tuple[Sequence[Release], Sequence[Switch], int | None]:
        """All releases and switches, the latest first, and the number of the current release."""
        kept = self._service.releases
        return kept.all(), kept.switches(), next(iter(kept.published()), None)

    @property
    def place(self) -> Place:
        """Where this publishes, and who will notice."""
        return self._publishing("").place

    def _publishing(self, who: str) -> Publishing:
        return Publishing(self._service, Checking(self._service), who)

    def _seen(self) -> Mapping[str, Any]:
        """What a comparison is of."""
        files, read = self._service.knowledge.files, sha256()
        with suppress(OSError):  # what cannot be read is told by whoever compares
            for name in files.names():
                read.update(name.encode() + b"\0" + files.read(name))
        return {"folder": read.hexdigest(), "after": self._last_switch()}

    def _last_switch(self) -> int:
        switch = next(iter(self._service.releases.switches(1)), None)
        return switch.number if switch else 0


def _preview(told: Mapping[str, Any]) -> Preview:
    """A preview as it was kept."""
    difference: dict[str, Any] = {
        name: Changes(**part) if name != "passages" and isinstance(part, dict) else part
        for name, part in told["difference"].items()
    }
    kept = {name: value for name, value in told.items() if name not in _SHOWN}
    parts = {
        "difference": Difference(**difference),
        "questions": Changes(**told["questions"]),
        "answers": tuple(ChangedAnswer(**answer) for answer in told["answers"]),
        "figures": tuple(Figures(**figures) for figures in told["figures"]),
        "worse": tuple(told["worse"]),
        "faults": tuple(Fault(**fault) for fault in told["faults"]),
    }
    return Preview(**{**kept, **parts})
