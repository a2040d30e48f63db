"""Taking a passage back at once, and letting it go again."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.app.service import Service
    from bot.model import Corpus, Passage, Withholding

_PLACE = re.compile(
    r"(?:.*/speeches/)?(?P<speech>[^/?#]+)(?:/(?P<path>[^/?#]+))?(?:\?[^#]*)?(?:#(?P<anchor>[^#]+))?"
)


class Withdrawal:
    """Withholds what the service quotes now, whatever the knowledge folder says."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def passage(self, place: str) -> Passage | None:
        """The passage that a person means by its id, or by the address of its page.

        Raises:
            ReleaseError: what is published is damaged.
            KnowledgeError: it cannot be used any more.
        """
        found = _PLACE.fullmatch(unquote(place.strip()))
        return (
            self._corpus.passage(f"{found['speech']}#{found['anchor'] or found['path']}") if found else None
        )

    def withheld_as(self, passage: Passage) -> frozenset[str]:
        """By which of its names it is withheld; none where it is not."""
        return self._corpus.names_of(passage) & self._service.withholdings.current()

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
    def _corpus(self) -> Corpus:
        """What is published; the folder while nothing is."""
        number = next(iter(self._service.releases.published()), None)
        return self._service.knowledge.load() if number is None else self._service.published(number)
