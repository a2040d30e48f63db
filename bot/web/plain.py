"""What is answered to machines in a word or a few lines."""

from __future__ import annotations

from flask import Response


def plain(text: str | bytes, status: int = 200) -> Response:
    """A text without any markup, in UTF-8."""
    return Response(text, status, mimetype="text/plain")
