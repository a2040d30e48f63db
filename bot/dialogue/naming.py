"""What texts say of a corpus: the names in city.toml, and questions to try."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.model import City, Corpus, Speech

NAMES = ("城市", "活动", "账号")
"""Placeholders for the names in city.toml, which every text may use."""

EXAMPLE = "例子"
"""Placeholder for a question to try, which replies may use."""


def names(city: City) -> dict[str, object]:
    """The names in city.toml by their placeholders; empty where they are not known."""
    return dict(zip(NAMES, (city.city, city.campaign, city.account), strict=True))


def examples(corpus: Corpus) -> Iterator[str]:
    """Questions to try: those that an editor wrote down, else one for each speech."""
    lines = corpus.wording.get("examples", "").splitlines()
    written = [line.strip() for line in lines if line.strip()]
    seen = set[str]()
    for question in written or map(_of_speech, corpus.speeches):
        if question not in seen:
            seen.add(question)
            yield question


def _of_speech(speech: Speech) -> str:
    """A question that an editor taught a practice, else what is always answered."""
    taught = (question for passage in speech.practices for question in passage.asked_as)
    return next(taught, f"{speech.unit.name}做了什么")
