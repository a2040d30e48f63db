"""What the audit log keeps, in the words that its page has for it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

if TYPE_CHECKING:
    from bot.model import Act


def in_words(act: Act) -> tuple[str, str]:
    """What was done, and to what."""
    words = _words()
    return str(words.deed(act.deed)), str(words.about(act)).strip()


@cache
def _words() -> Any:
    """The macros of the page, without its marks: what they give goes into a spreadsheet."""
    templates = Environment(  # noqa: S701 # the same
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return templates.get_template("deeds.html").module
