"""Mending what was asked in vain: the queue of it, what a mend would change, and the mend itself."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from bot.app.remembered import Remembered, deciding
from bot.app.revising import revision_of
from bot.app.settled import is_mended, key, settled_by
from bot.app.withholding import passage_at
from bot.corpus.archive import Archive
from bot.corpus.folder import KnowledgeFolder
from bot.corpus.knowledge import Knowledge
from bot.corpus.question_file import question_files
from bot.errors import KnowledgeError, MendError
from bot.evaluation import committed
from bot.evaluation.comparison import both, changed_answers
from bot.evaluation.measures import evaluate, report
from bot.mending.alike import nearest
from bot.mending.changes import change, hold, is_met
from bot.mending.clusters import JOINED, Clustering, together
from bot.model import Attach, Expected, Labelled, Status
from bot.model.progress import unshown
from bot.results.mending import Effect
from bot.state.entries import Entries

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from bot.app.service import Service
    from bot.corpus.files import Files
    from bot.corpus.revision import Revision
    from bot.dialogue.edition import Edition
    from bot.evaluation.measures import Served
    from bot.model import Answer, Corpus, Entry, Mend, Passage
    from bot.model.progress import Progress
    from bot.results.mending import Cluster

REAL = 1000
"""Questions of people that a mend is tried on."""


class Mending:
    """Mends the knowledge folder by what people asked of the service."""

    def __init__(
        self, service: Service, progress: Progress = unshown, remembered: Remembered | None = None
    ) -> None:
        self._service = service
        self._progress = progress
        self._remembered = remembered or Remembered()
        self._entries = Entries(service.database)
        self._folder_edition: Edition | None = None

    def clusters(self, since: float, until: float = math.inf) -> list[Cluster]:
        """What was asked in vain from one moment until another, mended or not, the most asked first."""
        return self.clustered(self._entries.in_vain(since, until))

    def questions(self, since: float, until: float) -> Sequence[Entry]:
        """All questions from one moment until another, the latest first."""
        return self._entries.questions(since, until)

    def clustered(self, entries: Iterable[Entry]) -> list[Cluster]:
        """Entries by what they ask for, the most asked first."""
        return Clustering(key, self._edition().search.told).clusters(entries)

    def unmended(self, clusters: Iterable[Cluster], most: int | None) -> list[Cluster]:
        """Those that the knowledge folder, as it stands, has no answer to yet; some clusters cost milliseconds each."""
        settled = self._settled()
        decide = deciding(self._edition())
        left = (c for c in clusters if not is_mended(c, settled, decide))
        return list(islice(left, most))

    def queue(self, clusters: Iterable[Cluster], most: int) -> list[Cluster]:
        """Those that what answers now has no answer to yet, marked where the folder has one; not those that wait for a speech.

        Each with those that may ask for the same.
        """
        return self.with_near(self._left(clusters, most))

    def with_near(self, clusters: Sequence[Cluster]) -> list[Cluster]:
        """Some hundred clusters, each with those of them that may ask for the same."""
        told = self._edition().search.told
        near = nearest([told(one.question) for one in clusters], [one.passage for one in clusters])
        return [
            replace(one, near=tuple(clusters[number].id for number in numbers))
            for one, numbers in zip(clusters, near, strict=True)
        ]

    def _left(self, clusters: Iterable[Cluster], most: int) -> list[Cluster]:
        self._service.editions.look()
        folder, live = self._edition(), self._service.editions.current()
        if live.corpus.version == folder.corpus.version:
            return self.unmended(clusters, most)
        settled, decided = self._settled(), settled_by(live.corpus, self._live_files())
        wanted = {key(text) for row in folder.corpus.wanted for text in row.says}
        left = (
            replace(c, is_mended=is_mended(c, settled, deciding(folder)))
            for c in clusters
            if not is_mended(c, decided | wanted, deciding(live))
        )
        return list(islice(left, most))

    def _live_files(self) -> Files:
        number = self._service.editions.number
        began = self._service.unpublished() or self._service.knowledge.files
        return began if number is None else Archive(self._service.releases.content(number))

    def cluster(self, name: str, clusters: Sequence[Cluster]) -> Cluster:
        """The cluster of that id, or of which a wording had it; of several ids, joined, all of them as one.

        Raises:
            MendError: there is none.
        """
        found = {cluster.id: cluster for id_ in name.split(JOINED) for cluster in (_named(id_, clusters),)}
        return together([*found.values()]) if len(found) > 1 else next(iter(found.values()))

    def reply(self, cluster: Cluster) -> str:
        """What was replied the last time."""
        entry = self._entries.one(cluster.entry)
        return (entry.reply if entry else None) or ""

    def passage(self, place: str) -> Passage | None:
        """The passage of the folder that a person names: as people do (某局第1条), by its id or by its address."""
        edition = self._edition()
        return edition.dialogue.named(place) or passage_at(edition.corpus, place)

    def effect(self, mend: Mend, wordings: tuple[str, ...], others: tuple[str, ...] = ()) -> Effect:
        """What a mend would change, tried and not written.

        Args:
            wordings: that are kept.
            others: that are of the same cluster and are not.

        Raises:
            MendError: it cannot be done.
            KnowledgeError: the knowledge folder has faults, or would have.
        """
        version, revision = self._revised(mend, wordings)
        knowledge = Knowledge(revision.files(), self._service.kept_speeches)
        candidate = self._checked(knowledge)
        golden = [question for _, file in question_files(knowledge.files) for _, question in file.questions]
        own = [Labelled("", text, ()) for text in dict.fromkeys((*wordings, *others))]
        known = {key(question.text) for question in (*golden, *own)}
        real = [
            Labelled("", text, ()) for text in self._entries.last_questions(REAL) if key(text) not in known
        ]
        questions = [*own, *golden, *real]
        self._service.editions.look()
        now = self._service.editions.current()
        before = self._asked(questions, now, self._remembered.of(now), "问现在的")
        edition = self._service.edition_of(candidate)
        after = self._asked(questions, edition, deciding(edition), "问改好的")
        first, last = len(own), len(own) + len(golden)
        figures = (report(outcomes[first:last]).figures for outcomes in (before, after))
        return Effect(
            version=version,
            own=tuple(map(both, before[:first], after[:first])),
            others=tuple(changed_answers(before[first:], after[first:])),
            golden=len(golden),
            real=len(real),
            worse=tuple(committed.worse(*figures)),
            is_answered=after[0].status is Status.ANSWERED,
        )

    def save(
        self, mend: Mend, wordings: tuple[str, ...], version: str | None = None, heads: Collection[str] = ()
    ) -> tuple[str, ...]:
        """Write a mend to the knowledge folder, with a question to check that it holds; the names of the files.

        Args:
            version: of the folder that its effect was seen on; None where it need not be that one.
            heads: wordings that ask for it in other words than the first, and are held besides.

        Raises:
            MendError: it cannot be done, or the folder is another since.
            SourceError: the folder cannot be written, or somebody was faster.
            KnowledgeError: the knowledge folder has faults, or would have.
        """
        now, revision = self._revised(mend, wordings)
        if version not in (None, now):
            raise MendError("刚才有人改过，没有写；再看一次会变什么，然后再确认")
        candidate = self._checked(Knowledge(revision.files(), self._service.kept_speeches))
        decide = deciding(self._service.edition_of(candidate))
        for text in dict.fromkeys((wordings[0], *(text for text in wordings if text in heads))):
            quote = decide(text).quote
            first = quote.passage if quote else None
            if not is_met(mend, first.id if first else None):
                raise MendError(f"这样改了，“{text}”还是不会用这一条来答，没有写；换一种改法")
            expected = Expected(candidate.speech_of(first).unit.name, first.place) if first else None
            objection = hold(mend, revision, text, expected)
            if objection:
                raise MendError(objection)
        return revision.write()

    def _revised(self, mend: Mend, wordings: tuple[str, ...]) -> tuple[str, Revision]:
        """The version of the folder, and what it will be."""
        knowledge = KnowledgeFolder(self._service.settings.knowledge)
        revision = revision_of(knowledge, self._progress)
        objection = self._withheld(mend)
        objection = objection or (change(mend, revision, wordings) if wordings else "没有选问法；至少选一句")
        if objection:
            raise MendError(objection)
        return revision.version, revision

    def _withheld(self, mend: Mend) -> str | None:
        """Why nothing can be attached to a passage that nobody is answered with."""
        corpus = self._edition().corpus
        passage = corpus.passage(mend.passage) if isinstance(mend, Attach) else None
        if passage is None or not corpus.names_of(passage) & self._service.withholdings.current():
            return None
        return f"{passage.id} 这一段撤回着，收进去也不会用它来答；先恢复（baigu withhold --back），或换一段"

    def _checked(self, knowledge: Knowledge) -> Corpus:
        """What would be answered from, less what is withheld."""
        reading = knowledge.read(self._progress)
        harmful = [fault for fault in reading.faults if not fault.is_harmless]
        if harmful:
            raise KnowledgeError(harmful)
        return reading.corpus.without(self._service.withholdings.current())

    def _edition(self) -> Edition:
        """The knowledge folder as it stands, built anew where it has changed."""
        service = self._service
        corpus = KnowledgeFolder(service.settings.knowledge, service.kept_speeches).load(self._progress)
        if self._folder_edition is None or self._folder_edition.corpus.version != corpus.version:
            self._folder_edition = service.edition_of(corpus)
        return self._folder_edition

    def _settled(self) -> set[str]:
        """The keys of what editors have decided on, one way or the other."""
        return settled_by(self._edition().corpus, self._service.knowledge.files)

    def _asked(
        self, questions: Sequence[Labelled], edition: Edition, decide: Callable[[str], Answer], what: str
    ) -> list[Served]:
        return evaluate(self._progress(questions, what), decide, edition.corpus)


def _named(name: str, clusters: Iterable[Cluster]) -> Cluster:
    naming = Clustering(key, lambda _: {})
    for cluster in clusters:
        if name == cluster.id or any(naming.name(wording.text) == name for wording in cluster.wordings):
            return cluster
    raise MendError(f"没有 {name} 这一组问题；用 baigu unanswered 看有哪些")
