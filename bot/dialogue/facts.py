"""Questions for a fact of what is shown: 堵了几处, 去了哪些社区, 哪年开始的, 队长是谁."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.model import Quote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.model import Passage

_COUNT = re.compile(r"(?:几|多少|好多|几多)(?P<noun>[^,，。?？]{1,4})")
_WHICH = re.compile(r"(?:哪几个|哪几|哪些|哪个|哪|什么)(?P<noun>[^,，。?？]{1,4})")
_YEAR = re.compile(r"哪一?年|几几年|年份|什么时候|几时|何时")
_DAY = re.compile(r"哪一?天|几号|几月|哪一?日")
_PERSON = re.compile(
    r"(?P<role>[\u4e00-\u9fff]{2,4})(?:是谁|由谁|叫什么|叫啥)|谁(?:来)?(?:是|当|任|做)(?P<of>[\u4e00-\u9fff]{2,4})"
)
_TO_COME = re.compile(r"下次|下回|明年|明天|今年|以后|将来|最近")
_PEOPLE = re.compile(r"^(?:个人|人|名|位)")
_NUMERAL = r"[\d一二三四五六七八九十百千两]+[余多]?[万千百]?[余多]?"
_TOLD = 0.5
"""Of the characters of a question that are no question words; so many must stand in the sentence."""


def fact(text: str, passage: Passage, unread: str, normalise: Callable[[str], str]) -> Quote | None:
    """The sentence of a passage that has the fact a question asks for; None where it asks for none, or it has none.

    Args:
        text: the question, normalised.
        unread: what of it is no word of the grammar.
    """
    if _TO_COME.search(text):
        return None
    told = [
        (sentence.count(noun), Quote(passage, start, end))
        for start, end in passage.sentences
        for sentence in (normalise(passage.text[start:end]),)
        for noun in _held(text, sentence)
        if _tells(sentence, unread, noun)
    ]
    # Which communities: the sentence that names most of them.
    return max(told, key=lambda option: option[0])[1] if told else None


def _held(text: str, sentence: str) -> Iterator[str]:
    """What a question asks the number, name, year or person of, as often as the sentence has one."""
    found = _COUNT.search(text)
    if found:
        yield from (noun for noun in _beginnings(found["noun"]) if _is_counted(noun, sentence))
    elif _YEAR.search(text):
        yield from ("年",) if re.search(r"\d{4}年", sentence) else ()
    elif _DAY.search(text):
        yield from ("日",) if re.search(r"\d+[日号]", sentence) else ()
    elif _PERSON.search(text):
        yield from _roles(text, sentence)
    else:
        found = _WHICH.search(text)
        yield from (noun for noun in _beginnings(found["noun"]) if noun in sentence) if found else ()


def _beginnings(noun: str) -> list[str]:
    """The beginnings of what follows a question word, the longest first; 个 alone names nothing."""
    return [noun[:length] for length in range(len(noun), 0, -1) if noun[:length] not in ("个", "种", "样")]


def _is_counted(noun: str, sentence: str) -> bool:
    counted = "(?:人|名|位)" if _PEOPLE.match(noun) else re.escape(noun)
    return re.search(f"{_NUMERAL}{counted}", sentence) is not None


def _roles(text: str, sentence: str) -> Iterator[str]:
    for found in _PERSON.finditer(text):
        role = found["role"] or found["of"]
        for length in range(len(role), 1, -1):
            if re.search(f"(?:为|任|当){re.escape(role[-length:])}", sentence):
                yield role[-length:]


def _tells(sentence: str, unread: str, noun: str) -> bool:
    """Whether the sentence is about what else the question names."""
    rest = [char for char in unread if char not in noun]
    shared = sum(char in sentence for char in rest)
    return (len(rest) < 2 and len(noun) > 1) or shared >= _TOLD * len(rest)  # noqa: PLR2004 # 办, 去: tells little
