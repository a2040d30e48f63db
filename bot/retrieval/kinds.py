"""What kind of thing a question asks for, and whether a passage can give it."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from importlib.resources import files

from bot.retrieval.normalization import normalise

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_COUNT = re.compile(r"(?:多少|几)([\u4e00-\u9fff])")
_NUMERAL = "[0-9一二三四五六七八九十百千万两]"


@dataclass(frozen=True)
class Kind:
    """A kind of question; see question_kinds.toml.

    Attributes:
        why: what it asks for, in words for an editor.
        needs: what an answering passage contains; None where no passage answers.
    """

    name: str
    why: str
    needs: re.Pattern[str] | None

    def is_met_by(self, passage: str) -> bool:
        """Whether a passage (normalised) can answer such a question."""
        return self.needs is not None and bool(self.needs.search(passage))


class Kinds:
    """Tells the kind of a question."""

    def __init__(self) -> None:
        data = tomllib.loads(files(__package__).joinpath("question_kinds.toml").read_text("utf-8"))
        self._kinds = [
            (
                re.compile("|".join(row["asks"])),
                Kind(
                    row["name"], row["why"], re.compile(normalise(row["needs"])) if "needs" in row else None
                ),
            )
            for row in data["kind"]
        ]

    def of(self, text: str) -> Kind | None:
        """The first kind whose words stand in normalised text; None for a question about a practice."""
        return next((kind for asks, kind in self._kinds if asks.search(text)), None)


def counted(text: str) -> re.Pattern[str] | None:
    """What a passage says that tells how many: “几次”, “多少次” want a number before 次."""
    found = _COUNT.search(text)
    return re.compile(rf"{_NUMERAL}余?多?万?{found[1]}") if found else None
