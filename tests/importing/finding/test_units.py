from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.importing.finding.units import Telling, Units

if TYPE_CHECKING:
    from bot.importing.finding.organisations import Organisations
    from bot.importing.finding.people import People


@pytest.fixture(scope="session")
def units(organisations: Organisations, people: People) -> Units:
    return Units(organisations, people)


NEWS = "近年来，云岭县把茶叶当成第一产业。石桥镇的茶农说，今年钱比去年多。如今全县茶园八万亩，云岭的茶叶卖到了上海。"
PLAIN = "天还没亮，我们就出了门。河水涨了半尺，桥下的闸要一扇一扇看过去。看完已是中午，大家在堤上吃了饭。"
NOTICE = "各镇人民政府，县直各部门：\n为给学生安全的路，现通知如下：\n一、范围。全县学校。\n二、内容。县公安局负责交通秩序。"


@pytest.mark.parametrize(
    ("telling", "unit", "why"),
    [
        (Telling("澜江市市场监管局关于做好食品安全工作的通知", NOTICE), "澜江市市场监管局", "title"),
        (Telling("宏远热力公司：让居民家里热得早", PLAIN), "宏远热力公司", "title"),
        (
            Telling("湖东省推出“一码通办”", "为方便群众，我省推出服务。省政务服务局有关负责人介绍。"),
            "湖东省",
            "title",
        ),
        (
            Telling("关于整治的通知", NOTICE, {"signature": "云岭县人民政府办公室"}),
            "云岭县人民政府办公室",
            "signature",
        ),
        (Telling("河边的夜班", PLAIN, {"introduction": "澜江市水利局"}), "澜江市水利局", "introduction"),
        (Telling("河边的夜班", PLAIN, {"label": "澜江市水利局"}), "澜江市水利局", "label"),
    ],
)
def test_what_a_page_gives_as_the_one_who_tells_outweighs_the_text(
    units: Units, telling: Telling, unit: str, why: str
) -> None:
    found, evidence = units.of(telling)
    assert (found, evidence and evidence.why) == (unit, why)


def test_a_name_may_begin_a_title_or_what_follows_its_dash(units: Units) -> None:
    telling = Telling("小喇叭 大声音——石桥镇用广播讲好身边事", "石桥镇用广播讲身边事。")
    (name,) = (one for one in units.candidates(telling) if one.name == "石桥镇")
    assert name.features["title begins"] == 1


def test_running_text_is_never_sure(units: Units) -> None:
    found, evidence = units.of(Telling("茶山上的春天", NEWS))
    assert found == "云岭县"
    assert evidence is not None
    assert not evidence.sure
    assert evidence.sentence == 1


def test_who_acts_outweighs_who_is_only_named(units: Units) -> None:
    text = (
        "茶园连成片。石桥镇的路修好了，云岭县先后修了三条。石桥镇和上坪村离县城远，云岭县又把车站搬到山下。"
    )
    assert units.of(Telling("茶山上的春天", text))[0] == "云岭县"


def test_whom_a_notice_addresses_does_not_tell(units: Units) -> None:
    found, _ = units.of(Telling("关于整治的通知", NOTICE))
    assert found not in ("各镇人民政府", "县直各部门")


def test_the_village_of_an_example_is_not_the_city_of_the_article(units: Units) -> None:
    text = (
        "苍山市山多地少。去年起，苍山市让村子和工厂结对子。市里先摸底，列成两张表。青溪县鹿鸣镇上坪村把旧小学改成车间。"
        "如今，全市有三百个村办起了车间。"
    )
    assert units.of(Telling("苍山以村企结对破难题", text))[0] in ("苍山市", "苍山")


def test_what_stands_before_the_verb_of_a_title_may_be_a_name(units: Units) -> None:
    candidates = units.candidates(Telling("临江46中召开家长会", "周五，临江46中召开家长会，四百位家长到场。"))
    assert "临江46中" in [one.name for one in candidates]


@pytest.mark.parametrize(
    ("title", "sure"),
    [
        ("澜江市市场监管局开展食品安全检查", True),
        ("澜江市市场监管局“三查”守护餐桌", True),
        ("澜江市市场监管局食堂开展食品安全检查", False),
    ],
)
def test_a_name_that_may_be_cut_out_of_a_longer_one_is_a_guess(units: Units, title: str, sure: bool) -> None:
    found, evidence = units.of(Telling(title, NOTICE.replace("县公安局", "澜江市市场监管局")))
    assert found == "澜江市市场监管局"
    assert evidence is not None
    assert evidence.sure is sure


@pytest.mark.parametrize(
    ("name", "text", "sure"),
    [
        ("宏远热力公司", "锅炉一台一台查过去，阀门一个一个换。", False),
        ("宏远热力公司", "热力公司把锅炉一台一台查过去。", True),
        ("宏远热力公司", "我们把锅炉一台一台查过去。", True),
        ("产业发展型", "产业发展型的村子，产业发展型有三条路。", False),
    ],
)
def test_a_label_is_sure_where_it_is_a_name_and_the_text_bears_it_out(
    units: Units, name: str, text: str, sure: bool
) -> None:
    found, evidence = units.of(Telling("把热送到家", text, {"label": name}))
    assert (found, evidence and evidence.sure) == (name, sure)


@pytest.mark.parametrize(("text", "sure"), [(PLAIN, False), (f"北河青禾的春天。{PLAIN}", True)])
def test_the_place_before_a_title_is_sure_where_the_text_names_it(
    units: Units, text: str, sure: bool
) -> None:
    found, evidence = units.of(Telling("北河青禾：古村新貌", text, {"label": "北河青禾"}))
    assert found == "北河青禾"
    assert evidence is not None
    assert evidence.sure is sure
