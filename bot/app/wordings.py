"""What the bot says, edited text by text: checked before it is kept, shown as it will be sent, put back on demand."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.app.wording_preview import preview
from bot.channel.wording_check import check_wording
from bot.errors import OperatorError
from bot.results.editing import EditedText

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.app.baigu import Baigu
    from bot.model import Corpus

_CHANGED = "刚才有人改了这一段，您的没有存；先看看现在的，再改"
_LONGEST = 4000


class Wordings:
    """The texts of the knowledge folder.

    Args:
        used: gives what answers now.
    """

    def __init__(self, baigu: Baigu, used: Callable[[], Corpus]) -> None:
        self._baigu, self._used = baigu, used
        self._knowledge = baigu.knowledge

    def texts(self) -> Sequence[EditedText]:
        """What the bot says, by name."""
        names = [name for name in self._knowledge.files.names() if name.startswith("wording/")]
        return [self._text(name) for name in names]

    def text(self, name: str) -> EditedText:
        """One of them.

        Raises:
            OperatorError: there is none of that name.
        """
        path = f"wording/{name}.txt"
        if path not in self._knowledge.files.names():
            raise OperatorError("没有这一段话")
        return self._text(path)

    def save(self, name: str, version: str, text: str) -> None:
        """Put a text in the place of what stands there.

        Raises:
            OperatorError: somebody has changed it, or the bot could not say it.
            SourceError: it cannot be written.
        """
        self._unchanged(name, version)
        self._write(name, self._saying(name, text).wording[name])

    def put_back(self, name: str, version: str) -> None:
        """Put what is said now in the place of what stands there.

        Raises:
            OperatorError: somebody has changed it, or nothing is said now.
            SourceError: it cannot be written.
        """
        used = self._unchanged(name, version).used
        if not used:
            raise OperatorError("公众号现在没有用这一段话，没有可以改回的")
        self._write(name, used)

    def preview(self, name: str, text: str) -> str:
        """What would be sent with a text; it is not stored.

        Raises:
            OperatorError: there is none of that name, or the bot could not say it.
        """
        self.text(name)
        return preview(self._saying(name, text), name, self._baigu.links, self._baigu.settings.hotline)

    def _unchanged(self, name: str, version: str) -> EditedText:
        text = self.text(name)
        if text.version != version:
            raise OperatorError(_CHANGED)
        return text

    def _write(self, name: str, said: str) -> None:
        self._knowledge.folder.write(f"wording/{name}.txt", f"{said}\n")

    def _saying(self, name: str, text: str) -> Corpus:
        """The corpus with another text, which the bot can say."""
        said = text.replace("\r\n", "\n").strip()
        if not said or len(said) > _LONGEST:
            raise OperatorError(f"写 1 到 {_LONGEST} 个字")
        corpus = self._knowledge.read().corpus
        alone = replace(corpus, wording={name: said})
        for fault in check_wording(alone, self._baigu.links, self._baigu.settings.hotline):
            if fault.path == f"wording/{name}.txt":
                raise OperatorError(f"{fault.what}；{fault.mend}")
        return replace(corpus, wording={**corpus.wording, name: said})

    def _text(self, path: str) -> EditedText:
        content = self._knowledge.files.read(path)
        text = content.decode("utf-8-sig", "replace").strip()
        version = hashlib.sha256(content).hexdigest()[:16]
        name = path[len("wording/") : -len(".txt")]
        used = self._used().wording.get(name, "").strip()
        return EditedText(name, text, version, len(text.encode()), None if used == text else used)
