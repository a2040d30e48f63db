"""Whether the texts of knowledge/wording are all there, can be filled in, and leave room for what they carry."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from jinja2 import TemplateSyntaxError

from bot.causes import cause
from bot.channel.reply import POLL, Renderer
from bot.dialogue.acts import INTENTS
from bot.dialogue.naming import EXAMPLE, NAMES, names
from bot.dialogue.wording import FILLED, OFFERING, QUOTING, SHOWN, UNFILLABLE, Texts
from bot.errors import Fault
from bot.model import (
    Answer,
    Corpus,
    Feedback,
    Match,
    Passage,
    Quote,
    Role,
    Source,
    Speech,
    Status,
    Unit,
    Wording,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from bot.dialogue.links import Links

ROOM: dict[str, int] = {**dict.fromkeys((*QUOTING, *OFFERING), 300), Wording.CARD: 100}
"""Bytes that must be left for quote and choices: a sentence or two, or three choices."""

_FIELDS = {
    "更正",
    "名称",
    "热线",
    "人工时间",
    "还有",
    "更多",
    "选项",
    "总数",
    "能点",
    "字数",
    POLL,
    EXAMPLE,
    *NAMES,
}
_QUOTED = {"单位", "演讲人", "题目", "日期", "年月", "原文", "网址", "数目", "没讲到", "各单位", "各条"}
_NEEDED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(QUOTING, ("单位", "原文", "网址")),
    **dict.fromkeys(OFFERING, ("选项",)),
    Wording.CARD: ("单位", "原文"),
    Wording.SEVERAL: ("各条",),
}
"""What a text is for; without it the reply would be held back, or lead nowhere."""


def check_wording(corpus: Corpus, links: Links, hotline: str | None) -> Iterator[Fault]:
    """Every fault of the texts, filled in with the longest names there are."""
    courtesies = [name for name in corpus.phrases if name not in (*INTENTS, Feedback.USELESS.value)]
    wanted = dict.fromkeys((*(str(wording) for wording in Wording), *courtesies))
    for intent in INTENTS:
        if not corpus.phrases.get(intent):
            yield Fault("phrases.toml", 1, f"没有 {intent} 这一行", f'补上 {intent} = ["…"]')
    for intent in (intent for intent in courtesies if intent in (*QUOTING, *OFFERING)):
        yield Fault("phrases.toml", 1, f"{intent} 这一行的名称已有别的用处", "换一个名称")
    for name in (name for name in wanted if name not in corpus.wording):
        yield Fault(f"wording/{name}.txt", 1, "没有这个文件", "补上；写一句机器人该说的话")
    for name in corpus.wording.keys() - wanted.keys() - set(SHOWN):
        yield Fault(f"wording/{name}.txt", 1, "没有地方用到这个文件", "文件名写错了就改，用不着就删掉")
    longest = _longest(corpus)
    renderer = Renderer(longest, links, hotline)
    for name in (name for name in wanted if name in corpus.wording):
        yield from _tried(name, corpus.wording[name], _text_faults(name, longest, renderer))
    for name in (name for name in FILLED if name in corpus.wording):
        yield from _tried(name, corpus.wording[name], _page_faults(name, corpus))


def _text_faults(name: str, longest: Corpus, renderer: Renderer) -> Iterator[Fault]:
    path, source = f"wording/{name}.txt", longest.wording[name]
    known = _FIELDS | _QUOTED if name in QUOTING else _FIELDS
    used = Texts({name: source}).placeholders(name)
    yield from _unknown(path, source, used - known, known)
    for placeholder in (needed for needed in _NEEDED.get(name, ()) if needed not in used):
        yield Fault(path, 1, f"没有用上“{placeholder}”", f"加上 {{{{ {placeholder} }}}}")
    if used <= known:
        yield from _room_faults(path, name, renderer.room(_answer(name, longest)))
    if not source.strip():
        yield Fault(path, 1, "是空的", "写一句机器人该说的话")


def _page_faults(name: str, corpus: Corpus) -> Iterator[Fault]:
    source, known = corpus.wording[name], set(NAMES)
    text = Texts({name: source})
    unknown = text.placeholders(name) - known
    yield from _unknown(f"wording/{name}.txt", source, unknown, known)
    if not unknown:
        text.text(name, names(corpus.city))


def _tried(name: str, source: str, faults: Iterator[Fault]) -> Iterator[Fault]:
    """The faults of a text, and that it cannot be filled in."""
    path = f"wording/{name}.txt"
    try:
        yield from faults
    except TemplateSyntaxError as error:
        yield _unreadable(path, source, error)
    except UNFILLABLE as error:
        yield Fault(path, 1, f"填不进去：{cause(error)}", "照 knowledge/README.md 改")


def _unreadable(path: str, source: str, error: TemplateSyntaxError) -> Fault:
    """What of a text is no template: the marks that lack their counterparts, else what is told of it, and where."""
    opened, closed = (len(re.findall(mark, source)) for mark in (r"{%[-+]?\s*if\b", r"{%[-+]?\s*endif\b"))
    lacking = [
        (mark, times)
        for mark, times in (
            ("{% endif %}", opened - closed),
            ("{% if … %}", closed - opened),
            ("}}", source.count("{{") - source.count("}}")),
            ("{{", source.count("}}") - source.count("{{")),
            ("%}", source.count("{%") - source.count("%}")),
            ("{%", source.count("%}") - source.count("{%")),
        )
        if times > 0
    ]
    if lacking:  # it is missed at the end; where it was nobody can tell
        what = "、".join(f"少了 {times} 个 {mark}" for mark, times in lacking)
    else:
        line = "".join(source.splitlines()[error.lineno - 1 :][:1]).strip()
        what = "花括号里的字认不出" if (error.message or "").isascii() else str(error.message)
        what += f"（在“{line[:40]}”这一行）"
    return Fault(path, error.lineno, f"读不懂：{what}", "照原来的样子写，看 {{ }} 和 {% %} 是否成对")


def _unknown(path: str, source: str, unknown: AbstractSet[str], known: AbstractSet[str]) -> Iterator[Fault]:
    for placeholder in sorted(unknown):
        mend = f"能用的有：{'、'.join(sorted(known))}"
        yield Fault(path, _line_of(placeholder, source), f"没有“{placeholder}”可以填", mend)


def _room_faults(path: str, name: str, room: int) -> Iterator[Fault]:
    least = ROOM.get(name, 0)
    if room < least:
        what = f"太长：遇到最长的单位名和题目，只给原文和选项留下 {room} 字节" if least else "太长"
        yield Fault(path, 1, what, f"缩短 {least - room} 字节以上（一个汉字 3 字节）")


def _answer(name: str, longest: Corpus) -> Answer:
    """The answer that takes most room in a text."""
    passage = longest.passages[0]
    answer = Answer(Status.UNANSWERED, name, more=99, meant="字" * 999, subject=passage.heading)
    if name not in QUOTING:
        return answer
    nothing = Quote(passage, len(passage.text) - 1, len(passage.text) - 1)
    return replace(answer, status=Status.ANSWERED, matches=(Match(nothing, 1.0),))


def _longest(corpus: Corpus) -> Corpus:
    """A corpus of one passage: the longest unit, title, speaker and address there are."""
    speeches, passages = corpus.speeches, corpus.passages
    names = [unit.name for unit in corpus.units] + [theme.name for theme in corpus.themes]
    slug = max((speech.slug for speech in speeches), key=len, default="")
    passage = Passage(
        slug,
        max((passage.anchor for passage in passages), key=len, default=""),
        heading=max(names, key=len, default=""),
        text="字" * max((len(passage.text) for passage in passages), default=1),
        role=Role.PRACTICE,
        number=1,
    )
    speech = Speech(
        slug,
        max((speech.title for speech in speeches), key=len, default=""),
        Unit("", max((unit.name for unit in corpus.units), key=len, default="")),
        max((speech.speaker or "" for speech in speeches), key=len, default="") or None,
        date(2000, 12, 31),
        Source(""),
        (passage,),
    )
    return replace(corpus, speeches=(speech,))


def _line_of(text: str, source: str) -> int:
    return next((number for number, line in enumerate(source.splitlines(), 1) if text in line), 1)
