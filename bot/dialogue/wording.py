"""The texts of knowledge/wording, filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import DictLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

if TYPE_CHECKING:
    from collections.abc import Mapping


class Wording:
    """Templates by name. Placeholders have Chinese names, for the people who edit them.

    They are sandboxed: whoever may edit a text may not thereby run code.
    """

    def __init__(self, sources: Mapping[str, str]) -> None:
        loader = DictLoader(dict(sources))
        # Replies are plain text; the pages escape what they show.
        self._templates = SandboxedEnvironment(
            loader=loader,
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
