"""What the console needs of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.model import Correction, Entry, Release, Speech, Switch, Wanted
    from bot.model import Withholding as Withheld
    from bot.model.period import Period
    from bot.model.review import Kept
    from bot.model.task import Task
    from bot.results.acceptance import Accepted
    from bot.results.correcting import TypedCorrection
    from bot.results.editing import EditedTable, EditedText, Row
    from bot.results.mending import Chosen, Cluster, Effect, Likely
    from bot.results.menu import EditedButton, EditedMenu
    from bot.results.overview import Overview
    from bot.results.publication import Gain, Place
    from bot.results.review import DraftLine, DraftReview, Typed


class Queue(Protocol):
    """What was asked in vain, and mends of it; both take longer than a page may."""

    def refresh(self, who: str, period: Period) -> None:
        """Have the journal of a period clustered anew."""

    def keep_fresh(self, who: str, period: Period) -> None:
        """Have it clustered anew where that was long ago, or before something was mended or published."""

    def counting(self, period: Period) -> Task | None:
        """The last clustering of a period, over or not."""

    def clusters(self, period: Period) -> Sequence[Cluster]:
        """What was asked in vain, as it was last counted."""

    def cluster(self, name: str, period: Period) -> Cluster | None:
        """One of them."""

    def reply(self, cluster: Cluster) -> str:
        """What was replied the last time, with its markup."""

    def likely(self, question: str) -> Sequence[Likely]:
        """The practices nearest to a question."""

    def practices(self) -> Sequence[str]:
        """What all practices are called, as far as a page can list them."""

    def try_out(self, who: str, cluster: Cluster, period: Period, chosen: Chosen) -> int:
        """Have the effect of a mend found out; the number of the task, which keeps what was typed."""

    def mend(self, who: str, trial: Task) -> int:
        """Have a mend written whose effect was seen; the number of the task."""

    def task(self, number: int) -> Task | None:
        """A task of the queue."""

    def effect(self, task: Task) -> Effect:
        """What a mend would change, once that is found out."""

    def wanted(self) -> Sequence[Wanted]:
        """What there should be speeches of."""


class Journal(Protocol):
    """What was told whom and when, masked."""

    def one(self, number: int) -> Entry | None:
        """The entry of that number."""

    def between(
        self, since: float, until: float, most: int, *, saying: str, without: Sequence[str]
    ) -> Sequence[Entry]:
        """Entries from one moment until another, the latest first, with these words in question or reply.

        Args:
            without: questions that are left out.
        """


class Withholding(Protocol):
    """Passages that are taken back; what cannot be done raises OperatorError."""

    def acts(self) -> Sequence[Withheld]:
        """Everything that was withheld and let go, the latest first."""

    def current(self) -> Sequence[Withheld]:
        """What is withheld now."""

    def withhold(self, place: str, who: str, why: str) -> str:
        """Keep a passage from being quoted and shown from now on; its id."""

    def let_go(self, place: str, who: str, why: str) -> str:
        """Let a passage be quoted again; its id."""


class Releasing(Protocol):
    """Publishing; what cannot be done raises a BaiguError."""

    steps: Sequence[str]

    def prepare(self, who: str) -> None:
        """Have the knowledge folder compared with what is published."""

    def keep_fresh(self, who: str) -> None:
        """Have it compared anew where something was saved or published since, unless it is being reviewed."""

    def is_fresh(self) -> bool:
        """Whether nothing was saved or published since the last comparison."""

    def preparing(self) -> Task | None:
        """The last comparison."""

    def candidate(self) -> Kept | None:
        """What may be published, as it was compared last."""

    def gains(self, kept: Kept) -> Sequence[Gain]:
        """Example questions that one answers and nothing answered before."""

    def is_current(self, kept: Kept) -> bool:
        """Whether nothing was published since one was compared."""

    def review(self, number: int, who: str, note: str) -> str:
        """Let a candidate pass its next step; which that was."""

    def publish(self, number: int, who: str, why: str, forced_because: str | None) -> int:
        """Make a candidate current; the number of its release."""

    def roll_back(self, number: int, who: str, why: str) -> None:
        """Make an earlier release current again."""

    def releases(self) -> tuple[Sequence[Release], Sequence[Switch], int | None]:
        """All releases and switches, the latest first, and the number of the current release."""

    @property
    def place(self) -> Place:
        """Where this publishes, and who will notice."""


class Overviews(Protocol):
    """What was asked of late, in figures."""

    def of_last(self, days: int) -> Overview:
        """The last days, today the last."""


class Begin(Protocol):
    """Has something done beside the service."""

    def __call__(self, kind: str, who: str, given: Mapping[str, Any]) -> int:
        """The number of the task."""


class Reviewing(Protocol):
    """Drafts; what cannot be done raises a BaiguError, as where somebody has changed a draft meanwhile."""

    def drafts(self) -> Sequence[DraftLine]:
        """All that wait."""

    def accepted(self) -> Sequence[Speech]:
        """Those that were taken and do not answer yet."""

    def draft(self, slug: str) -> DraftReview:
        """One, beside its source."""

    def save(self, slug: str, version: str, typed: Typed) -> None:
        """Keep what was typed."""

    def split(self, slug: str, version: str, typed: Typed, anchor: str, at: int) -> None:
        """Cut a passage in two."""

    def join(self, slug: str, version: str, typed: Typed, anchor: str) -> None:
        """Make one of a passage and the one before it."""

    def correct(self, slug: str, version: str, typed: Typed, who: str, new: TypedCorrection) -> None:
        """Correct a slip."""

    def accept(self, slug: str, version: str, typed: Typed) -> Accepted:
        """Take a draft, with what a person says of it."""

    def discard(self, slug: str, version: str) -> None:
        """Throw a draft away."""


class Correcting(Protocol):
    """Corrections of speeches that were taken; what cannot be done raises a BaiguError."""

    def recorded(self) -> Sequence[tuple[Speech, Correction]]:
        """All with their speeches, the latest first."""

    def correct(self, place: str, who: str, typed: TypedCorrection) -> str:
        """Correct a speech, named by its slug or an address; its slug."""


class MenuEditing(Protocol):
    """The menu of the account; what cannot be done raises a BaiguError."""

    def menu(self) -> EditedMenu:
        """As it stands now."""

    def save(self, version: str, buttons: Sequence[EditedButton]) -> None:
        """Put a menu in the place of what stands there."""


class Editing(Protocol):
    """The tables of the knowledge folder, entry by entry; what cannot be done raises a BaiguError."""

    def table(self, name: str) -> EditedTable:
        """A table as it stands now."""

    def unpublished(self) -> Mapping[str, int]:
        """How many entries of each table what answers now does not have so."""

    def row(self, name: str, mark: str) -> Row:
        """An entry; an empty mark for one that is not there yet."""

    def called(self, name: str, mark: str, called: str) -> Row:
        """An entry as it stands now: that of the mark, else the one called so, else one that is not there yet."""

    def save(self, name: str, mark: str, cells: Mapping[str, str]) -> str:
        """Put an entry in the place of the one with that mark, or as a new one; what it is called."""

    def remove(self, name: str, mark: str) -> str:
        """Take an entry away; what it was called."""

    def put_back(self, name: str, mark: str, called: str) -> str:
        """Put an entry as what answers now has it in the place of the one with that mark, or where none is."""


class Wordings(Protocol):
    """What the bot says, text by text; what cannot be done raises a BaiguError."""

    def texts(self) -> Sequence[EditedText]:
        """All of it, by name."""

    def text(self, name: str) -> EditedText:
        """One of them."""

    def preview(self, name: str, text: str) -> str:
        """What would be sent with a text, with its markup; it is not stored."""

    def save(self, name: str, version: str, text: str) -> None:
        """Put a text in the place of what stands there."""

    def put_back(self, name: str, version: str) -> None:
        """Put what is said now in the place of what stands there."""
