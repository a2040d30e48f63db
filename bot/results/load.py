"""What came of many messages at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class Differing:
    """A message that was delivered twice and got two different replies.

    Attributes:
        said: what somebody typed.
        since: when it was typed, in seconds since 1970.
        until: when the last of them had come.
        replies: what the phone would have shown.
    """

    said: str
    since: float
    until: float
    replies: Sequence[str]


@dataclass(frozen=True)
class LoadFigures:
    """Counts and latencies of a load run.

    Attributes:
        messages: different messages sent.
        tries: how many deliveries needed one try, two, three.
        seconds: of answering tries, by share (p50, p95, p99, max).
        faults: what phones would have shown as a fault, and how often.
        differing: messages that got two different replies.
        clean: whether every message was answered, and every one alike.
    """

    messages: int
    tries: Mapping[str, int]
    seconds: Mapping[str, float]
    faults: Mapping[str, int]
    differing: Sequence[Differing]
    clean: bool
