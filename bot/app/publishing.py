"""Publishing: the knowledge folder becomes a release, held against the current one first."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.corpus.archive import Archive, pack
from bot.corpus.difference import difference
from bot.corpus.knowledge import Knowledge
from bot.corpus.question_file import question_files
from bot.corpus.releases import Release
from bot.errors import Fault, KnowledgeError, ReleaseError, SettingsError
from bot.evaluation import committed
from bot.evaluation.comparison import changed_answers
from bot.evaluation.measures import evaluate, report
from bot.model import Conversation, Corpus, Question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from bot.app.baigu import Baigu
    from bot.app.checking import Checking
    from bot.corpus.difference import Difference
    from bot.corpus.releases import Switch
    from bot.evaluation.comparison import ChangedAnswer
    from bot.evaluation.measures import Outcome
    from bot.model import Labelled

    Progress = Callable[[Sequence[Any], str], Iterable[Any]]


@dataclass(frozen=True)
class Candidate:
    """What would be published, and what that would change.

    Attributes:
        content: the files, as they will be kept.
        after: number of the switch it was compared with, 0 where nothing was published.
        current: number of the release it was compared with; None where there is none.
        is_new: whether it is anything else than that.
        unread: why the current release could not be compared with.
        difference: to the current release; to nothing where it could not be read.
        answers: to its questions, where they are others.
        figures: of its questions, as `baigu eval` gives them.
        worse: which of them got worse.
        faults: of the knowledge, such as leave every answer right.
    """

    content: bytes
    version: str
    speeches: int
    after: int
    current: int | None
    is_new: bool
    unread: str | None
    difference: Difference
    answers: tuple[ChangedAnswer, ...]
    figures: Sequence[dict[str, Any]]
    worse: tuple[str, ...]
    faults: tuple[Fault, ...]

    @property
    def is_doubtful(self) -> bool:
        """Whether there must be a reason to publish it all the same."""
        return bool(self.worse or self.faults)


@dataclass(frozen=True)
class _Published:
    """The current release, as far as it can be read."""

    number: int | None
    content: bytes
    corpus: Corpus
    unread: str | None = None


class Publishing:
    """Publishes, and goes back."""

    def __init__(self, baigu: Baigu, checking: Checking) -> None:
        self._baigu = baigu
        self._checking = checking

    @property
    def editor(self) -> str:
        """Who publishes.

        Raises:
            SettingsError: nobody can tell.
        """
        try:
            return self._baigu.settings.editor or getpass.getuser()
        except (OSError, KeyError, ImportError) as error:
            raise SettingsError("不知道是谁在发布；用 BAIGU_EDITOR 写上名字") from error

    def prepare(self, progress: Progress) -> Candidate:
        """The knowledge folder as it stands now, checked and compared.

        Raises:
            KnowledgeError: it has faults that would do harm.
        """
        switch = self._latest()
        content = self._packed()
        knowledge = Knowledge(Archive(content))
        reading = self._checking.check(knowledge, progress)
        harmful = [fault for fault in reading.faults if not fault.is_harmless]
        if harmful:
            raise KnowledgeError(harmful)
        published = self._published(switch, progress)
        questions = [
            question for _, file in question_files(knowledge.files) for _, question in file.questions
        ]
        # One after the other: an edition takes many times the room of its outcomes.
        before = self._ask(questions, published.corpus, progress) if published.corpus.speeches else []
        after = self._ask(questions, reading.corpus, progress)
        figures = report(after)["figures"]
        return Candidate(
            content=content,
            version=reading.corpus.version,
            speeches=len(reading.corpus.speeches),
            after=switch.number if switch else 0,
            current=published.number,
            is_new=content != published.content,
            unread=published.unread,
            difference=difference(published.corpus, reading.corpus),
            answers=tuple(changed_answers(before, after)) if before else (),
            figures=figures,
            worse=tuple(committed.worse(report(before)["figures"], figures)) if before else (),
            faults=reading.faults,
        )

    @staticmethod
    def hold_back(candidate: Candidate, forced_because: str | None) -> None:
        """Refuse what is doubtful.

        Raises:
            ReleaseError: figures got worse or there are faults, and no reason is given to publish all the same.
        """
        if candidate.is_doubtful and not forced_because:
            why = "检查题的数字变差了" if candidate.worse else f"有 {len(candidate.faults)} 处要改"
            raise ReleaseError(f'{why}，没有发布；改好再来，确实要这样发布就加 --force "理由"')

    def publish(self, candidate: Candidate, why: str, forced_because: str | None = None) -> Release:
        """Make a candidate the current release.

        Raises:
            ReleaseError: see `hold_back`; or another was published since it was compared.
        """
        self.hold_back(candidate, forced_because)
        release = Release(
            version=candidate.version,
            who=self.editor,
            why=why,
            speeches=candidate.speeches,
            figures=candidate.figures,
            forced_because=forced_because if candidate.is_doubtful else None,
        )
        return self._baigu.releases.publish(release, candidate.content, candidate.after)

    def before(self) -> int:
        """The release that was current before the current one was published.

        Raises:
            ReleaseError: there is none.
        """
        switches = self._baigu.releases.switches()
        current = switches[0].release if switches else None
        own = next((n for n, s in enumerate(switches) if s.release == current and s.kind == "publish"), -1)
        if not switches[own + 1 :]:
            raise ReleaseError("前面没有可以退回的版本；用 baigu releases 看有哪些")
        return switches[own + 1].release

    def roll_back(self, number: int, why: str) -> None:
        """Make an earlier release current again.

        Raises:
            ReleaseError: there is no such release, it is damaged, or it is the current one.
            KnowledgeError: it cannot be used any more.
        """
        switch = self._latest()
        Knowledge(Archive(self._baigu.releases.content(number))).load()
        if switch and switch.release == number:
            raise ReleaseError(f"现在用的就是第 {number} 版")
        self._baigu.releases.roll_back(number, self.editor, why, switch.number if switch else 0)

    def _latest(self) -> Switch | None:
        return next(iter(self._baigu.releases.switches(1)), None)

    def _packed(self) -> bytes:
        folder = self._baigu.knowledge
        if not folder.files.names():
            raise KnowledgeError(folder.read().faults)
        try:
            return pack(folder.files)
        except OSError as error:
            fault = Fault(str(error.filename), 1, f"打不开（{error.strerror}）", "看文件的权限")
            raise KnowledgeError([fault]) from error

    def _published(self, switch: Switch | None, progress: Progress) -> _Published:
        if switch is None:
            return _Published(None, b"", Corpus())
        try:
            content = self._baigu.releases.content(switch.release)
            return _Published(switch.release, content, Knowledge(Archive(content)).load(progress))
        except (ReleaseError, KnowledgeError) as error:
            return _Published(switch.release, b"", Corpus(), str(error))

    def _ask(self, questions: Sequence[Labelled], corpus: Corpus, progress: Progress) -> list[Outcome]:
        if not questions:
            return []
        dialogue = self._baigu.edition_of(corpus).dialogue
        decide = lambda text: dialogue.answer(Question(text), Conversation())[0]  # noqa: E731 # read in place
        return evaluate(progress(questions, "问检查题"), decide, corpus)
