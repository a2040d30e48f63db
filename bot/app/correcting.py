"""Correcting: a speaker's slip that is not to be repeated, in a speech that was taken already."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.app.revising import revision_of
from bot.app.withholding import speech_at
from bot.corpus.corrections import with_correction
from bot.errors import SourceError
from bot.model import Correction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.corpus.folder import KnowledgeFolder
    from bot.model import Speech
    from bot.results.correcting import TypedCorrection


class Correcting:
    """The corrections of a knowledge folder."""

    def __init__(self, knowledge: KnowledgeFolder) -> None:
        self._knowledge = knowledge

    def recorded(self) -> Sequence[tuple[Speech, Correction]]:
        """All corrections with their speeches, the latest first."""
        speeches = self._knowledge.read().corpus.speeches
        pairs = [(speech, one) for speech in speeches for one in reversed(speech.corrections)]
        return sorted(pairs, key=lambda pair: pair[1].day, reverse=True)

    def correct(self, place: str, who: str, typed: TypedCorrection) -> str:
        """Correct a speech, named by its slug, by a passage's id or by an address of its page; its slug.

        Raises:
            SourceError: there is none such, it cannot be corrected so, or somebody has changed it meanwhile.
            KnowledgeError: the knowledge folder has faults.
        """
        revision = revision_of(self._knowledge)
        speech = speech_at(revision.speeches, place)
        if speech is None:
            raise SourceError(f"没有“{place[:80]}”这篇稿子；写讲稿的文件名，或者贴那一页的网址")
        objection = revision.put_speech(with_correction(speech, correction(who, typed)))
        if objection:
            raise SourceError(objection)
        revision.write()
        return speech.slug


def correction(who: str, typed: TypedCorrection) -> Correction:
    """What was typed, as of today."""
    today = datetime.now().astimezone().date()
    return Correction(typed.was.strip(), typed.now.strip(), who, today, typed.why.strip())
