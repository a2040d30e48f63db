"""Messages that lean on what was said before, rewritten so that they stand by themselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.model import Role

if TYPE_CHECKING:
    from bot.model import Corpus, Passage, Unit

_NUMERALS = {char: value for value, char in enumerate("一二三四五六七八九十", 1)}
_ORDINAL = re.compile(
    r"(?:那|再看|看|说说|讲讲)?第\s*([一二三四五六七八九十]|\d{1,2})\s*(?:把火|条|点|个|项|步|招|段|部分)?(?:做法)?(?:是什么|是啥|呢|怎么样|怎么说|讲什么|怎么做的?)?"
)
_OF_UNIT = re.compile(
    r"(.{2,24}?)的?第([一二三四五六七八九十]|\d{1,2})(?:把火|条|点|个|项|步|招|段|部分|件)(?:做法|经验|举措|措施|工作|事)?"
    r"(?:是什么|是啥|是咩|都?(?:做|干|讲|说)了?(?:什么|啥|些什么)|呢|怎么样|怎么说|怎么做的?)?"
)
_NEXT = re.compile(r"(?:那)?(下|后|上|前)(?:面)?一?(?:把火|条|点|个|项|步|招|段)(?:是什么|呢)?")
_THEY = re.compile(r"他们单位|他们|它们|这个单位|这家单位|该单位|那个单位|那家单位|人家单位|你们单位")
_WHAT_ABOUT = re.compile(
    r"(?:那么|那|换成|换|至于)(.{1,20}?)(?:呢|怎么样|怎么做的|怎么说|有没有)?|(.{1,20}?)呢"
)
_MARKS = re.compile(r"[\s,.?!。,？！、~…]+")


def practice_meant(text: str, corpus: Corpus, last: Passage) -> Passage | None:
    """The practice that “第二把火呢” or “下一条” means, seen from the passage last quoted.

    Args:
        text: normalised.
    """
    bare = _MARKS.sub("", text)
    found = _ORDINAL.fullmatch(bare)
    if found:
        number = _NUMERALS.get(found[1]) or int(found[1])
        return next((p for p in corpus.speech_of(last).practices if p.number == number), None)
    found = _NEXT.fullmatch(bare)
    if found is None:
        return None
    return following(corpus, last) if found[1] in "下后" else preceding(corpus, last)


def following(corpus: Corpus, passage: Passage) -> Passage | None:
    """The next practice of the same speech."""
    passages = corpus.speech_of(passage).passages
    return next((p for p in passages[passages.index(passage) + 1 :] if p.role is Role.PRACTICE), None)


def preceding(corpus: Corpus, passage: Passage) -> Passage | None:
    """The practice before it in the same speech."""
    passages = corpus.speech_of(passage).passages
    before = passages[: passages.index(passage)]
    return next((p for p in reversed(before) if p.role is Role.PRACTICE), None)


def of_unit(text: str) -> tuple[str, int] | None:
    """What names the unit in “水务局第一条是什么”, and the number of its practice.

    Args:
        text: normalised.
    """
    found = _OF_UNIT.fullmatch(_MARKS.sub("", text))
    return (found[1], _NUMERALS.get(found[2]) or int(found[2])) if found else None


def with_unit_named(text: str, unit: Unit) -> str:
    """A message with “他们” and the like replaced by the unit they mean."""
    return _THEY.sub(unit.name, text)


def what_about(text: str) -> str | None:
    """What “那水务局呢” asks about.

    Args:
        text: normalised.
    """
    found = _WHAT_ABOUT.fullmatch(_MARKS.sub("", text))
    return (found[1] or found[2]) if found else None
