"""A message -> the same with slots in place of names, numbers and subjects, so that acts are read alike everywhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.model.names import Names

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

# One capital each: a normalised message has none.
UNIT, THEME, CITY, ORDINAL, NUMBER, THEY, SUBJECT = "UTCNDHX"

MIDDLE = 10_000
"""The number of what stands in the middle."""

OF_UNITS = frozenset(("家", "篇", "位", "单位", "部门"))
"""What units and their speeches are counted by."""

_ENGLISH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_DIGITS = {
    word: value for words in ("一二三四五六七八九", _ENGLISH) for value, word in enumerate(words, 1)
} | {
    "两": 2,
    "俩": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
}
# What ends a message: the second one, show me the third please; who won the first prize counts nothing that is shown.
_ONE = r"(?: (?:one|item|point|practice|story))?(?=$|\W+(?:please|pls|then|thanks?|thx)\b)"
_TENS = r"[一二三四五六七八九]?十[一二三四五六七八九]?"
_NUMERAL = rf"(?:\d{{1,2}}(?![0-9a-z])|{_TENS}|[一二两俩三四五六七八九壹贰叁])"
_MEASURES = r"把火|方面|部分|[个条点项号把步招段件样篇则章节家种道位]"
_MEASURE = rf"(?P<measure>(?:{_MEASURES})?)"
_OF_UNITS = r"(?P<units>(?<=[个家])(?:单位|部门))?"
# Where a Chinese numeral stands for itself: 选二, 二呢; not in 统一, 四联, 详细一点.
_ALONE, _OVER = r"(?<![^\W选挑看要回按打那第就点])", r"(?=$|\W|[吧呢啊呀嘛哈的谢])"
_SLOTS = (
    (
        ORDINAL,
        rf"(?<![然之以])(?P<end>前|头|最?后|末)面?(?P<many>[两俩二三四五六七八九2-9])(?P<measure>{_MEASURES})",
        0,
    ),
    (
        ORDINAL,
        rf"(?:(?P<back>倒数)第?|第|其|(?<![前后里上下])头(?!次)|(?<![\u4e00-\u9fff])(?=.是))(?P<n>{_NUMERAL})是?{_MEASURE}{_OF_UNITS}",
        0,
    ),
    (
        ORDINAL,
        rf"(?:最后面?|最末|最尾|末尾|末了|老末|尾巴|压轴|最底下|最下面|末(?=一?(?:{_MEASURES})))(?:的|那|𠮶)?一?{_MEASURE}{_OF_UNITS}",
        -1,
    ),
    (ORDINAL, rf"(?:最前面?|最开头|最先|最上面|打头|首(?=[条个项]))(?:的|那|𠮶)?一?{_MEASURE}", 1),
    (ORDINAL, rf"(?:最?中间|当中)(?:的|那|𠮶)?一?(?P<measure>{_MEASURES}){_OF_UNITS}", MIDDLE),
    (
        ORDINAL,
        rf"(?<![a-z])(?:the )?(?P<n>{'|'.join(_ENGLISH)}|\d{{1,2}}(?=st|nd|rd|th))(?:st|nd|rd|th)?{_ONE}",
        0,
    ),
    (ORDINAL, rf"(?<![a-z])(?:the )?last{_ONE}", -1),
    (NUMBER, rf"(?<![0-9a-z])(?P<n>\d{{1,2}}(?![0-9a-z])){_MEASURE}", 0),
    (NUMBER, rf"(?P<n>(?!一[^十]){_NUMERAL})(?P<measure>{_MEASURES})", 0),
    (NUMBER, rf"{_ALONE}(?P<n>{_NUMERAL}){_MEASURE}{_OVER}", 0),
    (
        THEY,
        r"他们|她们|它们|[他她它佢](?=家|的|讲|说|还|都|第|头|最|末|倒数)|佢哋|人家|[这那该]个?单位(?:的人)?(?!列)|[这那]家单位|[这那𠮶]家(?!单位)|他家",
        0,
    ),
)
_CLOSED = [(kind, re.compile(pattern), value) for kind, pattern, value in _SLOTS]
_ANY_CLOSED = re.compile("|".join(re.sub(r"\?P<\w+>", "?:", pattern) for _, pattern, _ in _SLOTS))
"""Where any of these begins: at most places none does."""

_REMEMBERED = 256
"""Texts."""

_MARKS = re.compile(r"[^\w+]+|_")
# 1+1 is not 11.
_BARE = re.compile(r"(?P<kept>(?<=\d)\W(?=\d))|[\W_]+")


@dataclass(frozen=True)
class Slot:
    """What stood in the place of a slot.

    Attributes:
        number: of an ordinal or a number; from the end where it is below zero.
        many: how many from that on are meant (前两条); 1 of most.
        measure: what an ordinal or number counts (条, 个); empty where it does not say.
        words: that a subject is made of.
    """

    kind: str
    text: str
    number: int = 0
    measure: str = ""
    words: tuple[str, ...] = ()
    many: int = 1


@dataclass(frozen=True)
class Slotted:
    """A message with slots.

    Attributes:
        text: normalised, a capital for each slot, a comma for marks.
        said: the same with its subjects in their own words.
    """

    text: str
    said: str
    slots: tuple[Slot, ...]

    def of(self, kind: str) -> Slot | None:
        """The first slot of a kind."""
        return next((slot for slot in self.slots if slot.kind == kind), None)

    @property
    def words(self) -> tuple[str, ...]:
        """The words that its subjects are made of."""
        return tuple(word for slot in self.slots for word in slot.words)

    @property
    def subjects(self) -> tuple[str, ...]:
        """What it tells of beside units and numbers."""
        return tuple(slot.text for slot in self.slots if slot.kind in SUBJECT + THEME)

    def without(self, kinds: str, text: str) -> str:
        """A normalised text without what stands in the slots of these kinds."""
        for slot in self.slots:
            if slot.kind in kinds:
                text = text.replace(slot.text, "")
        return text


class Slotting:
    """Puts slots into messages.

    Args:
        names: normalised, of units, themes and the city and its campaign, each with its kind.
        telling: the words of a normalised text that tell of a subject, in order.
        plain: words that tell of none, whatever a dictionary says: acts are made of them.
    """

    def __init__(
        self,
        names: Iterable[tuple[str, str]],
        telling: Callable[[str], Iterable[str]],
        plain: Collection[str],
    ) -> None:
        self._kinds: dict[str, str] = {}
        for name, kind in names:
            self._kinds.setdefault(name, kind)
        self._names = Names(self._kinds)
        self._telling, self._plain = telling, plain
        # Who reads a message asks for its slots four times, and people put the same few words around what they ask.
        self.of = lru_cache(_REMEMBERED)(self._of)

    def _of(self, text: str) -> Slotted:
        """A normalised text with slots."""
        pieces = list(self._closed(text))
        # Their places are blank for the dictionary, so that it takes no name apart.
        rest = "".join(" " * len(p.text) if isinstance(p, Slot) else p for p in pieces)
        subjects, at = iter([w for w in self._telling(rest) if w not in self._plain]), 0
        word = next(subjects, None)
        told = list[str | Slot]()
        for piece in pieces:
            if isinstance(piece, Slot):
                told.append(piece)
                continue
            while word and word in piece[at:]:
                start = piece.index(word, at)
                told += (piece[at:start], Slot(SUBJECT, word, words=(word,)))
                at = start + len(word)
                word = next(subjects, None)
            told.append(piece[at:])
            at = 0
        return _joined(told)

    def _closed(self, text: str) -> Iterator[str | Slot]:
        """Its names and numbers, and what stands between."""
        start = 0
        while (at := self._place(text, start)) < len(text):
            slot = self._slot(text, at)
            if start < at:
                yield text[start:at]
            yield slot
            start = at + len(slot.text)
            if slot.kind == UNIT:  # no word goes on behind a name: 水务局一是
                text = " " * start + text[start:]
        yield text[start:]

    def _place(self, text: str, start: int) -> int:
        """Where the first name or number from a place on begins; behind the text where there is none."""
        found = _ANY_CLOSED.search(text, start)
        end = found.start() if found else len(text)
        return next((at for at in range(start, end) if self._names.at(text, at)), end)

    def _slot(self, text: str, at: int) -> Slot:
        for name in self._names.at(text, at):
            return Slot(self._kinds[name], name)
        matches = ((kind, pattern.match(text, at), value) for kind, pattern, value in _CLOSED)
        return next(_of_match(kind, found, value) for kind, found, value in matches if found)


def bare(text: str) -> str:
    """A normalised text without marks and spaces; one of nothing else as it is."""
    return _BARE.sub(lambda mark: mark["kept"] or "", text) or text.strip()


def _of_match(kind: str, found: re.Match[str], value: int) -> Slot:
    held = found.groupdict()
    number = _value(held["n"]) if held.get("n") else value
    measure = held.get("units") or held.get("measure") or ""
    many = _value(held["many"]) if held.get("many") else 1
    if many > 1:
        number = 1 if held["end"] in ("前", "头") else -many
    return Slot(kind, found[0], -number if held.get("back") else number, measure, many=many)


def _joined(told: list[str | Slot]) -> Slotted:
    """Subjects that stand side by side are one."""
    slots, text, said = list[Slot](), "", ""
    for piece in told:
        if isinstance(piece, str):
            text, said = text + piece, said + piece
        elif piece.kind == SUBJECT and text.endswith(SUBJECT):
            last = slots.pop()
            slots.append(Slot(SUBJECT, last.text + piece.text, words=last.words + piece.words))
            said += piece.text
        else:
            slots.append(piece)
            text, said = text + piece.kind, said + (piece.text if piece.kind == SUBJECT else piece.kind)
    return Slotted(_plain(text), _plain(said), tuple(slots))


def _plain(text: str) -> str:
    return _MARKS.sub(",", text).strip(",")


def _value(numeral: str) -> int:
    """A numeral below a hundred."""
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    return (_DIGITS[tens] if tens else 1 if ten else 0) * 10 + (_DIGITS[ones] if ones else 0)
