"""Importing: where pages are read, what knows the corpus, where drafts go."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.corpus.drafts import Drafts
from bot.errors import SourceError
from bot.exchange.files import table_files
from bot.importing.drafting.desk import Desk
from bot.importing.drafting.drafts import Drafting
from bot.importing.importer import Importer
from bot.importing.reading.source import expand

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.app.baigu import Baigu

__all__ = ["Desk", "import_desk", "parted"]


def import_desk(
    baigu: Baigu, into: Path | None, *, allow_private: bool, told: Callable[[str], None] = lambda _: None
) -> Desk:
    """Where to import; drafts go to the folder `into`, else beside the speeches; `told` hears what takes its time."""
    corpus = baigu.knowledge.read().corpus
    usual = Drafts(baigu.settings.knowledge / "drafts")
    drafts = Drafts(into) if into else usual
    published = {f"speeches/{speech.slug}.md": speech for speech in corpus.speeches}
    existing = {**published, **usual.existing(), **drafts.existing()}
    drafting = Drafting(corpus.units, corpus.themes, existing)
    return Desk(Importer(corpus.units, allow_private=allow_private, told=told), drafting, drafts)


def parted(sources: Sequence[str]) -> tuple[list[Path], list[str]]:
    """The tables among sources, those in folders too, and the sources that are pages or hold some."""
    tables_, pages = list[Path](), list[str]()
    for source in sources:
        files = table_files(source)
        tables_ += files
        if not files or (Path(source).is_dir() and _holds_pages(source)):
            pages.append(source)
    return tables_, pages


def _holds_pages(folder: str) -> bool:
    try:
        return any(True for _ in expand(folder))
    except SourceError:
        return False
