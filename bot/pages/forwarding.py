"""Passing a practice on: a page with its poster, its code and how to cite it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from flask import Response, abort, request

from bot.model import Quote
from bot.pages.marking import pointed_at
from bot.pages.press import picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Blueprint

    from bot.dialogue.links import Links
    from bot.model import Passage, Speech
    from bot.pages.catalogue import Catalogue
    from bot.pages.poster import PosterPrinter
    from bot.pages.press import Press

_LENGTH = 120
"""Characters of a practice that is passed on without words of it being marked, in whole sentences."""


class Forwarding:
    """The page and its pictures.

    Args:
        catalogue: gives the lists of the corpus to show now.
        printer: gives what draws posters, when the first is asked for.
        telling: where the sentence of a passage begins that tells what its plain heading does.
    """

    def __init__(
        self,
        catalogue: Callable[[], Catalogue],
        press: Press,
        links: Links,
        printer: Callable[[], PosterPrinter],
        telling: Callable[[Passage], int],
    ) -> None:
        self._catalogue = catalogue
        self._press = press
        self._links = links
        self._printer = printer
        self._telling = telling

    def add_to(self, routes: Blueprint) -> None:
        """Register the routes."""
        routes.add_url_rule("/speeches/<slug>/<anchor>/share", "forward", self._forward)
        routes.add_url_rule("/pictures/<slug>/<anchor>.png", "poster", self._poster)
        routes.add_url_rule("/pictures/<slug>/<anchor>.svg", "code", self._code)
        routes.add_url_rule("/pictures/<slug>.svg", "speech_code", self._speech_code)

    def _forward(self, slug: str, anchor: str) -> Response:
        passage, speech = self._passage(slug, anchor)
        quote, address = self._told(passage, speech)
        return self._press.page(
            "forward.html",
            passage=passage,
            speech=speech,
            quote=quote,
            address=address,
            pointer=request.args.get(anchor),
        )

    def _poster(self, slug: str, anchor: str) -> Response:
        from bot.pages.poster import Poster  # noqa: PLC0415 # Pillow loads with the first picture

        passage, speech = self._passage(slug, anchor)
        quote, address = self._told(passage, speech)
        lines = self._press.text("poster.txt", passage=passage, speech=speech, quote=quote).splitlines()
        unit, heading, words, signature, account, invitation = lines
        told = Poster(unit, heading, words, signature, account, invitation, address)
        return picture(self._printer().poster(told), "image/png")

    def _code(self, slug: str, anchor: str) -> Response:
        _, address = self._told(*self._passage(slug, anchor))
        return _drawn(address)

    def _speech_code(self, slug: str) -> Response:
        return _drawn(self._links.speech(self._catalogue().corpus.speech(slug) or abort(404)))

    def _passage(self, slug: str, anchor: str) -> tuple[Passage, Speech]:
        corpus = self._catalogue().corpus
        passage = corpus.passage(f"{slug}#{anchor}") or abort(404)
        return passage, corpus.speech_of(passage)

    def _told(self, passage: Passage, speech: Speech) -> tuple[Quote, str]:
        """The words that the address points at, and where they stand; else those that its plain heading tells of."""
        start, end = pointed_at(speech, request.args).get(passage.anchor, (0, 0))
        starts, ends = ({span[side] for span in passage.sentences} for side in (0, 1))
        if start in starts and end in ends:
            marked = Quote(passage, start, end)
            return marked, self._links.quote(marked)
        begins = self._telling(passage) if len(passage.text) > _LENGTH else 0
        behind = [end for _, end in passage.sentences if end > begins]
        fitting = [end for end in behind if end - begins <= _LENGTH]
        return Quote(passage, begins, (fitting or behind[:1])[-1]), self._links.practice(passage)


def _drawn(address: str) -> Response:
    from bot.pages.poster import code  # noqa: PLC0415 # Pillow loads with the first picture

    written = io.BytesIO()
    code(address).save(written, kind="svg", xmldecl=False, border=2, dark="#000", light="#fff", omitsize=True)
    return picture(written.getvalue(), "image/svg+xml")
