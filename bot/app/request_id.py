"""One name for a request, in the log, in the journal and in the answer: who asks what went wrong can be told."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING

import structlog
from flask import request

if TYPE_CHECKING:
    from flask import Flask, Response

_HEADER = "X-Request-Id"
_GIVEN = re.compile(r"[A-Za-z0-9-]{8,32}")


def name_requests(app: Flask) -> None:
    """Take the name that a proxy in front gave, or give one."""
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    given = request.headers.get(_HEADER, "")
    name = given if _GIVEN.fullmatch(given) else secrets.token_hex(8)
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request=name)


def _end(response: Response) -> Response:
    name = structlog.contextvars.get_contextvars().get("request")
    if name:
        response.headers[_HEADER] = name
    return response
