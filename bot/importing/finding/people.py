"""Who speaks: names of persons, their offices, and the lines and labels that name them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.importing.finding.boilerplate import is_credit, is_meta
from bot.importing.finding.paragraphs import NUMBERED
from bot.importing.finding.title import ABOUT
from bot.importing.finding.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.importing.finding.organisations import Organisations

_WORDS = words("people")
_SURNAMES, _COMPOUND, _RANKS = (
    "".join(_WORDS["surnames"]),
    "|".join(_WORDS["compound_surnames"]),
    "|".join(_WORDS["ranks"]),
)
_NAME = (
    f"(?:(?:{_COMPOUND})[\\u4e00-\\u9fff]{{1,2}}|[{_SURNAMES}][\\u4e00-\\u9fff]{{1,2}}|[老小][{_SURNAMES}]|"
    "[\\u4e00-\\u9fff]{2,8}·[\\u4e00-\\u9fff]{2,8})"
)
_OFFICES = f"(?:(?:{_RANKS})、)*(?:{_RANKS})"
_OFFICE = re.compile(f"(?:某)?(?:(?:一级|二级|三级|四级|原|时任|常务|执行|兼)?(?:{_RANKS})[、兼]?)+$")
_SAID = "说|表示|通报|解读|就|作|代表|回答|介绍|指出|谈到|坦言|告诉|强调|认为|透露|称|如是|向|在"
_QUOTED = re.compile(f"(?P<office>{_OFFICES})(?P<name>{_NAME})(?=(?:{_SAID}))")
_IN_ROLL = re.compile(
    f"(?P<name>{_NAME})(?:[（(][^（()）]{{4,40}}[）)]|(?=介绍|发言|汇报|通报)|(?![\\u4e00-\\u9fff]))"
)
_SPACED_NAME = re.compile(
    f"(?<![\\u4e00-\\u9fff])([{_SURNAMES}])[ \u3000]+([\\u4e00-\\u9fff])(?:[ \u3000]+([\\u4e00-\\u9fff]))?"
    "(?![\\u4e00-\\u9fff])"
)
_PART = re.compile(  # that its head speaks for
    "(?<=公司|集团|大学|银行)[\u4e00-\u9fff]{2,8}(?:部|处|科|室|中心|学院|系|所)$|(?<=[局委厅办])[^\\W局委厅办]{2,8}[科股]$"
)
_BEHIND_OFFICE = re.compile(f"(?:{_RANKS})([\u4e00-\u9fff·]{{2,5}})$")
_LAST_NAME = re.compile(f"({_NAME})$")
_ADDRESSED = re.compile(f"(?:{_COMPOUND}|[{_SURNAMES}])(?:{_RANKS})")  # 李书记
_NOBODY = re.compile("(?:[县区镇乡村组班队]|街道|社区)$")
_PARTY = re.compile("记者|通讯员|编辑|摄影|来源|作者单位|主\\s*持")
_UNIT_LABEL = re.compile(r"^(?:(?:[\u4e00-\u9fff]{2})?单位|部门)\s*[:：]\s*(?P<unit>\S{3,40})$")
_ROLES = "演讲人|演讲者|宣讲人|讲述人|讲述者|主讲人|主讲|选手|参赛选手|发言人|汇报人|分享人|报告人|讲解员|姓名|作者"
_SPEAKER_LABEL = re.compile(rf"^(?:{_ROLES})\s*[:：]\s*(?P<named>.+)")
_ASKERS = re.compile("(?:.{0,8}记者|主持人.{0,4}|问|Q|.{0,10}栏目组)$")
_LABEL = re.compile(
    r"(?P<label>(?:[^\s：:，。；！？,.;!?“”、（）()]{2,30}|[\u4e00-\u9fff][ \u3000]{1,2}[\u4e00-\u9fff])"
    r"(?:[（(][^（()）]{1,30}[）)])?(?:[ \u3000]{0,2}[\u4e00-\u9fff]{2,8}|"
    rf"[ \u3000]{{0,2}}[{_SURNAMES}][ \u3000]{{1,2}}[\u4e00-\u9fff])?)\s*[：:]\s*(?=\S|$)"
)
_REPORTS = re.compile(  # （一）市水务局（汇报人：局长 李清）。
    rf"(?:{NUMBERED.pattern})?\s*(?P<unit>[^\s，。；：！？、（）():]{{3,30}})[（(](?:{_ROLES})\s*[：:]\s*(?P<named>[^（()）]{{2,30}})[）)]\s*[。：:]?\s*"
)
_PRESENT = re.compile("^[\u4e00-\u9fff]{2,6}[：:]\\s*")  # 参加人：
_FOR_THEMSELVES = re.compile("(?:居民|村民|业主|住户|市民|家长)(?:代表)?$")
_HOUR = re.compile(r"\s*(?:\d{2,4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*)?\d{1,2}[:：]\d{2}(?::\d{2})?")
_SAYS = re.compile("(?<=.{4})(?:汇报|介绍|发言|说|表示|讲|谈到?)$")  # 市水务局局长李清汇报：…
_COMES = re.compile(f"(?:{_OFFICES})({_NAME})(?=做客|作客|接受|走进|来到|与|和|同|就|谈|一席谈)")
_ANSWERS_THEM = re.compile("(?P<who>[^—]{4,}?)(?:就.{2,30})?答[\u4e00-\u9fff]{0,6}问$")
_BRACKETED_LABEL = re.compile(r"^\s*[\[【［](?P<label>[^\]】］]{2,40})[\]】］]\s*")
_LONGEST_BYLINE = 50
_HAN = re.compile("[\u4e00-\u9fff]{2,4}")
_OF_A_LEVEL = re.compile(f"(?:{_ROLES})|.{{0,3}}{_OFFICE.pattern}")  # 乡党委书记 says no more than 书记
_ASIDE = re.compile("[（(][^（()）]*[）)]?")
_PART_OF_LINE = re.compile(
    "(?:[^\\s/|:：（()）—]|[（(][\u4e00-\u9fff]{2,4}[）)](?=[\u4e00-\u9fff]*公司))+"
)  # 某化工（某市）公司 is one
_BESIDE = re.compile(f"(?:.*\\s)?({_NAME})[（(]([^（()）]*)[）)]?")  # 李清（市水务局派驻）
_INTRODUCES = re.compile(
    "(?<![\u4e00-\u9fff])(?:大家好[，,！!]?)?(?:今天)?(?:我|本人)?(?P<verb>我是(?:来自)?|我叫|我的名字(?:是|叫)|来自|我来自|我代表|我现任|(?<!.)是)"
    "(?P<who>[^。！？!?，,；;：:\n]{2,40})"
)
_GOES_ON = re.compile("[，,](?:是|来自|在)?[^，,。！？；\n]{4,30}的")
_CALLED = re.compile(
    f"的(?:[\u4e00-\u9fff]{{2,6}}(?:员|长|生|任|记|师|警|者|工))?({_NAME})$|^({_NAME})$|(?:{_RANKS}|[局委办院校厂队站所]|公司|社区|村)({_NAME})$"
)
_SIGNED_WITH = re.compile("\\s*[（(]?(?:供稿|报送|代章|印)[）)]?$")
_OPENING = 200
_LONGEST_OFFICE = 8
_OFFICE_BEHIND = re.compile(f"(?:(?:{_RANKS})、)*.{{0,{_LONGEST_OFFICE}}}")
_LONGEST_BETWEEN = 4  # 副 of 副局长, 党委, 二级


@dataclass(frozen=True)
class Byline:
    """Who speaks and for whom; either may be missing."""

    unit: str | None = None
    speaker: str | None = None


@dataclass(frozen=True)
class Label:
    """What stands before a colon where somebody begins to speak; `timed` where a record gives the hour with it."""

    end: int
    byline: Byline
    asks: bool = False
    timed: bool = False


class People:
    """Reads bylines and labels; knows organisations where it must."""

    def __init__(self, organisations: Organisations) -> None:
        self._organisations = organisations

    def byline(self, text: str) -> Byline | None:
        """Who a short line names, where it does nothing else: 市水务局 李清; 单位：…; 市水务局."""
        dateless = re.sub(r"(?:19|20)\d{2}\s*[-./年]\s*\d{1,2}\s*(?:[-./月]\s*\d{1,2}\s*日?|月)", " ", text)
        bare = _closed_up(re.sub(r"^\W+|[\s（(）)】\]］—-]+$", "", dateless))
        if (
            not bare
            or len(bare) > _LONGEST_BYLINE
            or re.search("[，。；！？“”]", bare)
            or _PARTY.search(bare)
            or _ASKERS.fullmatch(bare.replace(" ", ""))
        ):
            return None
        labelled = self.labelled(bare)
        if labelled:
            return labelled
        parts = _PART_OF_LINE.findall(bare)
        if len(parts) == 1:
            return Byline(bare) if self._organisations.whole(bare) else self._employed(bare)
        parts = [part for part in parts if not _OF_A_LEVEL.fullmatch(part)]
        beside = [part for part in parts if _HAN.fullmatch(part)] if any(map(_OFFICE.search, parts)) else []
        names = [part for part in parts if self._is_name(part)] or beside  # whose surname nobody knows
        rest = [part for part in parts if part not in names]
        if len(names) == 1 and len(rest) <= 1:
            return self._with_unit(rest[0], names[0], parts) if rest else Byline(None, names[0])
        return self._beside(bare)

    def speaking(self, label: str) -> Byline | None:
        """Who a label names: 市教育局局长张三, 市教育局, 张三."""
        beside = self._beside(re.sub(r"\s", "", label))
        if beside:
            return beside
        label = re.sub(r"[（(].*?[）)]|\s", "", label)
        employer = self._employer(label)
        if employer:
            return Byline(employer)
        if self._is_name(label):
            return Byline(None, label)
        return self._employed(label) or (Byline(label) if self._organisations.whole(label) else None)

    def _beside(self, text: str) -> Byline | None:
        """Whom a name with brackets names, and the unit that these tell: 市住建局物业科科长, 市水务局派出."""
        found = _BESIDE.fullmatch(text)
        if not found:
            return None
        beside = found[2]
        begins = (name for name, start in self._organisations.named(beside) if not start)
        return Byline(self._employer(beside) or next(begins, None), found[1])

    def name(self, text: str) -> str | None:
        """The name that a line consists of or ends with, if it can be one: 陈 静, 护理部主任 张敏（市卫健委派驻）."""
        bare = _ASIDE.sub(" ", text).strip(" \u3000（）()—-")
        *_, last = ["", *_closed_up(bare).split()]
        return last if self._is_name(last) else None

    def _is_name(self, text: str) -> bool:
        """Whether a text can be a person's name; 东和村 and 王涛班 begin like one."""
        return bool(re.fullmatch(_NAME, text)) and not (
            _NOBODY.search(text) or _ADDRESSED.fullmatch(text) or self._organisations.whole(text)
        )

    def _last_name(self, text: str) -> str | None:
        """The name that all of a text is but an office: 副局长 李清, whatever the surname behind it."""
        bare = re.sub(r"\s", "", text)
        found = _BEHIND_OFFICE.search(bare) or _LAST_NAME.search(bare)
        return found[1] if found else None

    def without_aside(self, unit: str) -> str:
        """A unit's name without a remark behind it: 某学校（书面交流）."""
        name, _, aside = unit.rstrip("）)").replace("(", "（").rpartition("（")
        return name if name and "）" not in aside and not self._organisations.ends_as_name(aside) else unit

    def introduced(self, text: str, speaker: str | None = None) -> Byline:
        """Who introduces themselves at the beginning of a speech: 我是市城管局的陈建国, 我叫陈建国，来自市城管局.

        Args:
            speaker: who is known to speak.
        """
        unit = None
        for found in _INTRODUCES.finditer(text[:_OPENING]):
            clause = re.sub(r"\s", "", found["who"])
            named = _CALLED.search(clause) if found["verb"] not in ("来自", "代表") else None
            called = (one for one in (named.groups() if named else ()) if one)
            name = next(called, None)
            speaker = speaker or name
            rest = clause.removesuffix(name or "")
            more = (_GOES_ON.match(text, found.end()) or [""])[0] if name else ""  # 我叫李清，某公司的
            names = self._organisations.find(rest) or self._organisations.find(more)
            told = self._employer(rest.rstrip("的")) or (_PART.sub("", names[-1].name) if names else None)
            unit = unit or told
        return Byline(unit, speaker)

    def labels(self, text: str) -> Iterator[Label]:
        """Labels of speakers in a text: at the beginning of a line, or where a sentence has just ended."""
        reports = _REPORTS.match(text)
        if reports:
            yield Label(reports.end(), Byline(reports["unit"], self._last_name(reports["named"])))
            return
        bracketed = _BRACKETED_LABEL.match(text)
        for found in [bracketed] if bracketed else _LABEL.finditer(text):
            label = _SAYS.sub("", _HOUR.sub("", found["label"]))
            of_place = (
                Byline(label) if "。" in text[found.end() :] and self._organisations.is_place(label) else None
            )
            byline, asks = self.speaking(label) or of_place, bool(_ASKERS.fullmatch(re.sub(r"\s", "", label)))
            if (byline or asks) and _begins_sentence(text, found.start()):
                timed = bool(_HOUR.search(found["label"]))
                yield Label(found.end(), byline or Byline(), asks, timed)

    def roll(self, text: str) -> dict[str, str]:
        """Whose each one is whom a text names with an office, or a line of it with no more; not who leads.

        市水利局副局长罗启明, 罗启明（市水利局副局长）, 罗启明 市水利局副局长.
        """
        units = dict[str, str]()
        for line in text.split("\n"):
            told = _PRESENT.sub("", line)
            aside = len(told) > _LONGEST_BYLINE or "主持" in line or _FOR_THEMSELVES.search(line)
            byline = None if aside else self.byline(told)
            if byline and byline.unit and byline.speaker:
                units.setdefault(byline.speaker, byline.unit)
        for found in _IN_ROLL.finditer(text):
            before = text[max(found.start() - _LONGEST_BYLINE, 0) : found.end()]
            told = re.sub(r"\s", "", re.split("[。；;，,\n]|下?面?请", before)[-1])
            byline = self._beside(found[0]) or self._employed(re.split(r"[\W_]", told)[-1])
            if byline and byline.unit and "主持" not in told:
                units.setdefault(found["name"], byline.unit)
        return units

    def interviewed(self, label: str, lead: str) -> Byline:
        """Who answers in an interview under a label: 李清, 李局长, 嘉宾; named by what leads to it where the label does not.

        Args:
            lead: title, what stands above the first question, and how it begins.
        """
        units = self.roll(lead)
        if self._is_name(label):
            return Byline(self._last_of(units.get(label)), label)
        office = re.fullmatch(f"(?P<surname>{_COMPOUND}|.)(?:{_RANKS})", label)
        surname = office["surname"] if office else ""
        named = {one for one in {*units, *_COMES.findall(lead)} if one.startswith(surname)}
        name = named.pop() if len(named) == 1 else None
        return Byline(self._last_of(units.get(name or "")), name)

    def _last_of(self, unit: str | None) -> str | None:
        """The organisation that words of prose end with: 请到的嘉宾是市水务局."""
        found = self._organisations.find(unit or "")
        return found[-1].name if found else unit

    def questioned(self, title: str) -> Byline:
        """Who is asked in an interview, or told about, by its title: …——访市水务局局长 李清, 市水务局负责人答记者问."""
        about = ABOUT.split(title)
        answers = _ANSWERS_THEM.search(title)
        who = answers["who"] if answers else about[1] if len(about) > 1 else ""
        told = self.byline(who) or Byline(
            who if self._organisations.whole(who) else self._employer(who) if answers else None
        )
        return Byline(told.unit) if "——记" in title else told

    def quoted(self, text: str, unit: str) -> str | None:
        """The one person whom a text quotes as speaking for the unit; None where there are several or none."""
        names = {name for name, before in _spokesmen(text) if self._speaks_for(before, unit)}
        return names.pop() if len(names) == 1 else None

    def signer(self, text: str) -> str | None:
        """The organisation that a line consists of, where it signs: 市 水 务 局（代章）, （某社区供稿）."""
        name = _SIGNED_WITH.sub("", text.strip(" \u3000（）()【】"))
        is_line = not (is_meta(name) or is_credit(name) or re.search(r"[，。；：！？]|^[^\w“《]", name))
        signs = is_line and (self._organisations.whole(name) or self._organisations.ends_as_name(name))
        return name if signs else None

    def labelled(self, text: str) -> Byline | None:
        """Whom the labels of a line name, where it holds nothing else: 单位：…　发言人：李清（党总支书记）."""
        unit = speaker = None
        for part in re.split(r"\s{1,}(?=\S{2,6}\s*[:：])|\s*[,，;；]\s*", text):
            unit_label, speaker_label = _UNIT_LABEL.match(part), _SPEAKER_LABEL.match(part)
            name = self.name(re.split("[（(]", speaker_label["named"])[0]) if speaker_label else None
            if not (unit_label or name):
                return None
            unit = self.without_aside(unit_label["unit"]) if unit_label else unit
            speaker = name or speaker
        return Byline(unit, speaker)

    def _with_unit(self, unit: str, name: str, parts: list[str]) -> Byline | None:
        named = self._organisations.is_name(unit) or self._organisations.signs(unit)
        employer = unit if named else self._employer(unit)
        employer = employer or (self._begun(unit) if parts == [unit, name] else None)
        return Byline(employer, name) if employer else None

    def _begun(self, text: str) -> str | None:
        """The organisation that a text begins with, where no more than an office of any name follows: 某公司安全总监."""
        begins = (one.name for one in self._organisations.find(text) if not one.start)
        return next((name for name in begins if _OFFICE_BEHIND.fullmatch(text, len(name))), None)

    def _employed(self, text: str) -> Byline | None:
        """Unit, office and name without a space: 市民政局局长王大力."""
        found = re.fullmatch(f"(.*(?:{_RANKS}))({_NAME})", text)
        employer = self._employer(found[1]) if found else None
        return Byline(employer, found[2]) if found and employer else None

    def _employer(self, text: str) -> str | None:
        """The unit of 市城市运行管理中心某负责人: the organisation that an office follows."""
        before = (text[:at] for at in range(len(text)) if _OFFICE.fullmatch(text, at))  # 党工委书记, 书记
        return next(filter(None, map(self._named_by, before)), None)

    def _named_by(self, text: str) -> str | None:
        """The organisation that all of a text names, or the last words of it."""
        rest = text.rstrip("某的 ")
        rest = _PART.sub("", re.sub("([省市县区镇乡村])\\1(?:委会)?$", "\\1", rest))  # 寨下村 of its 村主任
        found = self._organisations.find(rest)
        if found and found[-1].end == len(rest):
            return re.split(r"[^\w·（）]", rest)[-1]  # all of it: jieba may have cut the name
        return rest if rest and self._organisations.is_place(rest) else None

    def _speaks_for(self, before: str, unit: str) -> bool:
        """Whether what stands before an office names the unit, or its name in a longer or shorter form."""
        clause = re.split("[，。；！？：:“”、（）()\n]", before)[-1]
        found = self._organisations.find(clause)
        if not found or len(clause) - found[-1].end > _LONGEST_BETWEEN:
            return False
        return found[-1].name in unit or unit in found[-1].name


@lru_cache(maxsize=8)
def _spokesmen(text: str) -> tuple[tuple[str, str], ...]:
    """Whom a text quotes, each with what stands before the office."""
    starts = ((found["name"], found.start("office")) for found in _QUOTED.finditer(text))
    return tuple((name, text[max(start - _LONGEST_BYLINE, 0) : start]) for name, start in starts)


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip()
    return not before or before[-1] in "。！？?!：:”\n" or "\n" in text[len(before) : start]


def _closed_up(text: str) -> str:
    """A text without the spaces inside names: 陈 静, 葛 天 明."""
    return _SPACED_NAME.sub(r"\1\2\3", text)
