"""Taking a passage back at once, and letting it go again."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from bot.dialogue.directory import Directory
from bot.errors import BaiguError, OperatorError
from bot.retrieval.normalization import normalise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.app.service import Service
    from bot.model import Corpus, Passage, Speech, Withholding

_PLACE = re.compile(
    r"(?:.*/speeches/)?(?P<speech>[^/?#]+)(?:/(?P<path>[^/?#]+))?(?:\?[^#]*)?(?:#(?P<anchor>[^#]+))?"
)


def passage_at(corpus: Corpus, place: str) -> Passage | None:
    """The passage that a person means by its id, or by the address of its page."""
    found = _PLACE.fullmatch(unquote(place.strip()))
    return corpus.passage(f"{found['speech']}#{found['anchor'] or found['path']}") if found else None


def speech_at(speeches: Mapping[str, Speech], place: str) -> Speech | None:
    """The speech that a person means by its slug, by the id of a passage or by an address of either."""
    found = _PLACE.fullmatch(unquote(place.strip()))
    return speeches.get(found["speech"]) if found else None


class Withdrawal:
    """Withholds what the service quotes now, whatever the knowledge folder says."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def passage(self, place: str) -> Passage | None:
        """The passage that a person means: as people do (某局第1条), by its id or by the address of its page.

        Raises:
            ReleaseError: what is published is damaged.
            KnowledgeError: it cannot be used any more.
        """
        return self._directory.passage(place) or passage_at(self.corpus, place)

    def withheld_as(self, passage: Passage) -> frozenset[str]:
        """By which of its names it is withheld; none where it is not."""
        return self.corpus.names_of(passage) & self._service.withholdings.current()

    def acts(self) -> Sequence[Withholding]:
        """Everything that was withheld and let go, the latest first."""
        return self._service.withholdings.acts()

    def withhold(self, passage: Passage, who: str, why: str) -> None:
        """Keep a passage from being quoted and shown from now on."""
        self._service.withholdings.record(passage.id, who, why, is_back=False)

    def let_go(self, passage: Passage, who: str, why: str) -> None:
        """Let a passage be quoted again."""
        for name in sorted(self.withheld_as(passage)):
            self._service.withholdings.record(name, who, why, is_back=True)

    @cached_property
    def _directory(self) -> Directory:
        return Directory(self.corpus, normalise)

    @cached_property
    def corpus(self) -> Corpus:
        """What is published; the folder while nothing is."""
        number = next(iter(self._service.releases.published()), None)
        return self._service.knowledge.load() if number is None else self._service.published(number)


class PassageNames:
    """What people call passages, those too that are withheld."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._last: tuple[Corpus, Corpus] | None = None

    def __call__(self, passage: str) -> str:
        """A passage's unit and heading; its id where it is no longer there."""
        corpus = self._service.editions.current().corpus
        if passage in corpus.withheld:
            corpus = self._whole(corpus)
        found = corpus.passage(passage)
        return f"{corpus.speech_of(found).unit.name}：{found.heading}" if found else passage

    def _whole(self, served: Corpus) -> Corpus:
        """What is served with what was withheld from it, read once."""
        if self._last is None or self._last[0] is not served:
            try:
                self._last = (served, Withdrawal(self._service).corpus)
            except BaiguError:  # what is damaged is told elsewhere
                return served
        return self._last[1]


class Withdrawing:
    """Withholding as the console does it."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def acts(self) -> Sequence[Withholding]:
        """Everything that was withheld and let go, the latest first."""
        return self._service.withholdings.acts()

    def current(self) -> Sequence[Withholding]:
        """What is withheld now, and why."""
        held = self._service.withholdings.current()
        return [
            act for act in {act.passage: act for act in reversed(self.acts())}.values() if act.passage in held
        ]

    def withhold(self, place: str, who: str, why: str) -> str:
        """Keep a passage from being quoted and shown from now on; its id.

        Raises:
            OperatorError: there is none such, it is withheld already, or no reason is given.
        """
        return self._act(place, who, why, is_back=False)

    def let_go(self, place: str, who: str, why: str) -> str:
        """Let a passage be quoted again; its id.

        Raises:
            OperatorError: there is none such, it is not withheld, or no reason is given.
        """
        return self._act(place, who, why, is_back=True)

    def _act(self, place: str, who: str, why: str, *, is_back: bool) -> str:
        withdrawal = Withdrawal(self._service)
        passage = withdrawal.passage(place)
        if passage is None:
            raise OperatorError(
                f"现在公众号用的讲稿里没有“{place[:80]}”；从列表里挑一条，或者写“某单位第1条”"
            )
        if bool(withdrawal.withheld_as(passage)) is not is_back:
            raise OperatorError(f"“{passage.heading}”{'没有撤回' if is_back else '已经撤回'}")
        if not why.strip():
            raise OperatorError("请写上为什么，给以后的人看")
        (withdrawal.let_go if is_back else withdrawal.withhold)(passage, who, why.strip())
        return passage.id
