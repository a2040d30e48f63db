"""What time others have, by the Date of an answer of theirs."""

from __future__ import annotations

from email.utils import parsedate_to_datetime

import urllib3

TIMEOUT = 5.0
"""Seconds."""


def time_at(url: str) -> float | None:
    """Seconds since 1970 by the clock of whoever answers at an address; None where nobody does or it is not told."""
    try:
        date = urllib3.request("GET", url, timeout=TIMEOUT, retries=False, redirect=False).headers.get(
            "Date", ""
        )
        return parsedate_to_datetime(date).timestamp()
    except (urllib3.exceptions.HTTPError, OSError, ValueError):
        return None
