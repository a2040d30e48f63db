"""Why an answer is what it is, for somebody who does not program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

from bot.model import How, Status, Why

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

    from bot.model import Answer, Asked, Calibration, Corpus, Finding, Match, Verdict

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
    "ahead": "比别的稿子明显多少",
    "margin": "比第二名明显多少",
    "possible": "得分是最多能得的几成",
    "unknown": "问题里有多少是哪里都没讲的",
    "clause": "最对得上的那半句，这一段有多少",
    "speech": "问题里的意思，整篇稿子有多少",
    "quoted": "问题里的意思，要引的那几句有多少",
    "untold": "问的东西这一段多半没讲",
    "apart": "问的东西和问的事没有写在一句里",
    "foreign": "问的事物里有多少是稿子里没有的",
    "opening": "这一段是开头",
    "titled": "这一篇有题目",
    "unit": "问题点了单位的名",
    "length": "问得多长",
    "found": "认出了几个词",
    "vague": "问的没有一样叫得出名字",
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
_WANTED = {
    "question": "问一件事",
    "help": "怎么用",
    "units": "有哪些单位",
    "themes": "有哪些主题",
    "theme": "看一个主题",
    "unit": "看一个单位",
    "instead": "换成这个单位",
    "others": "别的单位",
    "another": "还有别的吗",
    "number": "选第几个",
    "ordinal": "第几条",
    "next": "下一条",
    "previous": "上一条",
    "more": "继续",
    "count": "一共几条",
    "told": "谁讲的、什么时候、原文",
    "detail": "详细一点",
    "brief": "短一点",
    "unclear": "没看懂",
    "wrong": "不是这个",
    "again": "再说一遍",
    "back": "返回",
    "close": "告别",
    "thanks": "谢谢",
    "acknowledged": "知道了",
    "greeting": "打招呼",
    "nothing": "客套话",
    "who": "你是谁",
    "human": "找人、要电话",
    "forget": "删除记录",
}
_SHOWN = 0.05
_STRETCHES = 3
"""Of how a question is put, those that say most."""
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
    Why.LEANING: "接着说的单位里，这一段讲到了问的意思，所以直接引用",
    Why.THIN: "问的意思，原文讲到的太少",
}


def explain(console: Console, answer: Answer, corpus: Corpus) -> None:
    """Print which words matched where with which weight, and why the status is what it is."""
    verdict = answer.verdict
    if answer.read:
        console.print(_told("听成", _WANTED, answer.read))
    if verdict is None:
        console.print(f"结果：{_STATUS[answer.status]}。这句话是固定说法或点名要看某一条，没有去搜索。")
        return
    finding = verdict.finding
    if finding.meant:
        console.print(f"照字面没有把握，当作“{finding.meant}”又找了一遍。")
    if finding.asked.kinds:
        console.print(_told("问的是", _ASKED, finding.asked))
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


def _told(what: str, names: Mapping[str, str], asked: Asked) -> str:
    """What a message wants or a question asks for, and by which signs."""
    kinds = sorted(asked.kinds.items(), key=lambda kind: -kind[1])
    told = "、".join(f"{names.get(name, name)} {share:.2f}" for name, share in kinds if share >= _SHOWN)
    signs = "、".join(f"“{sign}”" for sign in asked.signs)
    return f"{what}：{told}" + (f"（看 {signs}）" if signs else "")


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
        named = finding.limit.why if finding.limit and name not in _FEATURES else _FEATURES[name]
        table.add_row(named, f"{value:.2f}", f"{weight:+.2f}", f"{value * weight:+.2f}")
    spoke = sorted(calibration.spoke(finding.weighed), key=lambda told: -abs(told[1]))
    if spoke:
        signs = "、".join(f"“{sign}” {weight:+.2f}" for sign, weight in spoke[:_STRETCHES])
        meant = "（X 是这一段讲到的）" if calibration.is_by_form else ""
        table.add_row(f"问法{meant}：{signs}", "", "", f"{sum(weight for _, weight in spoke):+.2f}")
    return table


def _decided(answer: Answer, verdict: Verdict, calibration: Calibration) -> str:
    levels = f"（不低于 {calibration.answer} 引用，不低于 {calibration.suggest} 建议）"
    return f"把握 {verdict.confidence:.2f}{levels}{_reason(verdict)}。结果：{_STATUS[answer.status]}。"


def _reason(verdict: Verdict) -> str:
    """What decided, where it was not the probability alone."""
    limit = verdict.finding.limit
    if limit and verdict.status is not Status.ANSWERED:  # said even of a passage that is thin: it tells more
        return f"；{limit.why}"
    return f"；{_WHY[verdict.why]}" if verdict.why in _WHY else ""
