"""Everything that is wrong with knowledge, found at once: for `baigu check`, for publishing and for the doctor."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.app.menu import menu_file
from bot.channel.wording_check import check_wording
from bot.corpus.checks import check_keywords, check_sources, check_vocabulary
from bot.corpus.question_file import check_questions
from bot.corpus.verbatim import check_verbatim
from bot.dialogue.example_check import check_examples
from bot.model.progress import unshown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.app.baigu import Baigu
    from bot.corpus.knowledge import Knowledge, Reading
    from bot.dialogue.edition import Edition
    from bot.errors import Fault
    from bot.model import Corpus
    from bot.model.progress import Progress


class Checking:
    """Checks knowledge as an installation would use it: its links, its hotline, its menu."""

    def __init__(self, baigu: Baigu) -> None:
        self._build = baigu.edition_of
        self._at_hand: tuple[Corpus, Edition] | None = None
        self._links = baigu.links
        self._hotline = baigu.settings.hotline
        self._menu = menu_file(baigu.settings)

    def edition_of(self, corpus: Corpus) -> Edition:
        """A corpus, ready to answer; the last one stays at hand, for what was checked is asked as well."""
        if self._at_hand is None or self._at_hand[0] is not corpus:
            self._at_hand = None  # two would take twice the room
            self._at_hand = corpus, self._build(corpus)
        return self._at_hand[1]

    def check(self, knowledge: Knowledge, progress: Progress = unshown) -> Reading:
        """The corpus as far as it could be read, and all faults in the order of files and lines."""
        reading = knowledge.read(progress)
        faults = [*reading.faults, *self._menu.faults()]
        if knowledge.files.names():
            faults += self._further(reading, knowledge)
        faults.sort(key=lambda fault: (fault.path, fault.line))
        return replace(reading, faults=tuple(faults))

    def _further(self, reading: Reading, knowledge: Knowledge) -> Iterator[Fault]:
        """What can be used and is wrong all the same."""
        yield from check_wording(reading.corpus, self._links, self._hotline)
        yield from check_sources(reading.corpus, knowledge.files)
        yield from check_verbatim(reading.corpus, knowledge.files)
        if not any(fault.path.startswith(("speeches", "units")) for fault in reading.faults):
            # Else what stands in a speech that could not be read would be missed here once more.
            yield from check_keywords(reading.corpus, knowledge.files)
            yield from check_vocabulary(reading.corpus, knowledge.files)
            yield from check_questions(reading.corpus, knowledge.files)
        if not reading.faults and reading.corpus.speeches:
            yield from check_examples(reading.corpus, self.edition_of(reading.corpus).dialogue)
