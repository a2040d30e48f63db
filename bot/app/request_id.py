"""One name for a request, in the log, in the journal and in the answer: who asks what went wrong can be told."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Any

import structlog

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from flask import Flask

NAME = "HTTP_X_REQUEST_ID"
"""Of what a request is called, in its environment."""

_HEADER = "X-Request-Id"
_GIVEN = re.compile(r"[A-Za-z0-9-]{8,32}")


def name_requests(app: Flask) -> None:
    """Take the name that a proxy in front gave, or give one."""
    app.wsgi_app = _naming(app.wsgi_app)  # type: ignore[method-assign,assignment] # Flask's own way to put something before it


def _naming(answer: WSGIApplication) -> WSGIApplication:
    def named(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        name = environ.get(NAME, "")
        if not _GIVEN.fullmatch(name):
            name = environ[NAME] = secrets.token_hex(8)
        structlog.contextvars.bind_contextvars(request=name)

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            return start_response(status, [*headers, (_HEADER, name)], *error)

        return answer(environ, start)

    return named
