"""Questions for a fact of what is shown: 堵了几处, 去了哪些社区, 哪年开始的, 队长是谁."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.dialogue.slots import bare
from bot.model import Quote
from bot.model.counting import counts_asked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from bot.model import Passage
    from bot.model.counting import Count

_AMOUNT = re.compile(r"(?P<noun>[^,，。?？]{2,4}?)(?:是|有|为|达|达到)?(?:多少|几多|几[个处名位支座项场])$")
_WHICH = re.compile(
    r"哪(?:[几两些]|[一二三四五六七八九十\d]+)?[个本支座场项种]?(?P<noun>[^,，。?？\s\d一二三四五六七八九十几里儿了]{1,4})"
)
_WHAT = re.compile(r"什么(?P<noun>[^,，。?？\s]{2,4})")
_NAME = re.compile(
    r"(?P<noun>[\u4e00-\u9fff]{2,4}?)的?(?:(?:全名|全称|名字?)是?叫?|[是都]?叫)(?:什么|啥)(?:名字?)?[啊呀呢来着]*$"
)
_YEAR = re.compile(r"哪一?年|几几年|年份|什么时候|几时|何时")
_DAY = re.compile(r"哪一?天|几号|几月|哪一?日")
_PERSON = re.compile(
    r"(?P<role>[\u4e00-\u9fff]{2,4})(?:是谁|由谁|叫什么|叫啥)|谁(?:来)?(?:是|当|任|做)(?P<of>[\u4e00-\u9fff]{2,4})"
)
_TO_COME = re.compile(r"下次|下回|明年|明天|今年|以后|将来|最近")
_UNIT = re.compile(r"^(?:单位|部门|机关|家)")
_COMMON = "社小城片辖园地市郊校院灾"
"""What a single character, as 区, makes common words with."""

_NUMERAL = r"(?<!\d)(?:\d{1,3}|\d{4,}(?!年)|[一二三四五六七八九十百千两]+)[余多]?[万千百]?[余多]?"
_VAGUE = ("个", "种", "样")
"""What names nothing behind a question word."""

_LONG = 3
"""Characters of a kind of name that is no common word by itself: 培训会, and not 小区."""

_SHORT = 2
"""Characters of a run that is one word; of a longer one half the pairs must stand in the sentence."""


def fact(
    text: str, passages: Iterable[Passage], runs: Sequence[str], normalise: Callable[[str], str]
) -> Quote | None:
    """The sentence that has the fact a question asks for; None where it asks for none, or none has it.

    Args:
        text: the question, normalised.
        runs: the words in it that tell of a subject.
    """
    if not asks_fact(text):
        return None
    counts = () if "哪几" in text else counts_asked(text)
    runs = [run for run in runs if not any(run in count.said for count in counts)]
    told = [
        (sentence.count(noun), Quote(passage, start, end))
        for passage in passages
        for start, end in passage.sentences
        for sentence in (normalise(passage.text[start:end]),)
        for noun in _held(text, counts, sentence)
        if all(_tells(sentence, run, noun) for run in runs)
    ]
    # Which communities: the sentence that names most of them.
    return max(told, key=lambda option: option[0])[1] if told else None


def asks_fact(text: str) -> bool:
    """Whether a normalised question asks for a fact at all; most do not, and no sentence has to be looked at."""
    if _TO_COME.search(text):
        return False
    patterns, of_bare = (_YEAR, _DAY, _PERSON, _WHICH, _WHAT), (_AMOUNT, _NAME)
    return (
        any(p.search(text) for p in patterns)
        or any(p.search(bare(text)) for p in of_bare)
        or bool(counts_asked(text))
    )


def _held(text: str, counts: Sequence[Count], sentence: str) -> Iterator[str]:
    """What a question asks the number, name, year or person of, as often as the sentence has one."""
    amount = _AMOUNT.search(bare(text))
    which, what = _WHICH.search(text), _WHAT.search(text)
    if amount or counts:
        numbered = [noun for noun in _ends(amount["noun"]) if _is_amount(noun, sentence)] if amount else []
        told = (count for count in counts if count.is_told_in(sentence))
        yield from numbered or (of for count in told if (of := count.noun or count.measure) not in _VAGUE)
    elif _YEAR.search(text):
        yield from ("年",) if re.search(r"\d{4}年", sentence) else ()
    elif _DAY.search(text):
        yield from ("日",) if re.search(r"\d+[日号]", sentence) else ()
    elif _NAME.search(bare(text)) and (title := _titled(text, sentence)):
        yield title
    elif _PERSON.search(text):
        yield from _roles(text, sentence)
    elif which and not _UNIT.match(which["noun"]):
        yield from (noun for noun in _names(which["noun"]) if _is_named(noun, sentence))
    elif what:
        yield from (noun for noun in _names(what["noun"]) if re.search(f"[等”》]{re.escape(noun)}", sentence))


def _beginnings(noun: str) -> list[str]:
    """The beginnings of what follows a question word, the longest first; 个 alone names nothing."""
    return [noun[:length] for length in range(len(noun), 0, -1) if noun[:length] not in _VAGUE]


def _names(noun: str) -> list[str]:
    """The beginnings that may be a kind of name: a single character only where nothing follows."""
    return [beginning for beginning in _beginnings(noun) if len(beginning) > 1 or beginning == noun]


def _ends(noun: str) -> list[str]:
    """The ends of what stands before 是多少, the longest first, of two characters at least."""
    return [noun[start:] for start in range(len(noun) - 1)]


def _is_amount(noun: str, sentence: str) -> bool:
    """Whether a number stands behind it or, with what it is counted by, before it: 优秀奖3名, 6处缺口."""
    if noun not in sentence:
        return False
    noun = re.escape(noun)
    amount = f"{noun}[达为是有共约]*{_NUMERAL}|{_NUMERAL}[个处名位支座项场]{noun}"
    return re.search(amount, sentence) is not None


def _titled(text: str, sentence: str) -> str | None:
    """What a question asks the name of, where it has one in the sentence: in marks that tell what it is, or as a long name."""
    found = _NAME.search(bare(text))
    for noun in _ends(found["noun"]) if found else ():
        if re.search(f"《[^》]*{re.escape(noun)}|[等”》]{re.escape(noun)}", sentence):
            return noun
        if len(noun) >= _LONG and _is_named(noun, sentence):
            return noun
    return None


def _is_named(noun: str, sentence: str) -> bool:
    """Whether a name of that kind stands there: it follows what names it, as in 红星社区 and 城东区; not if it is counted."""
    if noun not in sentence or re.search(f"{_NUMERAL}个{re.escape(noun)}", sentence):
        return False
    return re.search(f"[\u4e00-\u9fff]{{2}}(?<![{_COMMON}]){re.escape(noun)}", sentence) is not None


def _roles(text: str, sentence: str) -> Iterator[str]:
    for found in _PERSON.finditer(text):
        role = found["role"] or found["of"]
        for length in range(len(role), 1, -1):
            if re.search(f"(?:为|任|当){re.escape(role[-length:])}", sentence):
                yield role[-length:]


def _tells(sentence: str, run: str, noun: str) -> bool:
    """Whether the sentence is about what else a question names; a verb of one character tells too little to ask."""
    rest = run.replace(noun, "")
    if len(rest) <= _SHORT:
        return len(rest) < _SHORT or any(char in sentence for char in rest)
    pairs = [rest[at : at + 2] for at in range(len(rest) - 1)]
    return sum(pair in sentence for pair in pairs) * 2 >= len(pairs)
