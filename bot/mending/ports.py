"""What mending needs of the knowledge, as it sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.model import Keyword, Labelled, Speech, Synonym, Unit, Wanted


class Knowledge(Protocol):
    """What mends change; each `put_…` gives the reason where it cannot be done."""

    @property
    def speeches(self) -> Mapping[str, Speech]:
        """By slug."""
        ...

    @property
    def synonyms(self) -> Sequence[Synonym]:
        """The vocabulary."""
        ...

    @property
    def keywords(self) -> Sequence[Keyword]:
        """Fixed replies."""
        ...

    @property
    def wanted(self) -> Sequence[Wanted]:
        """What there should be a speech of."""
        ...

    @property
    def questions(self) -> Mapping[str, list[Labelled]]:
        """Questions to check with by file."""
        ...

    def unit_called(self, name: str) -> Unit | None:
        """The unit that goes by that name."""
        ...

    def put_speech(self, new: Speech) -> str | None:
        """A speech in the place of that of its slug."""
        ...

    def put_unit(self, old: Unit | None, new: Unit) -> str | None:
        """A unit."""
        ...

    def put_synonym(self, old: Synonym | None, new: Synonym) -> str | None:
        """An entry of the vocabulary."""
        ...

    def put_keyword(self, old: Keyword | None, new: Keyword) -> str | None:
        """A fixed reply."""
        ...

    def put_wanted(self, old: Wanted | None, new: Wanted) -> str | None:
        """Something there should be a speech of."""
        ...

    def put_question(self, file: str | None, old: Labelled | None, new: Labelled) -> str | None:
        """A question to check with."""
        ...
