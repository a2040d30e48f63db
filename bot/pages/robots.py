"""What machines read: sitemap, feed, manifest, speeches as JSON, and WeChat's proof of who owns the domain."""

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone
from email.utils import format_datetime
from typing import TYPE_CHECKING, cast

from flask import Response, abort, jsonify, redirect, request, url_for

from bot.pages.record import record
from bot.web.plain import plain

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from flask import Blueprint
    from werkzeug.wrappers import Response as Redirect

    from bot.dialogue.links import Links
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
        links: Links,
        verification: str | None,
    ) -> None:
        self._catalogue = catalogue
        self._press = press
        self._links = links
        self._verification = verification

    def add_to(self, routes: Blueprint) -> None:
        """Register the routes."""
        routes.add_url_rule("/sitemap.xml", "sitemap", self._sitemap)
        routes.add_url_rule("/feed.xml", "feed", self._feed)
        routes.add_url_rule("/speeches/<slug>.json", "record", self._record)
        routes.add_url_rule("/manifest.webmanifest", "manifest", self._manifest)
        routes.add_url_rule("/robots.txt", "robots", lambda: plain(self._press.text("robots.txt")))
        routes.add_url_rule("/MP_verify_<code>.txt", "verification", self._verify)

    def _sitemap(self) -> Response:
        catalogue = self._catalogue()
        kept = _SITEMAP_ADDRESSES - len(catalogue.units) - len(catalogue.themes) - 5
        return self._xml(
            "sitemap.xml", "application/xml", catalogue=catalogue, speeches=catalogue.speeches[:kept]
        )

    def _feed(self) -> Response:
        # Not application/rss+xml, which browsers show as bare text in spite of its stylesheet.
        newest = self._catalogue().speeches[:_FEED_ITEMS]
        return self._xml("feed.xml", "application/xml", speeches=newest, at_noon=_at_noon)

    def _xml(self, template: str, kind: str, **fields: object) -> Response:
        text = self._press.text(template, **fields)
        return _kept(Response(text, content_type=f"{kind}; charset=utf-8"))

    def _record(self, slug: str) -> Response | Redirect:
        corpus = self._catalogue().corpus
        speech = corpus.speech(slug)
        if speech is None:
            speech = corpus.renamed(slug) or abort(404)
            return redirect(url_for("pages.record", slug=speech.slug), 301)
        return _kept(jsonify(record(speech, self._links)))

    def _manifest(self) -> Response:
        text = self._press.text("manifest.webmanifest")
        return _kept(Response(text, content_type="application/manifest+json; charset=utf-8"))

    def _verify(self, code: str) -> Response:
        if code != self._verification:
            abort(404)
        return plain(code)


def _kept(response: Response) -> Response:
    """Answered with 304 where it is known already."""
    response.add_etag()
    return cast("Response", response.make_conditional(request))


def _at_noon(day: date) -> str:
    """A day as feeds write times (RFC 822): noon in Beijing, for the hour is not known."""
    return format_datetime(datetime.combine(day, time(12), _BEIJING))
