"""What came of importing documents, in figures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DocumentImport:
    """What came of one document.

    Attributes:
        drafts: how many are new.
        known: how many speeches were there already.
        guesses: how many findings are told as guesses.
        is_recognised: whether characters were read out of pictures.
        fault: what sort of trouble it was, in a word or two; empty where the document was read.
    """

    drafts: int = 0
    known: int = 0
    guesses: int = 0
    is_recognised: bool = False
    fault: str = ""
