"""A question's reply as JSON and as a phone would show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.markup import pieces

if TYPE_CHECKING:
    from bot.dialogue.links import Links
    from bot.model import Answer, Corpus, Match, Reply


def as_json(question: str, answer: Answer, reply: Reply, corpus: Corpus, links: Links) -> dict[str, object]:
    """The object that `baigu ask --json` prints; its form is a contract."""
    return {
        "question": question,
        "status": answer.status.value,
        "confidence": round(answer.confidence, 4),
        "matches": [_match(match, corpus, links) for match in answer.matches],
        "reply": {"type": "news" if reply.article else "text", "text": reply.text, "bytes": reply.bytes},
    }


def as_shown(reply: Reply) -> str:
    """The text with links written out and taps as plain words; a card with the address it opens."""
    text = unmarked(reply.text)
    return f"{text}\n{reply.article.url}" if reply.article else text


def unmarked(text: str) -> str:
    """A text with links written out and taps as plain words."""
    return "".join(f"{piece.text} {piece.url}" if piece.url else piece.text for piece in pieces(text))


def _match(match: Match, corpus: Corpus, links: Links) -> dict[str, object]:
    speech = corpus.speech_of(match.passage)
    return {
        "passage": match.passage.id,
        "unit": speech.unit.name,
        "speaker": speech.speaker,
        "speech": speech.title,
        "practice": match.passage.place,
        "quote": match.quote.text,
        "url": links.passage(match.passage),
        "score": round(match.score, 4),
    }
