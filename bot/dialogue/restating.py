"""What of a message is meant, where it takes something back or wants others than it names: rules of closed forms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.dialogue.slots import ORDINAL, THEY, UNIT, bare
from bot.model.names import Names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.dialogue.slots import Slotting
    from bot.model import Unit

_JOINED = re.compile(r"[和跟与及同、,，]|还有")
_INSTEAD = re.compile(
    r"我(?:其实|刚才|刚刚)?是?(?:想|要|想要)?(?:问|讲|说|指|看|找|要)的(?:其实)?(?:就?是|不是)(?!什么)"
    r"|(?:换|问)[一]?个(?:问题|话题|别的)[,，]?|还是换成|换成"
    r"|(?:不是|没有?)(?P<does>[问讲说指看找要])[^,，]+[,，](?:我|而|就|是)*(?P=does)(?:的是)?"
)
_PASSAGE = r"的?(?:原话|原文|表述|说法|[这那]?[句段])"
_LOCATED = re.compile(
    r"(?:在?哪(?:里|儿|一?[条段篇处]))有?[讲提说写][到过](?P<behind>.{2,})"
    rf"|(?m:^)(?P<before>.{{2,}}?)(?:{_PASSAGE}在哪[里儿]?|(?:{_PASSAGE})?[,，]?(?:[讲写]?在|出自)哪一?[条段篇句][里讲写的]*"
    rf"|(?:{_PASSAGE})?出自哪[里儿]?)[呀啊呢]*$"
)
"""Asks where in the speeches something stands."""

_WHERE = re.compile(r"哪(?:里|儿|一?[条段篇处句]|[呀啊呢]*$)")
"""In every one of these."""

_POINTING = re.compile(r"[这那它他]")

_CORRECTED = re.compile(
    r"[啊哦噢呃哎,，]*(?:不对|不是|说错了?|搞错了?|错了)[啊,，]*(?:应该|我)?(?:是|说的是|问的是)?"
)
_BEFORE, _BEHIND = r"(?<![^\s,，、。.…!！?？啊哦噢喔呃诶欸哎唉嘛])", r"(?=[\s,，、。.…!！?？])"
_REPAIR = re.compile(
    rf"(?:(?<![就对])算[了哒啦]+|[哦噢喔啊呃诶欸哎唉][,，]?不[是对咯]*{_BEHIND}|{_BEFORE}[打说]错[了咯啦]*{_BEHIND}"
    rf"|{_BEFORE}不对(?:不对)?{_BEHIND}|(?<!对)不对(?=不?是|应该))[\W_]*"
    r"(?:先?不(?:是|[看问要讲说][了那这]?)[^,，。]{0,8}(?:[,，。]|(?=是)))?(?:我?(?:应该|其实)?(?:[说问讲]的)?是)?"
)
"""Takes back what is said before it in one breath (第三条，哦不，第二条), and what is told once more to be not meant."""

EXCEPT = re.compile(r"除了|除开|除去|除|不算|不要|不是")
_BESIDES = re.compile(r"以外|之外|外")
_SHOWN = re.compile(
    r"(?:他们|她们|它们|[他她它](?![们家])|刚才(?:那|这)?|这|那)(?P<n>[一两俩三几])?(?:个?单位|[家个])?"
)
_SEVERAL = {"两": 2, "俩": 2, "几": 3, "三": 3}


@dataclass(frozen=True)
class Exclusion:
    """What a message does not want.

    Attributes:
        units: that it names.
        shown: how many of the units last told of.
        rest: what it says besides.
    """

    units: tuple[Unit, ...]
    shown: int
    rest: str


class Restating:
    """Knows what is meant of messages about one corpus, normalised.

    Args:
        units: by their normalised names.
    """

    def __init__(self, units: Mapping[str, Unit], slotting: Slotting) -> None:
        self._units, self._slotting = units, slotting
        self._names = Names(units)

    def repaired(self, plain: str) -> str | None:
        """What stands behind 哦不 and other repairs, where something is told before them; an ordinal keeps its unit."""
        *_, found = (None, *_REPAIR.finditer(plain))
        before, behind = (plain[: found.start()], plain[found.end() :]) if found else ("", "")
        if len(bare(before)) <= 1 or not bare(behind):
            return None
        told, unit = self._slotting.of(behind), self._slotting.of(before).of(UNIT)
        is_of_it = told.of(ORDINAL) and not (told.subjects or told.of(UNIT))
        return f"{unit.text}{behind}" if unit and is_of_it else behind

    def meant(self, plain: str) -> str | None:
        """What stands behind 我问的是 and the like, where nothing is told before it but what is not meant."""
        *_, found = (None, *_INSTEAD.finditer(plain))
        if found is None or not bare(plain[found.end() :]):
            return None
        before = plain[: found.start()]
        told = self._slotting.of(before)
        takes_back = before.startswith(("不", "别", "没")) or _CORRECTED.fullmatch(before)
        is_meant = told.subjects and not takes_back
        return None if is_meant else plain[found.end() :].lstrip("，, ")

    def located(self, plain: str) -> str | None:
        """What a message asks the place of in the speeches, where it tells that (哪里讲到主心骨)."""
        if not _WHERE.search(plain):  # most messages; to look for the rest in each takes long
            return None
        found = _LOCATED.search(plain)
        told = (found["behind"] or found["before"]) if found else ""
        is_told = bool(self._slotting.of(told).subjects) or not _POINTING.search(told)
        return told if told and is_told else None

    def excluded(self, plain: str) -> Exclusion | None:
        """What is not wanted, if anything: 除了水务局还有谁带头, 这两家以外."""
        found = EXCEPT.search(plain)
        before, behind = (plain[: found.start()], plain[found.end() :]) if found else ("", plain)
        if self._slotting.of(before).subjects:
            return None
        units, rest = self._leading_units(behind)
        shown = _SHOWN.match(behind) if found and not units else None
        rest = behind[shown.end() :] if shown else rest
        outside = _BESIDES.match(rest)
        if not (units or shown) or not (outside or (found and found[0] != "除")):
            return None
        if shown and not outside and not found[0].startswith("除"):  # type: ignore[index] # shown only where found
            return None
        rest = (rest[outside.end() :] if outside else rest).removeprefix("的").lstrip("，, ")
        if shown and self._slotting.of(before + rest).of(THEY):
            return None  # 除了这个他们还清了什么 asks more of the same unit
        return Exclusion(units, _SEVERAL.get(shown["n"], 1) if shown else 0, rest)

    def _leading_units(self, text: str) -> tuple[tuple[Unit, ...], str]:
        """The units that a text begins with, and what follows them."""
        units: list[Unit] = []
        while True:
            name = next(iter(self._names.at(text)), "")
            if not name:
                return tuple(units), text
            units.append(self._units[name])
            text = text[len(name) :]
            joined = _JOINED.match(text)
            if joined and any(self._names.at(text, joined.end())):
                text = text[joined.end() :]
