"""Who speaks: names of persons, their offices, and the lines and labels that name them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.importing.organisations import Organisations

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄"
    "和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程"
    "嵇邢滑裴陆荣翁荀羊惠甄曲封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲台从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳"
    "逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东殴沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查"
    "后荆红游竺权逯盖益桓公覃闫肖付银代涂苟冼佘麦仝粟蓝磨玉岳帅晋楚闭甘原海但佟鄢仉么楼母栗来由普逯仫"
)
_COMPOUND = "欧阳|司马|上官|诸葛|司徒|东方|皇甫|尉迟|公孙|慕容|令狐|宇文|长孙|端木|南宫|夏侯"
_NAME = f"(?:(?:{_COMPOUND})[\\u4e00-\\u9fff]{{1,2}}|[{_SURNAMES}][\\u4e00-\\u9fff]{{1,2}}|[\\u4e00-\\u9fff]{{2,8}}·[\\u4e00-\\u9fff]{{2,8}})"
_RANKS = (
    "党委副书记|党委书记|党组副书记|党组书记|党工委副书记|党工委书记|第一书记|副书记|书记|主任|局长|副局长|处长|副处长|科长|副科长|院长|副院长|校长|副校长|园长|副园长|行长|副行长|行长助理|"
    "馆长|副馆长|站长|副站长|所长|副所长|庭长|副庭长|主席|副主席|会长|副会长|理事长|秘书长|副秘书长|总经理|副总经理|经理|董事长|副董事长|总裁|副总裁|总监|总工程师|总会计师|总经济师|厂长|副厂长|队长|副队长|"
    "大队长|支队长|政委|教导员|指导员|组长|副组长|部长|副部长|厅长|副厅长|市长|副市长|区长|副区长|县长|副县长|镇长|副镇长|乡长|副乡长|村长|主持人|巡视员|调研员|督导员|负责人|相关负责人|有关负责人|主要负责人|"
    "分管负责人|发言人|新闻发言人|代表|职工代表|干部|工作人员|职员|员工|党员|党员代表|网格员|楼长|志愿者|社工|护士长|护士|医生|主任医师|副主任医师|医师|药师|教师|老师|班主任|教授|副教授|研究员|讲师|学者|专家|"
    "法官|法官助理|检察官|民警|辅警|工程师|会计师|律师|创始人|合伙人|村民|居民|店主|业主|企业主|副主任|主管|专员|干事|科员|成员|站务员|司机|社员|农户|种植大户|大学生村官|驻村干部|选手|副职|正职|助理|秘书"
)
_OFFICE = re.compile(f"(?:某)?(?:(?:一级|二级|三级|四级|原|时任|常务|执行|兼)?(?:{_RANKS})[、兼]?)+$")
_SCHOLAR = re.compile(
    "(?P<school>.*?(?:大学|研究院|研究所|科学院|党校|学院|高校))(?:[\\u4e00-\\u9fff]{2,12}(?:学院|系|所|中心|院))?(?:某)?(?:教授|副教授|研究员|副研究员|讲师|学者|博士|专家)"
)
_SAID = "说|表示|介绍|指出|谈到|坦言|告诉|强调|认为|透露|称|如是|向|在"
_QUOTED = re.compile(f"(?P<office>(?:{_RANKS}))(?P<name>{_NAME})(?=(?:{_SAID}))")
_PARTY = re.compile("记者|通讯员|编辑|摄影|来源|作者单位")
_UNIT_LABEL = re.compile(r"^(?:(?:选送|报送|推荐|参赛|所在|工作)?单位|部门)\s*[:：]\s*(?P<unit>\S{3,40})$")
_SPEAKER_LABEL = re.compile(
    rf"^(?:演讲人|演讲者|宣讲人|讲述人|讲述者|主讲人|主讲|选手|参赛选手|发言人|汇报人|分享人|报告人|讲解员|姓名|作者)\s*[:：]\s*(?P<name>{_NAME})(?P<rest>.*)$"
)
_ASKERS = re.compile("(?:.{0,8}记者|主持人|问|Q|.{0,10}栏目组)$")
_LABEL = re.compile(r"(?P<label>[^\s：:，。；！？,.;!?“”、（）()]{2,30})\s*[：:]\s*(?=\S)")
_LONGEST_BYLINE = 50


@dataclass(frozen=True)
class Byline:
    """Who speaks and for whom; either may be missing."""

    unit: str | None = None
    speaker: str | None = None


@dataclass(frozen=True)
class Label:
    """What stands before a colon where somebody begins to speak."""

    start: int
    end: int
    byline: Byline
    asks: bool = False


class People:
    """Reads bylines and labels; knows organisations where it must."""

    def __init__(self, organisations: Organisations) -> None:
        self._organisations = organisations

    def byline(self, text: str) -> Byline | None:
        """Who a short line names, where it does nothing else: 市方志办 黄志坚; 单位：…; 市方志办."""
        bare = re.sub(
            r"(?:19|20)\d{2}\s*[-./年]\s*\d{1,2}\s*(?:[-./月]\s*\d{1,2}\s*日?|月)", " ", text
        ).strip(" \u3000（）()—-【】")
        if (
            not bare
            or len(bare) > _LONGEST_BYLINE
            or re.search("[，。；！？“”]", bare)
            or _PARTY.search(bare)
        ):
            return None
        labelled = self._labelled(bare)
        if labelled:
            return labelled
        parts = [part for part in re.split(r"[\s/|:：·（()）]+", bare) if part]
        names = [part for part in parts if re.fullmatch(_NAME, part) and not self._organisations.whole(part)]
        if (
            len(parts) == 2
            and len(names) == 1
            or len(parts) == 3
            and len(names) == 1
            and self._is_office(parts)
        ):  # noqa: PLR2004
            unit = next(part for part in parts if part not in names)
            return self._with_unit(unit, names[0])
        return self._unspaced(bare) if len(parts) == 1 else None

    def labels(self, text: str) -> Iterator[Label]:
        """Labels of speakers in a text: at the beginning of a line, or where a sentence has just ended."""
        for found in _LABEL.finditer(text):
            before = text[: found.start()].rstrip()
            if (
                before
                and before[-1] not in "。！？?!：:”\n"
                and "\n" not in text[len(before) : found.start()]
            ):
                continue
            byline = self._speaking(found["label"])
            if byline or _ASKERS.fullmatch(found["label"]):
                yield Label(
                    found.start("label"),
                    found.end(),
                    byline or Byline(),
                    bool(_ASKERS.fullmatch(found["label"])),
                )

    def quoted(self, text: str, unit: str) -> str | None:
        """The one person whom a text quotes as speaking for the unit; None where there are several or none."""
        names = {
            found["name"]
            for found in _QUOTED.finditer(text)
            if self._speaks_for(text[: found.start("office")], unit)
        }
        return names.pop() if len(names) == 1 else None

    def named(self, text: str, name: str) -> Byline | None:
        """The unit of a person as the text gives it in full: 三河镇河西村党支部书记李伟民."""
        for found in re.finditer(f"({_RANKS}){re.escape(name)}", text):
            before = text[max(found.start() - _LONGEST_BYLINE, 0) : found.end(1)]
            clause = re.split("[，。；！？：:“”、（）()]", before)[-1]
            unit = self._employer(clause)
            if unit:
                return Byline(unit, name)
        return None

    def _labelled(self, text: str) -> Byline | None:
        unit = speaker = None
        for part in re.split(r"\s{1,}(?=\S{2,6}\s*[:：])|\s*[,，;；]\s*", text):
            unit_label, speaker_label = _UNIT_LABEL.match(part), _SPEAKER_LABEL.match(part)
            if unit_label:
                unit = unit_label["unit"]
            elif speaker_label:
                speaker = speaker_label["name"]
                rest = speaker_label["rest"].strip(" \u3000（）()")
                unit = unit or (self._employer(rest) or rest if self._organisations.find(rest) else None)
            else:
                return None
        return Byline(unit, speaker) if unit or speaker else None

    def _is_office(self, parts: list[str]) -> bool:
        return any(_OFFICE.fullmatch(part) for part in parts)

    def _with_unit(self, unit: str, name: str) -> Byline | None:
        if self._organisations.whole(unit):
            return Byline(unit, name)
        employer = self._employer(unit)
        return Byline(employer, name) if employer else None

    def _unspaced(self, text: str) -> Byline | None:
        if self._organisations.whole(text):
            return Byline(text)
        found = re.fullmatch(f"(.*(?:{_RANKS}))({_NAME})", text)
        employer = self._employer(found[1]) if found else None
        return Byline(employer, found[2]) if found and employer else None

    def _employer(self, text: str) -> str | None:
        """The unit of 市城市运行管理中心某负责人: the organisation that an office follows."""
        scholar, office = _SCHOLAR.fullmatch(text), _OFFICE.search(text)
        if office is None:
            return None
        rest = scholar["school"] if scholar else text[: office.start()].rstrip("某的 ")
        found = self._organisations.find(rest)
        if found and found[-1].end == len(rest):
            return found[-1].name
        return rest if re.fullmatch("某.{2,20}", rest) else None

    def _speaking(self, label: str) -> Byline | None:
        employer = self._employer(label)
        if employer:
            return Byline(employer)
        if re.fullmatch(_NAME, label) and not self._organisations.whole(label):
            return Byline(None, label)
        found = re.fullmatch(f"(.*?)({_NAME})", label)
        employer = self._employer(found[1]) if found else None
        if found and employer:
            return Byline(employer, found[2])
        return Byline(label) if self._organisations.whole(label) else None

    def _speaks_for(self, before: str, unit: str) -> bool:
        """Whether what stands before an office names the unit, or its name in a longer or shorter form."""
        clause = re.split("[，。；！？：:“”、（）()\n]", before)[-1]
        found = self._organisations.find(clause)
        return (
            bool(found)
            and (found[-1].name in unit or unit in found[-1].name)
            and len(clause) - found[-1].end <= 4
        )  # noqa: PLR2004
