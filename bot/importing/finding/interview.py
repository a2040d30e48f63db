"""An interview: turns under labels that come again, of which one answers what is asked under the others."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.importing.finding.body import Body

_LABEL = re.compile(
    r"\s*(?:(?P<aside>[\[【［][^\[\]【】［］\n]{1,20}[\]】］])\s*[：:]?|(?P<label>[^，。；！？,;!?：:\n]{1,20}?)\s*[：:]|"
    r"(?P<name>[^，。；！？,;!?：:\s]{1,10})(?:\u3000|\s{2}|$))\s*"
)
_BETWEEN = re.compile("[？?][ \u3000]*")  # who answers may go on in the line of who asks
_ASKS = re.compile("[？?]")
_GREETS = re.compile("[^，。！？]{0,12}好[，。！]")
_FOR_THEMSELVES = re.compile("我(?![们市区县省国])")
_TO_COME = re.compile("打算|下一?步|今后|近期|接下来|往后|未来|展望|明年")
_FEWEST, _LAST = 2, 2
BRACKETS = "[【［"
WHO_ASKS = re.compile(r"(?<!\S)[\[【［][^\[\]【】［］\n]{1,20}[\]】］]\s*[：:]?\s*$")
"""In brackets before a question it is none of it, nor of what stands before."""


@dataclass(frozen=True)
class Turn:
    """What somebody says.

    Attributes:
        start: where the label begins.
        words: where what is said begins.
        paragraph: number of the one in which it begins.
        leads: whether it begins it.
    """

    who: str
    start: int
    words: int
    text: str
    paragraph: int
    leads: bool

    @property
    def asks(self) -> bool:
        """Whether it holds a question."""
        return bool(_ASKS.search(self.text))


@dataclass(frozen=True)
class Interview:
    """Turns of which most questions are answered by one."""

    turns: Sequence[Turn]
    answers: str

    @property
    def questions(self) -> Sequence[Turn]:
        """What is said and then answered."""
        return [one for one, answer in pairwise(self.turns) if one.who != answer.who == self.answers]

    @property
    def asides(self) -> Sequence[Turn]:
        """Greetings, questions of how things were before, and of what is to come."""
        start = next((n for n, one in enumerate(self.questions) if one.asks), 0)
        first = max(min(start, self._greeted), 0) + (not self._ask_for_themselves)
        return [
            *self.questions[:first],
            *(one for one in self.questions[-_LAST:] if _TO_COME.search(one.text)),
        ]

    @property
    def _greeted(self) -> int:
        """How many turns are greetings: 主持人好，各位网友好。"""
        answers = [answer for one, answer in pairwise(self.turns) if one.who != answer.who == self.answers]
        return int(bool(_GREETS.match(answers[0].text)))

    @property
    def _ask_for_themselves(self) -> bool:
        """Whether questions are of people who each want something (我妈妈在桥头等活); a host asks most of them."""
        first, times = self.questions[0].who, Counter(one.who for one in self.questions)
        hosts = len(first) > 1 and 2 * times[first] > len(self.questions)
        return not hosts and any(
            _FOR_THEMSELVES.search(one.text) for one in self.questions if one.who == first
        )


@lru_cache(maxsize=2)
def interview_of(body: Body, first: int, last: int) -> Interview | None:
    """What the paragraphs first…last - 1 are, if one person answers in them."""
    turns = list(_turns(body, first, last))
    by = defaultdict[str, list[bool]](list)
    for one in turns:
        by[one.who].append(one.asks)
    pairs = [(one.who, other.who) for one, other in pairwise(turns) if one.asks and one.who != other.who]
    answers, times = next(iter(Counter(who for _, who in pairs).most_common(1)), ("", 0))
    others = sum(who != answers for asks, who in pairs if asks != answers)
    if times < max(_FEWEST, 2 * others) or 2 * sum(by[answers]) > len(by[answers]):
        return None
    return Interview(turns, answers)


def _turns(body: Body, first: int, last: int) -> Iterator[Turn]:
    """What stands behind labels that come again or ask."""
    found = list[tuple[int, re.Match[str]]]()
    for number in range(first, last):
        start, end = body.paragraphs[number].start, body.paragraphs[number].end
        starts = (start, *(one.end() for one in _BETWEEN.finditer(body.text, start, end)))
        found += [(number, one) for at in starts if (one := _LABEL.match(body.text, at, end))]
    times = Counter(_who(one) for _, one in found)
    limit = body.paragraphs[last - 1].end if first < last else 0
    ends = [*(one.start() for _, one in found[1:]), limit]
    labels = [
        (number, one)
        for (number, one), end in zip(found, ends, strict=False)
        if _who(one)
        and (times[_who(one)] > 1 or (not one["name"] and _ASKS.search(body.text, one.end(), end)))
    ]
    ends = [*(one.start() for _, one in labels[1:]), limit]
    for (number, one), end in zip(labels, ends, strict=False):
        leads, text = one.start() == body.paragraphs[number].start, body.text[one.end() : end].strip()
        yield Turn(_who(one), one.start(), one.end(), text, number, leads)


def _who(label: re.Match[str]) -> str:
    """Whom a label names, without remarks and the hour."""
    return re.sub(
        r"[（(][^（()）]*[）)]|[\d年月日\s/.-]+$|\W", "", label["aside"] or label["label"] or label["name"]
    )
