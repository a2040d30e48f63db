from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.importing.finding.people import Byline

if TYPE_CHECKING:
    from bot.importing.finding.people import People


@pytest.mark.parametrize(
    ("line", "unit", "speaker"),
    [
        ("市方志办 黄志坚", "市方志办", "黄志坚"),
        ("黄志坚（市方志办）", "市方志办", "黄志坚"),
        ("（市税务局　李四）", "市税务局", "李四"),
        ("中共绿水县委组织部部长 韩志强", "中共绿水县委组织部", "韩志强"),
        ("市民政局局长王大力", "市民政局", "王大力"),
        ("鱼峰区人民法院 法官 韦小宝", "鱼峰区人民法院", "韦小宝"),
        ("吐鲁番市高昌区亚尔镇卫生院 买买提·艾力", "吐鲁番市高昌区亚尔镇卫生院", "买买提·艾力"),
        ("单位：市医疗保障局", "市医疗保障局", None),
        ("宣讲人：莫大川", None, "莫大川"),
        ("演讲者：罗春燕　单位：南山乡中心小学", "南山乡中心小学", "罗春燕"),
        ("市人民医院党委书记  陈 静", "市人民医院", "陈静"),
        ("党组书记、局长 王建国", None, "王建国"),
        ("支队长 赵磊", None, "赵磊"),
        ("第一小学校长 张 丽", "第一小学", "张丽"),
        ("发言单位：银杏里社区　发言人：向 晖", "银杏里社区", "向晖"),
        ("福山区城市管理局（2022年7月20日）", "福山区城市管理局", None),
        ("［市信访局局长　梅雨生］", "市信访局", "梅雨生"),
        ("▍市信访局", "市信访局", None),
        ("东渡区委常委、副区长 江暮云", "东渡区委", "江暮云"),
        ("东渡区渡头乡 乡党委书记 江暮云", "东渡区渡头乡", "江暮云"),
        ("槐江经济技术开发区党工委书记 严守正", "槐江经济技术开发区党工委", "严守正"),
        ("经开区人民法庭　温如砥", "经开区人民法庭", "温如砥"),
        ("青禾县石桥村 汇报人：党支部书记 柳明", "青禾县石桥村", "柳明"),
        ("驻石桥村第一书记　柳明（市水务局派出）", "市水务局", "柳明"),
        ("东渡区钢管有限公司安全总监　柳明", "东渡区钢管有限公司", "柳明"),
        ("石桥化工（东渡）股份有限公司副总经理　柳明", "石桥化工（东渡）股份有限公司", "柳明"),
        ("东平街道党工委书记　雁回声", "东平街道", "雁回声"),
    ],
)
def test_a_byline_names_unit_and_speaker(
    line: str, unit: str | None, speaker: str | None, people: People
) -> None:
    assert people.byline(line) == Byline(unit, speaker)


@pytest.mark.parametrize(
    "line",
    [
        "三无小区“麻雀”变“凤凰”的古仔",
        "河南日报记者 逯彦萃 曹萍",
        "市方志办落实要求，开展活动。",
        "一是抓源头",
        "文/图 覃秋菊",
        "[主持人 姚 远]",
        "主 持 人：区住建局局长 李清",
        "云岭：小茶园里走出共富路",
    ],
)
def test_other_lines_are_no_bylines(line: str, people: People) -> None:
    assert people.byline(line) is None


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("市城市运行管理中心某负责人:我市推进", ["市城市运行管理中心"]),
        ("某社区党委书记：现在", ["某社区"]),
        ("红旗社区党支部书记：现在", ["红旗社区党支部"]),
        ("某大学公共管理学院教授：我调研", ["某大学"]),
        ("以下为发言记录:市行政审批局局长:过去", ["市行政审批局"]),
        ("主要做法：一是抓", []),
        ("沛阳热力集团总工程师 尹 芳：", ["沛阳热力集团"]),
        ("[市教育局副局长 葛 天 明]", ["市教育局"]),
    ],
)
def test_a_label_names_the_unit_that_an_office_follows(text: str, units: list[str], people: People) -> None:
    assert [label.byline.unit for label in people.labels(text)] == units


def test_one_person_quoted_for_the_unit_is_its_speaker(people: People) -> None:
    assert people.quoted("“有42家。”河南证监局副局长张智说，为了", "河南证监局") == "张智"
    assert people.quoted("中国人民银行郑州中心支行副行长王深德说。", "人民银行郑州中心支行") == "王深德"
    assert people.quoted("法官助理王志轩表示，好。法官助理李哲说，好。", "某法院") is None
    assert people.quoted("市教育局局长张三说。市教育局副局长李四说。", "市教育局") is None


def test_a_line_may_be_a_name_and_nothing_else(people: People) -> None:
    assert people.name("陈　静") == "陈静"
    assert people.name("守好红绿灯") is None


@pytest.mark.parametrize("line", ["东和村", "王涛班"])
def test_a_place_or_a_team_that_begins_like_a_name_is_no_person(line: str, people: People) -> None:
    assert people.name(line) is None


@pytest.mark.parametrize(
    "text",
    [
        "能来发言，是乡党委给了我最大的荣誉。",
        "地图是脚步量出的，是爱心传递出的温暖。",
    ],
)
def test_a_word_of_the_language_introduces_nobody(text: str, people: People) -> None:
    assert people.introduced(text).speaker is None


def test_the_head_of_a_village_is_of_the_village(people: People) -> None:
    assert people.byline("—马步乡寨下村村主任周流兴") == Byline("马步乡寨下村", "周流兴")


def test_the_employer_is_all_that_stands_before_an_office(people: People) -> None:
    assert people.byline("——人大代表、广州增城区石滩镇沙头村党支部书记王敏") == Byline(
        "广州增城区石滩镇沙头村党支部", "王敏"
    )


@pytest.mark.parametrize("label", ["李清", "李局长", "嘉宾", "答"])
def test_whoever_is_interviewed_is_named_by_the_label_or_by_what_leads_to_it(
    label: str, people: People
) -> None:
    assert people.interviewed(label, "今天请到的嘉宾是青禾县水利局局长李清，欢迎您。") == Byline(
        "青禾县水利局", "李清"
    )


def test_a_unit_and_who_reports_for_it_in_brackets_are_a_label(people: People) -> None:
    (label,) = people.labels("（二）青禾县水利局（汇报人：副局长庚桑楚）。去年清了八公里渠。")
    assert label.byline == Byline("青禾县水利局", "庚桑楚")


@pytest.mark.parametrize(
    ("label", "unit", "speaker"),
    [
        ("阮星（团市委社会联络部部长）：", "团市委社会联络部", "阮星"),
        ("易恩慈（大坳镇卫生院）： 我们是配角。", "大坳镇卫生院", "易恩慈"),
        ("颐和里养老服务中心 主任万秋萍：我们", "颐和里养老服务中心", "万秋萍"),
    ],
)
def test_unit_and_office_may_stand_beside_who_speaks_whatever_the_surname(
    label: str, unit: str, speaker: str, people: People
) -> None:
    assert [one.byline for one in people.labels(label)] == [Byline(unit, speaker)]


def test_who_says_their_name_first_says_the_unit_next(people: People) -> None:
    told = people.introduced("大家好，我叫赵磊，青禾县石桥家具有限公司的，做桌椅。")
    assert (told.unit, told.speaker) == ("青禾县石桥家具有限公司", "赵磊")
