"""What machines read of the site: sitemap, feed, and WeChat's proof of who owns the domain."""

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone
from email.utils import format_datetime
from typing import TYPE_CHECKING

from flask import Response, abort, request

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from flask import Blueprint

    from bot.pages.catalogue import Catalogue
    from bot.pages.press import Press

_FEED_ITEMS = 20
_SITEMAP_ADDRESSES = 50_000
"""As many as the sitemap protocol allows in one file."""

_BEIJING = timezone(timedelta(hours=8))


class Robots:
    """Addresses for machines.

    Args:
        verification: the code in the name of MP_verify_….txt, which is also all that the file says.
    """

    def __init__(
        self,
        catalogue: Callable[[], Catalogue],
        press: Press,
        verification: str | None,
    ) -> None:
        self._catalogue = catalogue
        self._press = press
        self._verification = verification

    def add_to(self, routes: Blueprint) -> None:
        """Register the routes."""
        routes.add_url_rule("/sitemap.xml", "sitemap", self._sitemap)
        routes.add_url_rule("/feed.xml", "feed", self._feed)
        routes.add_url_rule("/robots.txt", "robots", lambda: _plain(self._press.text("robots.txt")))
        routes.add_url_rule("/MP_verify_<code>.txt", "verification", self._verify)

    def _sitemap(self) -> Response:
        catalogue = self._catalogue()
        kept = _SITEMAP_ADDRESSES - len(catalogue.units) - len(catalogue.themes) - 5
        return self._xml(
            "sitemap.xml", "application/xml", catalogue=catalogue, speeches=catalogue.speeches[:kept]
        )

    def _feed(self) -> Response:
        newest = self._catalogue().speeches[:_FEED_ITEMS]
        return self._xml("feed.xml", "application/rss+xml", speeches=newest, at_noon=_at_noon)

    def _xml(self, template: str, kind: str, **fields: object) -> Response:
        response = Response(self._press.text(template, **fields), content_type=f"{kind}; charset=utf-8")
        response.add_etag()
        response.make_conditional(request)
        return response

    def _verify(self, code: str) -> Response:
        if code != self._verification:
            abort(404)
        return _plain(code)


def _plain(text: str, status: int = 200) -> Response:
    return Response(text, status, content_type="text/plain; charset=utf-8")


def _at_noon(day: date) -> str:
    """A day as feeds write times (RFC 822): noon in Beijing, for the hour is not known."""
    return format_datetime(datetime.combine(day, time(12), _BEIJING))
