"""review.toml: what a person who checks a draft is to be shown: wrong words, and words to be careful with."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.causes import cause
from bot.errors import Fault, KnowledgeError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from pathlib import Path

NAME = "review.toml"


@dataclass(frozen=True)
class ReviewWord:
    """Words to look at.

    Attributes:
        kind: wrong or sensitive.
        told: what is right, or why to be careful.
    """

    kind: str
    says: str
    told: str


def review_words(folder: Path) -> tuple[ReviewWord, ...]:
    """What the folder lists; nothing where it has no such file.

    Raises:
        KnowledgeError: the file cannot be read.
    """
    path = folder / NAME
    if not path.exists():
        return ()
    try:
        rows = tomllib.loads(path.read_text("utf-8"))
        wrong = [ReviewWord("wrong", row["says"], f"应写作“{row['right']}”") for row in rows.get("wrong", ())]
        careful = [
            ReviewWord("sensitive", word, row["why"])
            for row in rows.get("sensitive", ())
            for word in row["says"]
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        mend = "照 knowledge/README.md 写：[[wrong]] 有 says、right，[[sensitive]] 有 says（列表）、why"
        raise KnowledgeError([Fault(NAME, 1, f"读不懂（{cause(error)}）", mend)]) from error
    return (*wrong, *careful)
