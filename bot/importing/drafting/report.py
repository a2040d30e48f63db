"""What a person who checks an import reads, in Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.importing.drafting.drafts import NO_UNIT
from bot.importing.finding.boilerplate import COPY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.importing.drafting.drafts import Draft
    from bot.importing.finding.boilerplate import Dropped
    from bot.importing.finding.found import Findings
    from bot.model import Passage, Unit

_SHOWN = 60


def report(findings: Findings, drafts: Sequence[Draft]) -> str:
    """What was taken, what was dropped, what is uncertain, what was repaired, which units are new."""
    lines = [
        f"# 导入报告：{findings.title or findings.source}",
        f"来源：{findings.source}",
        f"日期：{findings.date or '没有找到'}　发布：{findings.publisher or '没有找到'}",
        *_section("取了什么", (_taken(draft) for draft in drafts)),
        *_section("请看一看（拿不准的）", findings.warnings),
        *_section("没有放进稿子的正文", map(_short, findings.left_out)),
        *_section("去掉的（不是正文）", _dropped(findings.dropped)),
        *_section("修好的字符", findings.repairs),
        *_new_units(draft.speech.unit for draft in drafts if draft.is_new_unit and draft.known is None),
    ]
    return "\n".join(lines) + "\n"


def _taken(draft: Draft) -> str:
    speech = draft.speech
    who = speech.unit.name + _guess(draft, "unit")
    who += f" {speech.speaker}{_guess(draft, 'speaker')}" if speech.speaker else ""
    parts = "编者按" if speech.is_note else f"{len(speech.practices)} 条做法{_guess(draft, 'practices')}"
    state = f"已经有了：{draft.known}，没有再写" if draft.known else f"→ {speech.slug}.md"
    headings = "".join(f"\n    {passage.number}. {_headings(passage)}" for passage in speech.practices)
    return f"《{speech.title}》{who}，{parts} {state}{headings}"


def _headings(passage: Passage) -> str:
    """The speaker's, and the plain one that is proposed."""
    return f"{passage.heading}（大白话：{passage.plain}）" if passage.plain else passage.heading


def _guess(draft: Draft, name: str) -> str:
    """（猜的：第 3 句；也可能是市教育局） behind what is a guess."""
    evidence = draft.evidence.get(name)
    if evidence is None or evidence.sure:
        return ""
    is_blank = name == "unit" and draft.speech.unit.name == NO_UNIT
    words = [f"猜的：第 {evidence.sentence} 句" if evidence.sentence else "猜的"] if not is_blank else []
    words += [f"也可能是{'、'.join(evidence.alternatives)}"] if evidence.alternatives else []
    return f"（{'；'.join(words)}）" if words else ""


def _dropped(lines: Sequence[Dropped]) -> Iterator[str]:
    """A line each; copies of what stands above once, together."""
    copies = [dropped for dropped in lines if dropped.why == COPY]
    if copies:
        yield f"{COPY}：{len(copies)} 行，共 {sum(len(copy.text) for copy in copies)} 字，从“{_short(copies[0].text)}”起"
    yield from (f"{dropped.why}：{_short(dropped.text)}" for dropped in lines if dropped.why != COPY)


def _section(title: str, entries: Iterable[str]) -> Iterator[str]:
    rows = [f"- {entry}" for entry in entries]
    if rows:
        yield f"\n## {title}"
        yield from rows


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}……（共 {len(words)} 字）"


def _new_units(units: Iterable[Unit]) -> Iterator[str]:
    new = {unit.name: unit for unit in units}
    if new:
        yield "\n## units.toml 里还没有的单位，收下时会替您加上这些行"
    for unit in new.values():
        aliases = ", ".join(_quoted(alias) for alias in unit.aliases)
        yield f"[[unit]]\nname = {_quoted(unit.name)}\nslug = {_quoted(unit.slug)}\naliases = [{aliases}]\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
