"""A speech as JSON, for whoever wants the words without the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.dialogue.links import Links
    from bot.model import Passage, Speech


def record(speech: Speech, links: Links) -> dict[str, object]:
    """All that the page of a speech tells.

    `practice` counts as everywhere: 1…n, 0 for the opening, null for what is neither.
    """
    source = speech.source
    return {
        "slug": speech.slug,
        "title": speech.title,
        "unit": speech.unit.name,
        "speaker": speech.speaker,
        "date": speech.date.isoformat() if speech.date else None,
        "url": links.speech(speech),
        "source": {"title": source.title, "publisher": source.publisher, "url": source.url},
        "passages": [_passage(passage, links) for passage in speech.passages],
    }


def _passage(passage: Passage, links: Links) -> dict[str, object]:
    return {
        "anchor": passage.anchor,
        "practice": passage.place,
        "heading": passage.heading,
        "plain": passage.plain,
        "text": passage.text,
        "themes": list(passage.themes),
        "url": links.practice(passage),
    }
