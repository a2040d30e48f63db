"""Reads source after source, the next ones in their own processes while one is looked at, and what is inside each."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bot.errors import TOO_LARGE, SourceError
from bot.importing.reading.pictures import with_pictures_read
from bot.importing.reading.sandbox import read
from bot.importing.reading.source import inside, load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

    from bot.importing.reading.page import Page
    from bot.importing.reading.source import Raw

_AHEAD = 2
"""Sources read at a time; reading takes about twice as long as what is done with the page."""

_MOST_INSIDE = 2_000
_LARGEST_INSIDE = 400_000_000  # bytes


@dataclass
class _Allowance:
    """How much may still come out of one source, however deep archives stand in archives."""

    documents: int
    size: int = _LARGEST_INSIDE

    def take(self, name: str, page: Page) -> None:
        """Take off what is inside a page.

        Raises:
            SourceError: there is not so much left.
        """
        self.documents -= len(page.enclosed)
        self.size -= sum(len(one.content) for one in page.enclosed)
        if self.documents < 0 or self.size < 0:
            raise SourceError(f"{name}：里面的文件太多或太大，没有打开；请解开后分几次导入", TOO_LARGE)


@dataclass(frozen=True)
class _Pending:
    """A document that is being read."""

    name: str
    page: Future[tuple[Raw, Page]]
    allowance: _Allowance


class ReadingAhead:
    """Reads documents in order.

    Args:
        allow_private: fetch from private and loopback addresses as well.
        told: called before each page that is recognised, with what is happening; from any thread.
        most_inside: how many documents may come out of one source.
    """

    def __init__(
        self, *, allow_private: bool, told: Callable[[str], None], most_inside: int = _MOST_INSIDE
    ) -> None:
        self._most_inside = most_inside
        self._allow_private = allow_private
        self._told = told

    def one(self, source: str) -> tuple[Raw, Page]:
        """One source as read; what is inside it stays there.

        Raises:
            SourceError: it cannot be had or read.
        """
        return self._read(partial(load, source, allow_private=self._allow_private))

    def each(self, sources: Iterable[str]) -> Iterator[tuple[str, tuple[Raw, Page] | SourceError]]:
        """Each source by name, and after it each document inside it; one that holds nothing else is left out itself."""
        readers, pending = ThreadPoolExecutor(_AHEAD), deque[_Pending]()
        try:
            for source in sources:
                page = readers.submit(self.one, source)
                pending.append(_Pending(source, page, _Allowance(self._most_inside)))
                while len(pending) > _AHEAD:
                    yield from self._first(pending, readers)
            while pending:
                yield from self._first(pending, readers)
        finally:
            readers.shutdown(cancel_futures=True)

    def _first(
        self, pending: deque[_Pending], readers: ThreadPoolExecutor
    ) -> Iterator[tuple[str, tuple[Raw, Page] | SourceError]]:
        """What came of the first; the documents inside it are put in its place."""
        one = pending.popleft()
        try:
            raw, page = one.page.result()
            if page.lines:
                yield one.name, (raw, page)
            one.allowance.take(one.name, page)
        except SourceError as error:
            yield one.name, error
            return
        pending.extendleft(
            _Pending(
                f"{one.name}/{enclosed.name}",
                readers.submit(self._read, partial(inside, raw, enclosed)),
                one.allowance,
            )
            for enclosed in reversed(page.enclosed)
        )

    def _read(self, unread: Callable[[], Raw]) -> tuple[Raw, Page]:
        raw = unread()
        return raw, with_pictures_read(raw, read(raw), self._told)
