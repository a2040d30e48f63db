"""An entry of the journal."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """What was asked and what came of it; of what was asked before there were releases or journals, less is known.

    Attributes:
        at: seconds since 1970.
        person: pseudonym; None where nobody was known, or who asked was erased.
        question: as it was typed, what names a person masked; in its place ERASED where it was erased.
        status: of the answer.
        why: what decided the verdict; None of what was no question.
        confidence: 0…1, that the passage answers.
        passage: id of the first that was found.
        quoted: the spans that were quoted, as `id:start-end`.
        release: number of the release that answered; None of the knowledge folder.
        fingerprint: of the reply's text.
        latency: seconds until the reply was there.
        feedback: useful or useless, where somebody said so.
        request: by which request it came, as the logs name it.
    """

    id: int
    at: float
    channel: str
    person: str | None
    question: str
    status: str
    confidence: float
    passage: str | None = None
    request: str | None = None
    why: str | None = None
    quoted: str | None = None
    release: int | None = None
    fingerprint: str | None = None
    reply: str | None = None
    latency: float | None = None
    feedback: str | None = None
