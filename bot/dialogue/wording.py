"""The texts of knowledge/wording, filled in."""

from __future__ import annotations

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
_FILTERS = frozenset(("default", "first", "join", "last", "length", "select", "trim"))


class Texts:
    """Templates by name. Placeholders have Chinese names, for the people who edit them.

    They may fill in and choose, and nothing else: without loops, calls and arithmetic no text runs code, and none takes
    longer than it is long. The sandbox stands behind that.
    """

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources
        # Replies are plain text; the pages escape what they show.
        self._environment = SandboxedEnvironment(
            undefined=StrictUndefined,
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates: dict[str, Template] = {}

    def text(self, name: str, fields: Mapping[str, object]) -> str:
        """A text, filled in.

        Raises:
            UNFILLABLE: there is no such text, or it cannot be filled in with these.
        """
        template = self._templates.get(name)
        if template is None:
            template = self._templates[name] = self._environment.from_string(self._parsed(name))
        return template.render(fields).strip("\n")

    def placeholders(self, name: str) -> set[str]:
        """What a text wants filled in, whether or not it comes to that.

        Raises:
            jinja2.TemplateSyntaxError: it is no template, or does more than to fill in and choose.
        """
        return meta.find_undeclared_variables(self._parsed(name))

    def _parsed(self, name: str) -> nodes.Template:
        if name not in self._sources:
            raise TemplateNotFound(name)
        parsed = self._environment.parse(self._sources[name])
        for node in parsed.find_all(nodes.Node):
            if not isinstance(node, _MAY_STAND) or (
                isinstance(node, nodes.Filter) and node.name not in _FILTERS
            ):
                used = f" {node.name}" if isinstance(node, nodes.Filter) else "这样的写法"
                raise TemplateSyntaxError(
                    f"不能用{used}，只能填空、写 {{% if %}} {{% else %}} {{% endif %}}", node.lineno
                )
        return parsed


def plain(of: Status | Wording) -> str:
    """The name of the program's own text for answers of a status; no file of knowledge/wording can have it."""
    return f"plain/{of.value}"


def plain_texts() -> dict[str, str]:
    """The program's own texts, which stand in where knowledge/wording has none that can be used."""
    package = files(__package__)
    own = (*Status, Wording.CUT)
    return {plain(of): package.joinpath(f"{plain(of)}.txt").read_text("utf-8") for of in own}
