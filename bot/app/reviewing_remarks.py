"""What of a draft somebody should look at before it is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.results.review import Remark
from bot.state.masking import mask

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.corpus.review_words import ReviewWord
    from bot.model import Speech

_MOST = 40


def remarks(speech: Speech, words: Sequence[ReviewWord]) -> Iterator[Remark]:
    """Wrong words, words to be careful with, and what may name a person, sentence by sentence."""
    for number, remark in enumerate(_all(speech, words)):
        if number == _MOST:
            return
        yield remark


def _all(speech: Speech, words: Sequence[ReviewWord]) -> Iterator[Remark]:
    for passage in speech.passages:
        for start, end in passage.sentences:
            sentence = passage.text[start:end]
            for word in words:
                if word.says in sentence:
                    yield Remark(word.kind, word.says, word.told, sentence)
            masked = mask(sentence)
            if masked != sentence:
                yield Remark(
                    "personal", "", "像是电话、证件号、车牌或邮箱；不该公开的，不要收下这一段", masked
                )
