"""Which of what was asked in vain somebody has decided on since, one way or the other."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from bot.corpus.question_file import question_files
from bot.model import Status
from bot.retrieval.normalization import RUN, normalise

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.corpus.files import Files
    from bot.model import Answer, Corpus
    from bot.results.mending import Cluster


def settled_by(corpus: Corpus, files: Files) -> set[str]:
    """The keys of all that editors have an answer to, a fixed reply, a question to check with or a wish for a speech."""
    golden = (question.text for _, file in question_files(files) for _, question in file.questions)
    said = (text for rows in (corpus.wanted, corpus.keywords) for row in rows for text in row.says)
    heard = chain.from_iterable(passage.answers for passage in corpus.passages)
    return {key(text) for text in chain(golden, said, heard)}


def key(text: str) -> str:
    """What is left of a question when marks and width, case and script make no difference."""
    return "".join(RUN.findall(normalise(text)))


def is_mended(cluster: Cluster, settled: set[str], decide: Callable[[str], Answer]) -> bool:
    """Whether somebody has decided on it, or it is answered now; what was no use, by another passage."""
    if any(key(wording.text) in settled for wording in cluster.wordings):
        return True
    answer = decide(cluster.question)
    if answer.text:  # a fixed reply to what reads nearly the same
        return True
    if answer.status is not Status.ANSWERED:
        return False
    was_answered = Status.ANSWERED.value in cluster.statuses
    return not was_answered or (answer.quote.passage.id if answer.quote else None) != cluster.passage
