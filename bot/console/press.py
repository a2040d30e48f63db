"""Templates -> the console's pages, all with the same guards; none is kept by a browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Response, g, get_flashed_messages, request, url_for
from flask_wtf.csrf import generate_csrf
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.model.moment import on_the_clock

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

_GUARDS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "X-Robots-Tag": "noindex",
}


class Press:
    """Renders pages.

    Args:
        shared: what every template may use.
        now: gives what every template may use besides, as it is now.
    """

    def __init__(self, shared: Mapping[str, Any], now: Callable[[], Mapping[str, Any]]) -> None:
        self._now = now
        self._templates = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        self._templates.filters |= {
            "moment": on_the_clock,
            "outline": outline,
            "marks": marks,
            "day": day,
            "percent": percent,
        }
        self._templates.globals |= {
            "url_for": url_for,
            "request": request,
            "token": generate_csrf,
            "me": lambda: g.get("operator"),
            "notices": lambda: get_flashed_messages(with_categories=True),
            **shared,
        }

    def page(self, template: str, status: int = 200, **fields: object) -> Response:
        """A page."""
        text = self._templates.get_template(template).render(**self._now(), **fields)
        return Response(text, status, content_type="text/html; charset=utf-8")

    def refusal(self, status: int, why: str) -> Response:
        """A page that says why something was not done."""
        return self.page("refused.html", status, why=why)


def guarded(response: Response) -> Response:
    """A response with all guards; what it says itself of its being kept stays."""
    for name, value in _GUARDS.items():
        response.headers.setdefault(name, value)
    return response


def download(content: bytes, name: str, kind: str = "text/csv; charset=utf-8") -> Response:
    """A file to be kept on the operator's own machine."""
    response = Response(content, content_type=kind)
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response


_MARK = re.compile(r"{{.*?}}|{%.*?%}")
_ELSE = re.compile(r"{%\s*else\s*%}")
_NAME = re.compile(r"(?<![\w\"'])[\u4e00-\u9fff]+(?![\"'])")
"""What a placeholder names; what stands in quotation marks is text."""


def day(at: float) -> str:
    """The day of a moment."""
    return on_the_clock(at, "%Y-%m-%d")


def outline(text: str) -> str:
    """A wording without its conditions and links; names of what it fills in within 〔〕, ／ between what excludes each other."""
    plain = re.sub(r"{%.*?%}|<[^>]*>", "", _ELSE.sub("／", text))
    return re.sub(r"{{(.*?)}}", lambda found: f"〔{'、'.join(_NAME.findall(found[1]))}〕", plain)


def marks(text: str) -> dict[str, str]:
    """What stands in braces in a wording, as it stands, and what becomes of it."""
    found = dict[str, str]()
    for mark in _MARK.findall(text):
        names = "、".join(f"“{name}”" for name in _NAME.findall(mark))
        if mark.startswith("{{"):
            found[mark] = f"换成{names}"
        elif "endif" in mark:
            found[mark] = "上面那个“才说”到这里为止"
        elif "else" in mark:
            found[mark] = "不然就说后面的"
        else:
            found[mark] = f"{'没有' if ' not ' in mark else '有'}{names}，才说后面的"
    return found


def percent(part: float) -> str:
    """A share of one."""
    return f"{100 * part:.0f}%"
