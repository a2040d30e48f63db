"""The texts of knowledge/wording, filled in."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError, meta, nodes
from jinja2.sandbox import SandboxedEnvironment

from bot.model import Status, Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Template

QUOTING = (
    Wording.ANSWERED,
    Wording.WHOLE,
    Wording.SEVERAL,
    Wording.UNIT,
    Wording.CARD,
    Wording.TOLD,
    Wording.BRIEF,
)
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

UNFILLABLE = (TemplateError, ArithmeticError, TypeError, ValueError, RecursionError)
"""What filling in a text may raise."""

_MAY_STAND = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.If,
    nodes.CondExpr,
    nodes.Name,
    nodes.Const,
    nodes.List,
    nodes.Compare,
    nodes.Operand,
    nodes.Test,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Concat,
    nodes.Filter,
)
_REMEMBERED = 256
"""Texts; a corpus has some sixty."""

_FILTERS = frozenset(("default", "first", "join", "last", "length", "select", "trim"))


class Texts:
    """Templates by name. Placeholders have Chinese names, for the people who edit them.

    They may fill in and choose, and nothing else: without loops, calls and arithmetic no text runs code, and none takes
    longer than it is long. The sandbox stands behind that.
    """

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources

    def text(self, name: str, fields: Mapping[str, object]) -> str:
        """A text, filled in.

        Raises:
            UNFILLABLE: there is no such text, or it cannot be filled in with these.
        """
        return self._read(name)[0].render(fields).strip("\n")

    def placeholders(self, name: str) -> frozenset[str]:
        """What a text wants filled in, whether or not it comes to that.

        Raises:
            jinja2.TemplateSyntaxError: it is no template, or does more than to fill in and choose.
        """
        return self._read(name)[1]

    def _read(self, name: str) -> tuple[Template, frozenset[str]]:
        if name not in self._sources:
            raise TemplateNotFound(name)
        return _read(self._sources[name])


# Replies are plain text; the pages escape what they show.
_ENVIRONMENT = SandboxedEnvironment(
    undefined=StrictUndefined,
    autoescape=False,
    trim_blocks=True,
    lstrip_blocks=True,
)


@lru_cache(_REMEMBERED)
def _read(source: str) -> tuple[Template, frozenset[str]]:
    """A template, and what it wants filled in; most texts of a corpus are those of the one before."""
    parsed = _ENVIRONMENT.parse(source)
    for node in parsed.find_all(nodes.Node):
        if not isinstance(node, _MAY_STAND) or (isinstance(node, nodes.Filter) and node.name not in _FILTERS):
            used = f" {node.name}" if isinstance(node, nodes.Filter) else "这样的写法"
            raise TemplateSyntaxError(
                f"不能用{used}，只能填空、写 {{% if %}} {{% else %}} {{% endif %}}", node.lineno
            )
    wanted = frozenset(meta.find_undeclared_variables(parsed))
    return _ENVIRONMENT.from_string(parsed), wanted


def plain(of: Status | Wording) -> str:
    """The name of the program's own text for answers of a status; no file of knowledge/wording can have it."""
    return f"plain/{of.value}"


def plain_texts() -> dict[str, str]:
    """The program's own texts, which stand in where knowledge/wording has none that can be used."""
    package = files(__package__)
    own = (*Status, Wording.CUT)
    return {plain(of): package.joinpath(f"{plain(of)}.txt").read_text("utf-8") for of in own}
