"""What is asked about a draft, and what came of accepting drafts, in lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import GUESSABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.results.acceptance import Accepted, Doubt, Waiting

LATER = "-"
"""What a person types who cannot say yet."""


def name_of(doubt: Doubt) -> str:
    """What people call what is not sure."""
    return GUESSABLE.get(doubt.field, doubt.field)


def heading(waiting: Waiting) -> str:
    """Which draft is asked about."""
    who = " ".join(filter(None, (waiting.unit, waiting.speaker, waiting.date)))
    return f"\n《{waiting.title}》{who}\n{waiting.draft}"


def question(waiting: Waiting, doubt: Doubt) -> Iterator[str]:
    """What is not sure, why, what else it might be, and how to answer."""
    why = f"，因为原文说“{doubt.sentence}”" if doubt.sentence else ""
    guess = f"猜的是“{doubt.guess}”{why}" if doubt.guess and doubt.is_said else "不知道"
    if doubt.is_said:
        yield f"{name_of(doubt)}：{guess}"
        yield from (f"  {number}. 也可能是{name}" for number, name in enumerate(doubt.alternatives, 1))
    elif doubt.field == "text":
        yield "字是从图片里认出来的：请拿原件一个字一个字地对"
    else:
        yield f"做法是猜着分的，{doubt.guess}："
        yield from (f"  {number}. {name}" for number, name in enumerate(waiting.headings, 1))
    yield f"{_how(doubt)}；定不了打 {LATER}，这篇先放着"


def is_it_new(unit: str) -> str:
    """Whether a unit that was typed and that nobody knows is one."""
    return f"units.toml 里没有“{unit}”，真的是新单位吗？"


def outcome(accepted: Sequence[Accepted], left: Sequence[str]) -> Iterator[str]:
    """What counts now, what was left and why, and what to do."""
    for one in accepted:
        new = f"，新单位“{one.unit}”加进了 units.toml" if one.is_new_unit else ""
        yield f"收下了 {one.draft} → {one.speech}{new}"
    yield from (f"先放着 {line}" for line in left)
    yield f"收下 {len(accepted)} 篇，先放着 {len(left)} 篇"
    if accepted:
        yield "接下来：baigu check 检查，baigu ask 问几句试试，baigu publish 发布以后才算数"


def doubts(waiting: Waiting) -> str:
    """What is not sure of a draft, in a line."""
    told = (
        f"{name_of(one)}是猜的" if one.guess or not one.is_said else f"没有{name_of(one)}"
        for one in waiting.doubts
    )
    return f"{waiting.draft}：{'，'.join(told)}"


def _how(doubt: Doubt) -> str:
    if not doubt.is_said:
        return "对就按回车"
    ways = ["对就按回车"] if doubt.guess else []
    ways += ["是上面的哪个就打几"] if doubt.alternatives else []
    ways += ["不对就打对的" if doubt.guess else "请打出来"]
    if doubt.field in ("speaker", "date"):
        ways.append("没有就打 无")
    return "，".join(ways)
