"""What answers: the knowledge folder, what was built from it, and questions put to it without being recorded."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from bot.channel.reply import Renderer
from bot.corpus.folder import KnowledgeFolder
from bot.corpus.kept_speeches import KeptSpeeches
from bot.dialogue.dialogue import Dialogue
from bot.dialogue.edition import Edition
from bot.dialogue.links import Links
from bot.model import Conversation
from bot.model.progress import unshown
from bot.retrieval.dictionary import Dictionary
from bot.retrieval.meaning import Meaning
from bot.retrieval.normalization import normalise
from bot.retrieval.portion_files import PortionFiles
from bot.retrieval.portions import Portions
from bot.retrieval.search import Search
from bot.retrieval.shelf_file import ShelfFiles
from bot.retrieval.vector_file import VectorFile
from bot.state.masking import mask

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.dialogue.edition import Replied
    from bot.model import Answer, Corpus, Question, Reply
    from bot.model.progress import Progress
    from bot.settings import Settings


class Baigu:
    """What answers, wired from settings, each part when it is first asked for.

    Args:
        clock: seconds since 1970.
        dictionary: the words of general Chinese; loaded when first needed if not given.
        progress: is shown how far it is with what takes long when there are many speeches.
    """

    def __init__(
        self,
        settings: Settings,
        clock: Callable[[], float] = time.time,
        dictionary: Dictionary | None = None,
        progress: Progress = unshown,
    ) -> None:
        self.settings = settings
        self.clock = clock
        self._dictionary = dictionary
        self._progress = progress

    @cached_property
    def knowledge(self) -> KnowledgeFolder:
        """The knowledge folder."""
        return KnowledgeFolder(self.settings.knowledge, self.kept_speeches)

    @cached_property
    def kept_speeches(self) -> KeptSpeeches:
        """Speeches as they were read before."""
        return KeptSpeeches(self._kept_here / "speeches.jsonl")

    @cached_property
    def edition(self) -> Edition:
        """The knowledge folder, ready to answer: what editors look at before they publish."""
        return self.edition_of(self.knowledge.load())

    def edition_of(self, corpus: Corpus) -> Edition:
        """A corpus, ready to answer."""
        # Its version would not do: parts of it may have been withheld, or replaced.
        told = (corpus.city, corpus.units, corpus.themes, corpus.synonyms, corpus.speeches)
        if self.meaning:
            corpus = replace(corpus, calibration=corpus.calibration_with_meaning or corpus.calibration)
        with self._shelves.of(repr((*told, self.meaning and self.meaning.name))) as shelf:
            search = Search(corpus, self.dictionary, shelf, self.portions, meaning=self.meaning)
        return self.edition_by(corpus, search)

    def edition_by(self, corpus: Corpus, search: Search) -> Edition:
        """A corpus, ready to answer with what searches it."""
        dialogue = Dialogue(corpus, search, normalise)
        settings = self.settings
        cards, staffed = settings.cards == "news", settings.staffed
        tapped, typed = (
            Renderer(corpus, self.links, settings.hotline, staffed, cards=cards, taps=taps, mask=mask)
            for taps in (True, False)
        )

        def render(answer: Answer, channel: str = "") -> Reply:
            return (typed if channel == "wecom" else tapped).render(answer)

        return Edition(corpus, search, dialogue, render)

    @cached_property
    def _shelves(self) -> ShelfFiles:
        return ShelfFiles(self._kept_here)

    @cached_property
    def portions(self) -> Portions:
        """What is made of speeches, a few hundred at a time."""
        return Portions(PortionFiles(self._kept_here), self._progress)

    @cached_property
    def meaning(self) -> Meaning | None:
        """The second opinion on what texts mean, where it is switched on.

        Raises:
            SettingsError: it is, and the encoder is not installed.
        """
        if self.settings.meaning == "off":
            return None
        from bot.retrieval.e5 import E5  # noqa: PLC0415 # an extra

        return Meaning(E5(), VectorFile(self._kept_here / "meaning.npz"), self._progress)

    @property
    def _kept_here(self) -> Path:
        """What is made of the knowledge at some expense."""
        return self.settings.var / "shelves"

    def ask(self, question: Question, conversation: Conversation | None = None) -> Replied:
        """Put a question without recording it.

        Raises:
            UnfaithfulQuote: the reply would not be word for word.
        """
        return self.edition.ask(question, conversation or Conversation())

    def close(self) -> None:
        """Let go of what is held open; without a database that is nothing."""

    @cached_property
    def dictionary(self) -> Dictionary:
        """The words of general Chinese."""
        return self._dictionary or Dictionary(ShelfFiles(self.settings.var / "words"))

    @cached_property
    def links(self) -> Links:
        """Addresses of pages."""
        return Links(self.settings.public_url)
