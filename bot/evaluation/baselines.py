"""What everybody writes first, to be compared with: words cut by jieba, scored by a library as it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rank_bm25 import BM25Okapi

from bot.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Cut = Callable[[str], list[str]]
    Rank = Callable[[str], list[int]]

DEPTH = 10


def plain(texts: Sequence[str], cut: Cut) -> Rank:
    """rank_bm25.BM25Okapi over words, punctuation and all.

    Returns:
        question -> numbers of the texts, best first, at most DEPTH.
    """
    model = BM25Okapi([cut(text) for text in texts])

    def rank(question: str) -> list[int]:
        scores = model.get_scores(cut(question))
        return [int(n) for n in np.argsort(-scores, kind="stable")[:DEPTH] if scores[n] > 0]

    return rank


def bm25s(texts: Sequence[str], cut: Cut) -> Rank:
    """bm25s with its standard settings, over the same words.

    Raises:
        SourceError: bm25s is not installed.
    """
    try:
        import bm25s as library  # noqa: PLC0415 # only those who compare need it
    except ImportError as error:
        raise SourceError("没有安装 bm25s，不能跟它比；先 pip install bm25s") from error
    model = library.BM25()
    model.index([cut(text) for text in texts], show_progress=False)

    def rank(question: str) -> list[int]:
        depth = min(DEPTH, len(texts))
        numbers, scores = model.retrieve([cut(question)], k=depth, show_progress=False)
        return [int(n) for n, score in zip(numbers[0], scores[0], strict=True) if score > 0]

    return rank


BASELINES: dict[str, Callable[[Sequence[str], Cut], Rank]] = {"plain": plain, "bm25s": bm25s}
