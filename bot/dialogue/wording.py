"""The texts of knowledge/wording, filled in."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import DictLoader, StrictUndefined, TemplateError, meta
from jinja2.sandbox import SandboxedEnvironment

from bot.model import Status, Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

QUOTING = (Wording.ANSWERED, Wording.SEVERAL, Wording.UNIT, Wording.CARD, Wording.TOLD, Wording.BRIEF)
"""The texts that carry a quote."""

OFFERING = (
    Wording.SUGGESTED,
    Wording.UNANSWERED,
    Wording.THEME,
    Wording.THEMES,
    Wording.UNITS,
    Wording.HELP,
    Wording.WELCOME,
    Wording.MORE,
    Wording.NO_MORE,
    Wording.COUNTED,
    Wording.PAST_END,
    Wording.SORRY,
)
"""The texts that carry choices and no quote."""

SAYING = tuple(wording for wording in Wording if wording not in (*QUOTING, *OFFERING))
"""The texts that carry nothing. Besides, every phrase the dialogue does not act on is met by the text of its name."""

FILLED = ("about", "tagline")
"""The texts of pages, in which only the names of city.toml can be filled in."""

SHOWN = (*FILLED, "examples")
"""The texts of pages; each may be left out."""


UNFILLABLE = (TemplateError, ArithmeticError, TypeError, ValueError)
"""What filling in a text may raise."""


class Texts:
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
            UNFILLABLE: there is no such text, or it cannot be filled in with these.
        """
        # Jinja writes the name into the code it compiles: it must be a string and nothing more.
        return self._templates.get_template(str(name)).render(fields).strip("\n")

    def placeholders(self, name: str) -> set[str]:
        """What a text wants filled in, whether or not it comes to that.

        Raises:
            jinja2.TemplateSyntaxError: it is no template.
        """
        source = self._sources[name]
        return meta.find_undeclared_variables(self._templates.parse(source))


def plain(status: Status) -> str:
    """The name of the program's own text for answers of a status; no file of knowledge/wording can have it."""
    return f"plain/{status.value}"


def plain_texts() -> dict[str, str]:
    """The program's own texts, which stand in where knowledge/wording has none that can be used."""
    package = files(__package__)
    return {plain(status): package.joinpath(f"{plain(status)}.txt").read_text("utf-8") for status in Status}
