"""What publishing would change."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.errors import Fault
    from bot.results.quality import Figures


@dataclass(frozen=True)
class Changes:
    """What came, went and changed, by name."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Difference:
    """All that differs between two states of the knowledge.

    Attributes:
        passages: of each changed speech, what was done to which anchor (added, removed, text, other); the anchor is
            empty for what stands at its head.
        city: whether city, campaign or account are called otherwise.
        calibration: whether confidence is computed otherwise.
    """

    speeches: Changes = Changes()
    passages: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    units: Changes = Changes()
    themes: Changes = Changes()
    vocabulary: Changes = Changes()
    wording: Changes = Changes()
    phrases: Changes = Changes()
    keywords: Changes = Changes()
    wanted: Changes = Changes()
    city: bool = False
    calibration: bool = False


@dataclass(frozen=True)
class ChangedText:
    """A passage whose words differ.

    Attributes:
        speech: its address.
        before: its words until now; None of one that is new.
        after: its words from now on; None of one that is taken away.
    """

    speech: str
    title: str
    unit: str
    heading: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class ChangedWording:
    """Something that the bot says by itself and that differs.

    Attributes:
        kind: wording, or keywords of a fixed reply.
        name: of the text, or what residents say to get the reply.
        before: what it said until now; None of one that is new.
        after: what it says from now on; None of one that is taken away.
    """

    kind: str
    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class ChangedAnswer:
    """A question that is answered otherwise: as `status unit practice`, a fixed reply as `status words`."""

    question: str
    before: str
    after: str


@dataclass(frozen=True)
class Gain:
    """A question that a new or changed speech answers, and that was not answered so before.

    Attributes:
        speech: its address.
        source: `asked` by residents in vain, `checked` before publishing, `known` to editors or a passage's `heading`.
        times: how often residents asked it in vain.
    """

    speech: str
    title: str
    unit: str
    question: str
    source: str
    times: int


@dataclass(frozen=True)
class Place:
    """What is published where.

    Attributes:
        services: when each service that follows the database was started, seconds since 1970, the first one first.
    """

    database: str
    knowledge: str
    services: tuple[float, ...]


@dataclass(frozen=True)
class Preview:
    """The knowledge folder held against what is published.

    Attributes:
        version: hash of the knowledge, as `Corpus.version`.
        current: number of the current release; None where there is none.
        compared: number of the release it was compared with: the current one, or where that cannot be read, the
            latest before it that can; 0 for the folder as it answers while there is none, None where nothing answers.
        unread: why the current release could not be read.
        is_new: whether publishing would change anything.
        questions: which are put to the release to check it.
        answers: to its questions, where they are others.
        figures: of its questions, as `baigu eval` gives them.
        worse: which of them got worse.
        faults: of the knowledge, such as leave every answer right.
    """

    version: str
    speeches: int
    current: int | None
    compared: int | None
    unread: str | None
    is_new: bool
    difference: Difference
    questions: Changes
    answers: tuple[ChangedAnswer, ...]
    figures: tuple[Figures, ...]
    worse: tuple[str, ...]
    faults: tuple[Fault, ...]

    @property
    def is_doubtful(self) -> bool:
        """Whether there must be a reason to publish it all the same."""
        return bool(self.worse or self.faults)
