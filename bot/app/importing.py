"""Importing: where pages are read, what knows the corpus, where drafts go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.corpus.drafts import Drafts
from bot.importing.drafting.desk import Desk
from bot.importing.drafting.drafts import Drafting
from bot.importing.importer import Importer

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app.baigu import Baigu


def import_desk(baigu: Baigu, into: Path | None, *, allow_private: bool) -> Desk:
    """Where to import; drafts go to the folder `into`, else beside the speeches."""
    corpus = baigu.knowledge.read().corpus
    usual = Drafts(baigu.settings.knowledge / "drafts")
    drafts = Drafts(into) if into else usual
    published = {f"speeches/{speech.slug}.md": speech for speech in corpus.speeches}
    existing = {**published, **usual.existing(), **drafts.existing()}
    drafting = Drafting(corpus.units, corpus.themes, existing)
    return Desk(Importer(corpus.units, allow_private=allow_private), drafting, drafts)
