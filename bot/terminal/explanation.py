"""Why an answer is what it is, for somebody who does not program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

from bot.model import How, Status, Why

if TYPE_CHECKING:
    from rich.console import Console

    from bot.model import Answer, Calibration, Corpus, Finding, Match, Verdict

_HOW = {
    How.WORD: "原文里有",
    How.PART: "原文里有一部分",
    How.MEANING: "意思相近",
    How.ASKED: "编辑写的相似问法里有",
    How.CHARACTER: "只有这个字",
    How.MISSING: "原文里没有",
}
_FEATURES = {
    "coverage": "问题里的意思，这一段有多少",
    "told": "找到的意思总共有多少",
    "clear": "比别的单位明显多少",
    "margin": "比第二名明显多少",
    "possible": "得分是最多能得的几成",
    "unknown": "问题里有多少是哪里都没讲的",
    "clause": "最对得上的那半句，这一段有多少",
    "speech": "问题里的意思，整篇稿子有多少",
    "untold": "问的东西这一段没讲的可能",
    "foreign": "问的事物里有多少是稿子里没有的",
    "opening": "这一段是开头",
    "unit": "问题点了单位的名",
}
_ASKED = {
    "practice": "做法",
    "units": "哪些单位",
    "compare": "有什么不同",
    "all": "全部做法",
    "count": "多少",
    "when": "什么时候",
    "day": "哪一天、多久一次",
    "where": "什么地方",
    "money": "钱",
    "name": "姓名、名单",
    "meaning": "意思",
    "rule": "规定、标准",
    "handle": "怎么办手续、找谁",
    "view": "看法、比较、结果",
    "chat": "别的事",
}
_SHOWN = 0.05
_STATUS = {
    Status.ANSWERED: "直接引用",
    Status.SUGGESTED: "不引用，列出接近的几条",
    Status.UNANSWERED: "说明没有",
    Status.DIRECTORY: "列出可以看的",
    Status.COURTESY: "客气话",
}


_WHY = {
    Why.RESERVED: "提到 phrases.toml 里 leaders 那一行的名字，只说固定的话",
    Why.NOTHING: "没有找到沾边的话",
    Why.NAMED: "编辑写明这个问法由第 1 名来答，所以直接引用",
    Why.UNIT: "除了单位没有问别的，所以给这个单位的概况",
    Why.THIN: "问的意思，原文讲到的太少，所以最多建议",
}


def explain(console: Console, answer: Answer, corpus: Corpus) -> None:
    """Print which words matched where with which weight, and why the status is what it is."""
    verdict = answer.verdict
    if verdict is None:
        console.print(f"结果：{_STATUS[answer.status]}。这句话是固定说法或点名要看某一条，没有去搜索。")
        return
    finding = verdict.finding
    if finding.meant:
        console.print(f"照字面没有把握，当作“{finding.meant}”又找了一遍。")
    if finding.asked.kinds:
        console.print(_asked(finding))
    if finding.unit:
        console.print(f"问题点了单位：{finding.unit.name}，只在它的稿子里找。")
    for rank, match in enumerate(finding.matches[:3], 1):
        speech = corpus.speech_of(match.passage)
        console.print(
            f"\n第 {rank} 名：{speech.unit.name}《{match.passage.heading}》，总分 {match.score:.1f}"
        )
        console.print(_match_table(match))
    if finding.features:
        console.print(_confidence_table(finding, corpus.calibration))
    console.print(_decided(answer, verdict, corpus.calibration), soft_wrap=True)


def _asked(finding: Finding) -> str:
    """What the question asks for, and by which signs."""
    kinds = sorted(finding.asked.kinds.items(), key=lambda kind: -kind[1])
    told = "、".join(f"{_ASKED.get(name, name)} {share:.2f}" for name, share in kinds if share >= _SHOWN)
    signs = "、".join(f"“{sign}”" for sign in finding.asked.signs)
    return f"问的是：{told}" + (f"（看 {signs}）" if signs else "")


def _match_table(match: Match) -> Table:
    table = Table("您的词", "怎么样", "原文的词", "分量", "得分")
    for e in match.coverage.evidence:
        table.add_row(e.word, _HOW[e.how], e.found, f"{e.weight:.2f}", f"{e.weight * e.strength:.2f}")
    return table


def _confidence_table(finding: Finding, calibration: Calibration) -> Table:
    table = Table("把握怎么来的", "是多少", "权重", "加减")
    table.add_row("起点", "", "", f"{calibration.bias:+.2f}")
    for name, value in finding.features.items():
        weight = calibration.weights.get(name, 0.0)
        table.add_row(_FEATURES.get(name, name), f"{value:.2f}", f"{weight:+.2f}", f"{value * weight:+.2f}")
    return table


def _decided(answer: Answer, verdict: Verdict, calibration: Calibration) -> str:
    levels = f"（不低于 {calibration.answer} 引用，不低于 {calibration.suggest} 建议）"
    return f"把握 {verdict.confidence:.2f}{levels}{_reason(verdict)}。结果：{_STATUS[answer.status]}。"


def _reason(verdict: Verdict) -> str:
    """What decided, where it was not the probability alone."""
    limit = verdict.finding.limit
    if limit:  # said even of a passage that is thin besides: it tells more
        return f"；{limit.why}，所以最多建议"
    return f"；{_WHY[verdict.why]}" if verdict.why in _WHY else ""
