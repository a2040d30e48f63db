"""What search engines read: the vocabulary of schema.org as JSON-LD."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.dialogue.links import Links
    from bot.model import Passage, Speech, Unit

_CONTEXT = "https://schema.org"


class Schema:
    """Describes pages."""

    def __init__(self, links: Links) -> None:
        self._links = links

    def site(self, name: str) -> dict[str, object]:
        """The site, and how to search it."""
        return {
            "@context": _CONTEXT,
            "@type": "WebSite",
            "name": name,
            "url": f"{self._links.base}/",
            "inLanguage": "zh-CN",
            "potentialAction": {
                "@type": "SearchAction",
                "target": f"{self._links.base}/search?q={{question}}",
                "query-input": "required name=question",
            },
        }

    def unit(self, unit: Unit) -> dict[str, object]:
        """An organisation."""
        return {"@context": _CONTEXT, **self._organisation(unit)}

    def speech(self, speech: Speech) -> dict[str, object]:
        """A speech."""
        return {"@context": _CONTEXT, **self._article(speech)}

    def practice(self, passage: Passage, speech: Speech) -> dict[str, object]:
        """A practice, as part of its speech."""
        return {
            "@context": _CONTEXT,
            "@type": "Quotation",
            "headline": passage.heading,
            "text": passage.text,
            "url": self._links.practice(passage),
            "inLanguage": "zh-CN",
            "isPartOf": self._article(speech),
        }

    def _organisation(self, unit: Unit) -> dict[str, object]:
        return {
            "@type": "GovernmentOrganization",
            "name": unit.name,
            "alternateName": list(unit.aliases),
            "url": self._links.unit(unit),
        }

    def _article(self, speech: Speech) -> dict[str, object]:
        unit, source = self._organisation(speech.unit), speech.source
        person = {"@type": "Person", "name": speech.speaker, "affiliation": unit}
        told: dict[str, object | None] = {
            "@type": "Article",
            "headline": speech.title,
            "url": self._links.speech(speech),
            "image": self._links.picture(speech.slug),
            "inLanguage": "zh-CN",
            "author": person if speech.speaker else unit,
            "datePublished": speech.date.isoformat() if speech.date else None,
            "isBasedOn": {
                "@type": "WebPage",
                "name": source.title,
                **({"url": source.link} if source.link else {}),
                **(
                    {"publisher": {"@type": "Organization", "name": source.publisher}}
                    if source.publisher
                    else {}
                ),
            },
        }
        return {key: value for key, value in told.items() if value}
