from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.importing.finding.organisations import Organisations

if TYPE_CHECKING:
    from collections.abc import Sequence


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("记者2月19日从市金融监管局获悉", ["市金融监管局"]),
        ("我院医技药剂党支部举办大赛", ["医技药剂党支部"]),
        ("成都市双流区规划和自然资源局推进整改", ["成都市双流区规划和自然资源局"]),
        ("市公安局和市城管局联合执法", ["市公安局", "市城管局"]),
        ("老百姓和税务局", ["税务局"]),
        ("麻城市城管执法局户外广告设置管理办公室在网上", ["麻城市城管执法局户外广告设置管理办公室"]),
        ("某街道城市运行管理中心负责人", ["某街道城市运行管理中心"]),
        ("鱼峰区驾鹤街道红锋社区开展宣传", ["鱼峰区驾鹤街道红锋社区"]),
        ("南江区行政审批服务局", ["南江区行政审批服务局"]),
        ("市住建局“四个聚焦”推动改造", ["市住建局"]),
        ("团市委、市科协来了", ["团市委", "市科协"]),
        ("市图书馆新馆开馆首月", ["市图书馆"]),
        ("文安一小线上主题教育", ["文安一小"]),
        ("活动由教育局在全市开展", ["教育局"]),
        ("校园食堂全部亮灶，小区停车有好处，带着平板电脑下乡", []),
        ("党员干部走进社区，群众满意", []),
    ],
)
def test_names_are_found_whole_and_nothing_else_is(
    text: str, names: Sequence[str], organisations: Organisations
) -> None:
    assert [found.name for found in organisations.find(text)] == names


def test_a_known_name_is_found_whatever_it_looks_like() -> None:
    assert [found.name for found in Organisations(["红帆驿站"]).find("来到红帆驿站歇脚")] == ["红帆驿站"]


def test_a_whole_name_is_told_from_a_sentence(organisations: Organisations) -> None:
    assert organisations.whole("市社科联")
    assert not organisations.whole("走进社区")
    assert not organisations.whole("市社科联开展活动")


def test_a_long_row_of_names_is_read_to_its_end(organisations: Organisations) -> None:
    assert len(organisations.find("市公安局和" * 1200)) == 1200


def test_a_place_may_be_unknown_too(organisations: Organisations) -> None:
    assert [one.name for one in organisations.find("云汐市自然资源和规划局")] == ["云汐市自然资源和规划局"]


def test_half_a_place_that_looks_like_a_verb_belongs_to_it(organisations: Organisations) -> None:
    assert organisations.is_place("望汀区")
    assert [one.name for one in organisations.find("在望汀区城市管理局的窗口")] == ["望汀区城市管理局"]
    assert not organisations.is_place("请北闸")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("青禾县石桥机械有限公司党委副书记、工会主席", "青禾县石桥机械有限公司"),
        ("青禾县民政局党组成员", "青禾县民政局"),
        ("青禾县石桥村党支部书记", "青禾县石桥村党支部"),
        ("青禾县民政局党组抓学习", "青禾县民政局党组"),
        ("泓阜市人力资源和社会保障局", "泓阜市人力资源和社会保障局"),
        ("石幢县城关小学", "石幢县城关小学"),
    ],
)
def test_a_party_office_is_of_the_organisation_and_a_place_nobody_knows_begins_its_name(
    text: str, name: str
) -> None:
    assert [one.name for one in Organisations().find(text)] == [name]


def test_what_a_team_is_called_stands_in_its_name() -> None:
    assert Organisations().whole("青禾县“提灯嫂”志愿服务队")
    assert not Organisations().whole("青禾县“放管服”改革推进会")
