"""What would be published: the knowledge folder, checked, and held against the current release."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.app.gaining import Gaining
from bot.corpus.archive import Archive, pack
from bot.corpus.difference import changed_texts, changed_wordings, changes, difference
from bot.corpus.knowledge import Knowledge
from bot.corpus.question_file import question_files
from bot.errors import Fault, KnowledgeError, ReleaseError
from bot.evaluation import committed
from bot.evaluation.comparison import changed_answers
from bot.evaluation.measures import evaluate, report
from bot.model import Conversation, Corpus, Question
from bot.results.publication import Preview
from bot.state.entries import Entries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.app.checking import Checking
    from bot.app.service import Service
    from bot.evaluation.measures import Served
    from bot.model import Entry, Labelled
    from bot.model.progress import Progress
    from bot.results.publication import ChangedText, ChangedWording, Changes, Gain

_LATE = 90 * 86400.0
"""Seconds for which what was asked in vain is tried anew."""


@dataclass(frozen=True)
class Candidate:
    """What would be published.

    Attributes:
        content: the files, as they will be kept.
        after: number of the last switch when it was compared, 0 where nothing was published.
        preview: what publishing it would change.
        texts: the words that differ.
        wordings: what the bot says by itself that differs; nothing where nothing was published.
        titles: of the speeches that differ, by slug.
        gains: example questions that are answered from now on; some are residents' own words.
    """

    content: bytes
    after: int
    preview: Preview
    texts: tuple[ChangedText, ...] = ()
    wordings: tuple[ChangedWording, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    gains: tuple[Gain, ...] = ()


@dataclass(frozen=True)
class _State:
    """One state of the knowledge, whole."""

    corpus: Corpus
    content: bytes
    questions: tuple[Labelled, ...]


_NOTHING = _State(Corpus(), b"", ())


class Preparing:
    """Makes candidates."""

    def __init__(self, baigu: Service, checking: Checking) -> None:
        self._baigu = baigu
        self._checking = checking

    def candidate(self, progress: Progress) -> Candidate:
        """The knowledge folder as it stands now.

        Raises:
            KnowledgeError: it has faults that would do harm.
            ReleaseError: it has no speech yet.
        """
        switch = next(iter(self._baigu.releases.switches(1)), None)
        new, faults = self._folder(progress)
        compared, old, unread = self._published(progress)
        gaining, checked = Gaining(old.corpus, new.corpus, self._in_vain()), len(new.questions)
        questions = (*new.questions, *gaining.questions)
        # One after the other, for an edition takes many times the room of its outcomes: the one that was checked first.
        after = self._ask(questions, new.corpus, progress, "问改好的，检查题")
        before = self._ask(questions, old.corpus, progress, "问现在的，检查题")
        gains = tuple(gaining.gains(before, after, checked))
        before, after = before[:checked], after[:checked]
        figures = report(after).figures
        preview = Preview(
            version=new.corpus.version,
            speeches=len(new.corpus.speeches),
            current=switch.release if switch else None,
            compared=compared,
            unread=unread,
            is_new=new.content != old.content or unread is not None,
            difference=difference(old.corpus, new.corpus),
            questions=changes(*({q.text: q for q in state.questions} for state in (old, new))),
            answers=tuple(changed_answers(before, after)) if before else (),
            figures=figures,
            worse=tuple(committed.worse(report(before).figures, figures)) if before else (),
            faults=faults,
        )
        texts = tuple(changed_texts(old.corpus, new.corpus))
        wordings = tuple(changed_wordings(old.corpus, new.corpus)) if compared is not None else ()
        titles = _titles(preview.difference.speeches, old.corpus, new.corpus)
        after_switch = switch.number if switch else 0
        return Candidate(new.content, after_switch, preview, texts, wordings, titles, gains)

    def _in_vain(self) -> Sequence[Entry]:
        """What residents asked of late and was not answered."""
        return Entries(self._baigu.database).in_vain(self._baigu.clock() - _LATE)

    def _folder(self, progress: Progress) -> tuple[_State, tuple[Fault, ...]]:
        content = self._packed()
        knowledge = Knowledge(Archive(content), self._baigu.kept_speeches)
        reading = self._checking.check(knowledge, progress)
        harmful = [fault for fault in reading.faults if not fault.is_harmless]
        if harmful:
            raise KnowledgeError(harmful)
        if not reading.corpus.speeches:
            raise ReleaseError("还没有演讲稿，没有可以发布的；先用 baigu import 导入")
        return _State(reading.corpus, content, _questions(knowledge)), reading.faults

    def _packed(self) -> bytes:
        folder = self._baigu.knowledge
        if not folder.files.names():
            raise KnowledgeError(folder.read().faults)
        try:
            return pack(folder.files)
        except (OSError, UnicodeEncodeError) as error:
            # What cannot be packed reading finds as well, and tells better.
            unlike = Fault(
                str(self._baigu.settings.knowledge), 1, "刚才有文件打不开", "看看文件的权限，再来一次"
            )
            raise KnowledgeError(folder.read().faults or [unlike]) from error

    def _published(self, progress: Progress) -> tuple[int | None, _State, str | None]:
        """The latest release that can be read, else what answers without one; and why the current one cannot."""
        unread = None
        for number in self._baigu.releases.published():
            try:
                content = self._baigu.releases.content(number)
                knowledge = Knowledge(Archive(content), self._baigu.kept_speeches)
                return number, _State(knowledge.load(progress), content, _questions(knowledge)), unread
            except (ReleaseError, KnowledgeError) as error:
                unread = unread or str(error)
        began = self._baigu.unpublished()
        if began is None:
            return None, _NOTHING, unread
        knowledge = Knowledge(began, self._baigu.kept_speeches)
        return 0, _State(knowledge.load(progress), b"", _questions(knowledge)), unread

    def _ask(
        self, questions: Sequence[Labelled], corpus: Corpus, progress: Progress, what: str
    ) -> list[Served]:
        if not questions or not corpus.speeches:
            return []
        dialogue = self._checking.edition_of(corpus).dialogue
        decide = lambda text: dialogue.answer(Question(text), Conversation())[0]  # noqa: E731 # read in place
        return evaluate(progress(questions, what), decide, corpus)


def _titles(speeches: Changes, old: Corpus, new: Corpus) -> dict[str, str]:
    found = {speech.slug: speech.title for corpus in (old, new) for speech in corpus.speeches}
    return {slug: found[slug] for slug in (*speeches.added, *speeches.removed, *speeches.changed)}


def _questions(knowledge: Knowledge) -> tuple[Labelled, ...]:
    return tuple(question for _, file in question_files(knowledge.files) for _, question in file.questions)
