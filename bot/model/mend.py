"""How something that was asked in vain may be mended: each changes the knowledge in one place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Attach:
    """A practice answers it.

    Attributes:
        passage: its id.
    """

    passage: str


@dataclass(frozen=True)
class Word:
    """Residents have another word for it.

    Attributes:
        says: theirs.
        means: words of the speeches.
    """

    says: str
    means: tuple[str, ...]
    why: str = "居民这样问过"


@dataclass(frozen=True)
class Nickname:
    """It names a unit by a name that nobody wrote down."""

    unit: str
    nickname: str


@dataclass(frozen=True)
class Fixed:
    """It is always answered the same.

    Attributes:
        text: what is said.
        link: below it.
    """

    text: str
    link: str | None = None


@dataclass(frozen=True)
class Outside:
    """It is no matter of these speeches.

    Attributes:
        text: what is said; empty where it is enough to say that nothing was found.
    """

    text: str = ""


@dataclass(frozen=True)
class NeedsSpeech:
    """There should be a speech of it.

    Attributes:
        unit: that could tell, whether it is known or not.
    """

    unit: str


Mend = Attach | Word | Nickname | Fixed | Outside | NeedsSpeech
