"""What was asked in vain, and what a mend of it would change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.model import Mend
    from bot.results.publication import ChangedAnswer


@dataclass(frozen=True)
class Wording:
    """One way in which something was asked, and how often."""

    text: str
    count: int


@dataclass(frozen=True)
class Cluster:
    """Questions that ask for the same in nearly the same words, and were not answered, or to no use.

    Attributes:
        id: names it as long as its most asked wording is kept.
        wordings: the most asked first.
        statuses: how often each came of it.
        useless: how often somebody said that the answer was no use.
        passage: id of the one that was quoted or offered first most often; None where there was none.
        first, last: when it was asked, seconds since 1970.
        entry: number of the latest entry of the journal.
        is_mended: whether what will be published answers it, though what answers now does not.
        near: ids of other clusters that may ask for the same, the likeliest first.
        heads: the most asked wordings of the clusters that a person took for one; nothing of one alone.
    """

    id: str
    count: int
    wordings: tuple[Wording, ...]
    statuses: Mapping[str, int]
    useless: int
    passage: str | None
    first: float
    last: float
    entry: int
    is_mended: bool = False
    near: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()

    @property
    def question(self) -> str:
        """Its most asked wording."""
        return self.wordings[0].text


@dataclass(frozen=True)
class Chosen:
    """What a person chose in the form of a cluster.

    Attributes:
        wordings: that were ticked.
        typed: the form as it was, by the names of its fields.
    """

    wordings: tuple[str, ...]
    mend: Mend
    typed: Mapping[str, str]


@dataclass(frozen=True)
class Likely:
    """A practice that may answer a cluster.

    Attributes:
        passage: its id.
        excerpt: its beginning.
    """

    passage: str
    unit: str
    heading: str
    excerpt: str


@dataclass(frozen=True)
class Effect:
    """What a mend would change, against what answers now.

    Attributes:
        version: of the knowledge folder that it was tried on.
        own: the wordings of its cluster, changed or not; those that are kept first.
        others: all other questions that are answered otherwise.
        golden: how many questions to check with were asked.
        real: how many that people asked last were.
        worse: which figures of the questions to check with get worse, a sentence each.
        is_answered: whether the first of its wordings has an answer then.
    """

    version: str
    own: tuple[ChangedAnswer, ...]
    others: tuple[ChangedAnswer, ...]
    golden: int
    real: int
    worse: tuple[str, ...]
    is_answered: bool
