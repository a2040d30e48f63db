"""Words that questions are made of, whatever they ask about: question_words.toml."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.retrieval.normalization import normalise

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.model import City


@dataclass(frozen=True)
class QuestionWords:
    """See question_words.toml.

    Attributes:
        asking: words that ask.
        around: words around the asking.
        general: words for the kind of thing every passage is; they tell little.
        english: English words that tell nothing of a subject.
        english_asking: English words that ask, and how Chinese asks it.
        names: of the city, the campaign and the account, normalised; they tell as little, whatever words they are made of.
    """

    asking: tuple[str, ...]
    around: tuple[str, ...]
    general: tuple[str, ...]
    names: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    english_asking: Mapping[str, str] = field(default_factory=dict)

    @property
    def empty(self) -> frozenset[str]:
        """Words that tell nothing of the subject."""
        return frozenset((*self.asking, *self.around))

    def is_english(self, word: str) -> bool:
        """Whether an English word tells nothing of a subject, or asks."""
        return word in self.english or word in self.english_asking


def load_question_words(city: City | None = None) -> QuestionWords:
    """The words that come with the code, and those that a city adds."""
    data = tomllib.loads(files(__package__).joinpath("question_words.toml").read_text("utf-8"))
    names, nicknames = (city.names, city.nicknames) if city else ((), ())
    return QuestionWords(
        tuple(data["asking"]),
        tuple(data["around"]),
        (*data["general"], *map(normalise, nicknames)),
        tuple(map(normalise, names)),
        tuple(data["english"]["empty"]),
        data["english"]["asking"],
    )
