"""The phone site: its parts put together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, jsonify, request, url_for

from bot.dialogue.naming import names
from bot.dialogue.wording import Texts
from bot.pages.catalogue import Catalogue
from bot.pages.compression import compressed
from bot.pages.conversation import AskPage
from bot.pages.crowd import Crowd
from bot.pages.forwarding import Forwarding
from bot.pages.health import Health
from bot.pages.press import Press, picture
from bot.pages.reading import Reading
from bot.pages.robots import Robots
from bot.pages.schema import Schema
from bot.pages.searching import SearchPage
from bot.pages.telling import telling
from bot.web.assets import Assets

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from werkzeug.exceptions import HTTPException

    from bot.dialogue.edition import Edition
    from bot.dialogue.links import Links
    from bot.dialogue.reception import Reception
    from bot.model import City, Corpus, Passage, Quote, Theme
    from bot.pages.picture import Illustrator
    from bot.pages.poster import PosterPrinter
    from bot.pages.sharing import Sharing

_OF_ONE_SIZE = {
    f"pages.{name}" for name in ("asset", "picture", "unit_picture", "poster", "code", "speech_code")
}

LARGEST = 2
"""Steps of the size button: 0 standard, 1 elder mode, 2 larger still; the value of `?elder=`."""


@dataclass(frozen=True)
class Privacy:
    """What people are told of how their questions are kept.

    Attributes:
        handler: who is responsible for it (个人信息处理者).
        contact: where to turn to.
        days: for which what was asked is kept.
    """

    handler: str | None = None
    contact: str | None = None
    days: int = 180


@dataclass(frozen=True)
class Parts:
    """What the site is given.

    Attributes:
        edition: gives the edition to show now.
        pseudonym: keyed hash of texts.
        often: passages that answered most of late, by id, best first.
        allows: whether one more of somebody is not too many, where so many may be in a minute.
        ready: raises when messages cannot be answered now; else says what is not as it should be, a line each.
        is_local: whether there is no account yet: /ask shows a telephone.
        icp: the licence number that every public site in China shows (ICP 备案号).
        verification: the code in MP_verify_….txt.
        sharing: signs share cards; None where the account may not.
        proxies: addresses and networks whose word on whom they pass on is taken.
        metrics: for monitors, in Prometheus' text format.
    """

    edition: Callable[[], Edition]
    reception: Reception
    links: Links
    pseudonym: Callable[..., str]
    often: Callable[[], Sequence[str]]
    allows: Callable[[str, int], bool]
    ready: Callable[[], Sequence[str]]
    is_local: bool = False
    icp: str | None = None
    verification: str | None = None
    sharing: Sharing | None = None
    proxies: Sequence[str] = ()
    metrics: Callable[[], bytes] = bytes
    privacy: Privacy = Privacy()


class Site:
    """Server-rendered pages over the same corpus the bot answers from."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._assets = Assets(Path(__file__).parent / "assets")
        self._press = Press(
            {
                "links": parts.links,
                "here": self._here,
                "asset": lambda name: url_for("pages.asset", address=self._assets.address(name)),
                "elder": _elder,
                "icp": parts.icp,
                "privacy": parts.privacy,
                "is_local": parts.is_local,
                "can_share": parts.sharing is not None,
            },
            lambda: {
                "site_name": self._city().account,
                "site_text": self._text,
                "is_corrected": lambda: self._catalogue().is_corrected,
            },
            loads_sdk=parts.sharing is not None,
        )
        self._shown = Catalogue(parts.edition().corpus)

    def blueprint(self) -> Blueprint:
        """The routes."""
        routes = Blueprint("pages", __name__)
        parts, press = self._parts, self._press
        schema = Schema(parts.links)
        Reading(self._catalogue, press, schema, parts.often, self._telling).add_to(routes)
        SearchPage(parts.edition, self._catalogue_of, press).add_to(routes)
        AskPage(parts.edition, parts.reception, press, parts.links.base, parts.pseudonym).add_to(routes)
        crowd = Crowd(parts.proxies, parts.allows, parts.pseudonym)
        crowd.add_to(routes)
        Forwarding(self._catalogue, press, parts.links, lambda: self._printer, self._begins).add_to(routes)
        Robots(self._catalogue, press, parts.links, parts.verification).add_to(routes)
        Health(parts.ready, parts.metrics, crowd.visitor).add_to(routes)
        routes.add_url_rule("/assets/<address>", "asset", self._assets.serve)
        routes.add_url_rule("/favicon.ico", "favicon", lambda: self._assets.serve("mark.png"))
        routes.add_url_rule("/pictures/<slug>.png", "picture", self._picture)
        routes.add_url_rule("/pictures/units/<slug>.png", "unit_picture", self._unit_picture)
        if parts.sharing:
            routes.add_url_rule("/share", "share", self._share)
        routes.url_defaults(_keep_size)
        routes.after_request(compressed)
        routes.app_errorhandler(404)(self._missing)
        for status in (405, 413, 429, 503):
            routes.app_errorhandler(status)(self._refused)
        routes.register_error_handler(500, self._refused)
        return routes

    def _catalogue(self) -> Catalogue:
        return self._catalogue_of(self._parts.edition().corpus)

    def _telling(self, theme: Theme, passage: Passage) -> Quote:
        return telling(self._parts.edition().search, theme, passage)

    def _begins(self, passage: Passage) -> int:
        return self._parts.edition().search.quote(passage.plain or "", passage).start

    def _city(self) -> City:
        return self._parts.edition().corpus.city

    def _text(self, name: str) -> str | None:
        """A text of knowledge/wording that only pages show; None where there is none."""
        corpus = self._parts.edition().corpus
        source = corpus.wording.get(name)
        return None if source is None else Texts({name: source}).text(name, names(corpus.city))

    def _catalogue_of(self, corpus: Corpus) -> Catalogue:
        shown = self._shown
        if shown.corpus is not corpus:
            shown = self._shown = Catalogue(corpus)
        return shown

    def _here(self, address: str) -> str:
        """An address in a reply as seen from a page: ours lead on by whatever name this page was reached by."""
        own = f"{self._parts.links.base}/"
        if not address.startswith(own):
            return address
        path, _, anchor = address.removeprefix(own[:-1]).partition("#")
        size = f"{'&' if '?' in path else '?'}elder={_elder()}" if _elder() else ""
        return f"{path}{size}{'#' if anchor else ''}{anchor}"

    @cached_property
    def _illustrator(self) -> Illustrator:
        from bot.pages.picture import Illustrator  # noqa: PLC0415 # Pillow loads with the first picture

        return Illustrator(self._assets.content("mark.png"))

    @cached_property
    def _printer(self) -> PosterPrinter:
        from bot.pages.poster import PosterPrinter  # noqa: PLC0415 # so too with the first poster

        return PosterPrinter(self._assets.content("mark.png"))

    def _picture(self, slug: str) -> Response:
        corpus = self._catalogue().corpus
        speech = corpus.speech(slug) or corpus.renamed(slug) or abort(404)
        note = " · ".join(filter(None, (speech.speaker, speech.day)))
        return picture(
            self._illustrator.picture(speech.unit.name, speech.title, note, self._city().account), "image/png"
        )

    def _unit_picture(self, slug: str) -> Response:
        catalogue = self._catalogue()
        unit = catalogue.unit(slug) or abort(404)
        speeches = catalogue.speeches_of(unit)
        practices = sum(len(speech.practices) for speech in speeches)
        note = f"{len(speeches)} 篇讲述 · {practices} 条做法" if practices else f"{len(speeches)} 篇讲述"
        return picture(
            self._illustrator.picture("听听他们怎么做", unit.name, note, self._city().account), "image/png"
        )

    def _share(self) -> Response:
        """The signature of one of our own pages."""
        url = request.args.get("url", "")
        signed = None
        if self._parts.sharing and url.startswith(f"{self._parts.links.base}/"):
            signed = self._parts.sharing.share_signature(url)
        return jsonify(signed or abort(404))

    def _missing(self, _error: object) -> Response:
        catalogue = self._catalogue()
        meant = catalogue.unit_in(request.path.rstrip("/").rpartition("/")[2])
        return self._press.page("missing.html", 404, catalogue=catalogue, meant=meant)

    def _refused(self, error: HTTPException) -> Response:
        """A refusal or a failure in plain words, with what it tells machines."""
        page = self._press.page("refused.html", error.code or 500, refused=error.code)
        page.headers.extend(pair for pair in error.get_headers() if pair[0] in ("Allow", "Retry-After"))
        return page


def _elder() -> int:
    """The size that the address asks for; where scripts run, the size that the phone remembers goes before it."""
    asked = request.args.get("elder", "0")
    return int(asked) if asked in {str(step) for step in range(LARGEST + 1)} else 0


def _keep_size(endpoint: str, values: dict[str, Any]) -> None:
    """Links on a page in a larger size lead to pages in that size, without a cookie or a script."""
    if _elder() and endpoint not in _OF_ONE_SIZE:
        values.setdefault("elder", _elder())
