"""Whether the corpus answers the questions that its own texts tell people to try."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.errors import Fault
from bot.model import Conversation, Question, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.dialogue.dialogue import Dialogue
    from bot.model import Corpus

_SUCH_AS = re.compile(r"(?:比如|例如)[：:，,]?\s*([^。；;！!\n]+)")
_QUOTED = re.compile("“([^“”]+)”")
_NO_ANSWER = (Status.SUGGESTED, Status.UNANSWERED)


def check_examples(corpus: Corpus, dialogue: Dialogue) -> Iterator[Fault]:
    """Examples of the welcome, the help, the home page and all other texts that are not answered.

    A corpus without a speech answers nothing, which is said elsewhere.
    """
    for name, line, question in _examples(corpus) if corpus.speeches else ():
        answer, _ = dialogue.answer(Question(question), Conversation())
        if answer.status in _NO_ANSWER:
            what = f"教人问“{question}”，稿子里却没有回答"
            yield Fault(f"wording/{name}.txt", line, what, "换成答得上来的问题，或者删掉", is_harmless=True)


def _examples(corpus: Corpus) -> Iterator[tuple[str, int, str]]:
    """Each with the text it stands in and its line. What is filled in later was taken from the corpus."""
    for name, text in sorted(corpus.wording.items()):
        for number, line in enumerate(text.splitlines(), 1):
            for question in (line.strip(),) if name == "examples" else _told(line):
                if question and "{" not in question:
                    yield name, number, question


def _told(line: str) -> Iterator[str]:
    for found in _SUCH_AS.finditer(line):
        yield from _QUOTED.findall(found[1]) or [found[1].strip()]
