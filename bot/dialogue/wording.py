"""The texts of knowledge/wording, filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import DictLoader, StrictUndefined, meta
from jinja2.sandbox import SandboxedEnvironment

if TYPE_CHECKING:
    from collections.abc import Mapping

QUOTING = ("answered", "unit", "card")
"""The texts that carry a quote."""

OFFERING = (
    "suggested",
    "unanswered",
    "theme",
    "themes",
    "units",
    "help",
    "welcome",
    "more",
    "no-more",
)
"""The texts that carry choices and no quote."""

SAYING = (
    "forgotten",
    "apology",
    "picture",
    "voice",
    "video",
    "location",
    "link",
    "file",
    "sticker",
    "unknown",
)
"""The texts that carry nothing. Besides, every phrase the dialogue does not act on is met by the text of its name."""

FILLED = ("about", "tagline")
"""The texts of pages, in which only the names of city.toml can be filled in."""

SHOWN = (*FILLED, "examples")
"""The texts of pages; each may be left out."""


class Wording:
    """Templates by name. Placeholders have Chinese names, for the people who edit them.

    They are sandboxed: whoever may edit a text may not thereby run code.
    """

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources
        # Replies are plain text; the pages escape what they show.
        self._templates = SandboxedEnvironment(
            loader=DictLoader(dict(sources)),
            undefined=StrictUndefined,
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def text(self, name: str, fields: Mapping[str, object]) -> str:
        """A text, filled in.

        Raises:
            jinja2.TemplateError: there is no such text, or it names a placeholder that does not exist.
        """
        return self._templates.get_template(name).render(fields).strip("\n")

    def placeholders(self, name: str) -> set[str]:
        """What a text wants filled in, whether or not it comes to that.

        Raises:
            jinja2.TemplateSyntaxError: it is no template.
        """
        source = self._sources[name]
        return meta.find_undeclared_variables(self._templates.parse(source))
