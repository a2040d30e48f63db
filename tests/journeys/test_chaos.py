from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tests.journeys.chaos import chaos

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = float(os.environ.get("CHAOS_SECONDS", "30"))
"""`make long` runs for a quarter of an hour."""


def test_with_everything_at_once_each_message_is_answered_and_counts_once(tmp_path: Path) -> None:
    report = chaos(tmp_path, SECONDS)
    print(report)  # noqa: T201 # what `make long` is run for
    assert report.unanswered == 0, report
    assert report.journal == len(report.outcomes), report
    assert report.p99 < 2, report
    assert report.kills > 0
    assert report.faults > 0
