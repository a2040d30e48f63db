"""Templates -> responses: every page leaves with the same guards and the same caching."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Response, request, url_for
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.pages.marking import occurrences, paragraphs, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_TEMPLATES = Path(__file__).parent / "templates"
_SDK = "https://res.wx.qq.com"
_GUARDS = {
    "X-Content-Type-Options": "nosniff",
    # What somebody searched for stands in the address; it is nobody else's business.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class Press:
    """Renders pages.

    Args:
        shared: what every template may use.
        now: gives what every template may use besides, as it is now.
        loads_sdk: whether pages load WeChat's script to set their share card.
    """

    def __init__(
        self, shared: Mapping[str, Any], now: Callable[[], Mapping[str, Any]], *, loads_sdk: bool
    ) -> None:
        self._now = now
        self._templates = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        self._templates.filters |= {
            "beginning": beginning,
            "occurrences": occurrences,
            "paragraphs": paragraphs,
            "phrases": phrases,
            "quoted": quoted,
        }
        self._templates.globals |= {"url_for": url_for, "request": request, **shared}
        self._policy = _content_security_policy(loads_sdk=loads_sdk)

    def page(self, template: str, status: int = 200, **fields: object) -> Response:
        """A page; answered with 304 where the phone has it already.

        WeChat's browser keeps pages unless told to ask every time.
        """
        response = Response(self.text(template, **fields), status, content_type="text/html; charset=utf-8")
        response.headers.extend(_GUARDS)
        response.headers["Content-Security-Policy"] = self._policy
        response.headers["Cache-Control"] = "no-cache"
        if status == 200 and request.method in ("GET", "HEAD"):  # noqa: PLR2004 # a page as it should be
            response.add_etag()
            response.make_conditional(request)
        return response

    def text(self, template: str, **fields: object) -> str:
        """A template, filled in."""
        return self._templates.get_template(template).render(**self._now(), **fields)


def _content_security_policy(*, loads_sdk: bool) -> str:
    scripts = f"'self' {_SDK}" if loads_sdk else "'self'"
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self'; font-src 'self'; "
        "manifest-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def picture(content: bytes, kind: str) -> Response:
    """A picture; asked for again after a day, and then only whether it has changed."""
    response = Response(content, content_type=kind)
    response.headers["Cache-Control"] = "public, max-age=86400"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.add_etag()
    response.make_conditional(request)
    return response


def beginning(text: str, longest: int = 90) -> str:
    """What a link to a text tells of it, in characters."""
    line = " ".join(text.split("\n")).replace("  ", " ")
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def phrases(text: str) -> list[str]:
    """A headline in the parts between which a line may end: behind a comma or colon, and at a space."""
    return re.findall(r"[^，：\s]*[，：\s]?", text)[:-1]
