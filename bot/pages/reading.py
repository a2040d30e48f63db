"""The pages one reads: units, themes, speeches, practices."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import abort, redirect, request, url_for

from bot.dialogue.naming import examples
from bot.pages.marking import pointed_at
from bot.pages.paging import page_of
from bot.pages.press import beginning

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as Redirect

    from bot.model import Corpus, Passage, Quote, Speech, Theme
    from bot.pages.catalogue import Catalogue
    from bot.pages.press import Press
    from bot.pages.schema import Schema

_OFTEN, _NEWEST, _UNITS, _THEMES, _NEAR = 6, 5, 12, 12, 4
_SPEECHES_A_PAGE, _PRACTICES_A_PAGE, _PRACTICES_ON_PAPER = 20, 20, 100


class Reading:
    """Server-rendered pages over the same corpus the bot answers from.

    Args:
        catalogue: gives the lists of the corpus to show now.
        often: passages that answered most of late, by id, best first.
        telling: the sentence of a practice that tells most of a theme.
    """

    def __init__(
        self,
        catalogue: Callable[[], Catalogue],
        press: Press,
        schema: Schema,
        often: Callable[[], Sequence[str]],
        telling: Callable[[Theme, Passage], Quote],
    ) -> None:
        self._catalogue = catalogue
        self._press = press
        self._schema = schema
        self._often = often
        self._telling = telling

    def add_to(self, routes: Blueprint) -> None:
        """Register the routes."""
        routes.add_url_rule("/", "home", self._home)
        routes.add_url_rule("/units", "units", self._units)
        routes.add_url_rule("/units/<slug>", "unit", self._unit)
        routes.add_url_rule("/themes", "themes", self._themes)
        routes.add_url_rule("/themes/<slug>", "theme", self._theme)
        routes.add_url_rule("/themes/<slug>/print", "theme_print", self._theme_on_paper)
        routes.add_url_rule("/speeches", "speeches", self._speeches)
        routes.add_url_rule("/speeches/<slug>", "speech", self._speech)
        routes.add_url_rule("/speeches/<slug>/<anchor>", "practice", self._practice)
        routes.add_url_rule("/about", "about", self._about)

    def _home(self) -> Response:
        catalogue = self._catalogue()
        return self._press.page(
            "home.html",
            catalogue=catalogue,
            questions=self._questions(catalogue.corpus),
            units=sorted(catalogue.units, key=lambda unit: -len(catalogue.speeches_of(unit)))[:_UNITS],
            themes=sorted(catalogue.themes, key=lambda theme: -len(catalogue.practices_of(theme)))[:_THEMES],
            newest=catalogue.speeches[:_NEWEST],
            schema=self._schema.site(catalogue.corpus.city.account),
        )

    def _questions(self, corpus: Corpus) -> list[str]:
        """What people ask, in words that an editor has written: nobody's message is shown to others."""
        found = (corpus.passage(known) for known in self._often())
        asked = [passage.asked_as[0] for passage in found if passage and passage.asked_as]
        return list(dict.fromkeys((*asked, *islice(examples(corpus), _OFTEN))))[:_OFTEN]

    def _units(self) -> Response:
        return self._press.page("units.html", catalogue=self._catalogue())

    def _unit(self, slug: str) -> Response:
        catalogue = self._catalogue()
        unit = catalogue.unit(slug) or abort(404)
        speeches = page_of(catalogue.speeches_of(unit), request.args, _SPEECHES_A_PAGE)
        return self._press.page("unit.html", unit=unit, speeches=speeches, schema=self._schema.unit(unit))

    def _themes(self) -> Response:
        return self._press.page("themes.html", catalogue=self._catalogue())

    def _theme(self, slug: str) -> Response:
        catalogue = self._catalogue()
        theme = catalogue.theme(slug) or abort(404)
        practices = page_of(catalogue.practices_of(theme), request.args, _PRACTICES_A_PAGE)
        return self._press.page(
            "theme.html",
            theme=theme,
            practices=practices,
            quotes=[self._telling(theme, passage) for passage in practices.items],
            catalogue=catalogue,
        )

    def _theme_on_paper(self, slug: str) -> Response:
        catalogue = self._catalogue()
        theme = catalogue.theme(slug) or abort(404)
        practices = page_of(catalogue.practices_of(theme), request.args, _PRACTICES_ON_PAPER)
        return self._press.page("theme_print.html", theme=theme, practices=practices, catalogue=catalogue)

    def _speeches(self) -> Response:
        speeches = page_of(self._catalogue().speeches, request.args, _SPEECHES_A_PAGE)
        return self._press.page("speeches.html", speeches=speeches)

    def _speech(self, slug: str) -> Response | Redirect:
        catalogue = self._catalogue()
        speech = catalogue.corpus.speech(slug)
        if speech is None:
            return self._withdrawn(slug) or self._renamed(slug)
        for old, pointer in request.args.items():
            if old in speech.moved:
                new = speech.moved[old]
                return redirect(f"{request.path}?{urlencode({new: pointer})}#{new}", 301)
        spans = pointed_at(speech, request.args)
        marked = [p.text[slice(*spans[p.anchor])] for p in speech.passages if p.anchor in spans]
        return self._press.page(
            "speech.html",
            speech=speech,
            spans=spans,
            summary=beginning("".join(marked) or speech.text),
            formerly=_formerly(speech),
            withheld=sorted(catalogue.corpus.withheld_of(slug)),
            schema=self._schema.speech(speech),
        )

    def _practice(self, slug: str, anchor: str) -> Response | Redirect:
        catalogue = self._catalogue()
        speech = catalogue.corpus.speech(slug)
        withdrawn = self._withdrawn(slug, anchor)
        if withdrawn:
            return withdrawn
        if speech is None:
            return self._renamed(slug, anchor)
        if anchor in speech.moved:
            return redirect(url_for("pages.practice", slug=slug, anchor=speech.moved[anchor]), 301)
        passage = catalogue.corpus.passage(f"{slug}#{anchor}") or abort(404)
        at = speech.passages.index(passage)
        return self._press.page(
            "practice.html",
            speech=speech,
            passage=passage,
            before=speech.passages[at - 1] if at else None,
            behind=speech.passages[at + 1] if at + 1 < len(speech.passages) else None,
            near=catalogue.like(passage)[:_NEAR],
            catalogue=catalogue,
            schema=self._schema.practice(passage, speech),
        )

    def _withdrawn(self, slug: str, anchor: str | None = None) -> Response | None:
        """The page of what was taken back: a passage, or a speech of which nothing is left; None of all others."""
        withheld = self._catalogue().corpus.withheld_of(slug)
        is_withdrawn = anchor in withheld if anchor else bool(withheld)
        return self._press.page("withdrawn.html", 410) if is_withdrawn else None

    def _renamed(self, slug: str, anchor: str | None = None) -> Redirect:
        """Where a speech stands that was called so, or its practice, with what the link asked for."""
        speech = self._catalogue().corpus.renamed(slug) or abort(404)
        endpoint = "pages.practice" if anchor else "pages.speech"
        address = url_for(endpoint, slug=speech.slug, anchor=anchor)
        query = request.query_string.decode("ascii", "ignore")
        return redirect(f"{address}?{query}" if query else address, 301)

    def _about(self) -> Response:
        return self._press.page("about.html", catalogue=self._catalogue())


def _formerly(speech: Speech) -> dict[str, list[str]]:
    """The names that each anchor had before."""
    return {
        passage.anchor: [old for old, new in speech.moved.items() if new == passage.anchor]
        for passage in speech.passages
    }
