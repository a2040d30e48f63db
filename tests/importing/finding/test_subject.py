from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.importing.finding.subject import Subject

if TYPE_CHECKING:
    from bot.importing.finding.organisations import Organisations


@pytest.mark.parametrize(
    ("title", "text", "unit"),
    [
        ("乐山市税务局积极战“疫”", "在省税务局的指导下，全局行动。", "乐山市税务局"),
        (
            "省融资担保公司在行动",
            "江西省融资担保股份有限公司在省财政厅的坚强领导下行动。",
            "江西省融资担保股份有限公司",
        ),
        ("石门村的“积分超市”", "石门村党总支用小积分撬动大治理。", "石门村党总支"),
        (
            "小区开始“每日通报”",
            "居委会很忙。小区是静安区共和新路街道辖区内的小区，共和新路街道派人增援。",
            "静安区共和新路街道",
        ),
        ("一项新政策", "省政府办公厅印发了《措施》。党中央、国务院高度重视。", "省政府办公厅"),
        ("一件小事", "大家都说好。（市妇联供稿）", "市妇联"),
        ("一件小事", "大家都说好。", None),
    ],
)
def test_the_unit_that_acts_is_found(
    title: str, text: str, unit: str | None, organisations: Organisations
) -> None:
    assert Subject(organisations).of(title, text) == unit


def test_a_publisher_is_the_unit_for_want_of_another_if_it_is_no_newspaper(
    organisations: Organisations,
) -> None:
    subject = Subject(organisations)
    assert subject.of("一件小事", "大家都说好。", "云岭市图书馆") == "云岭市图书馆"
    assert subject.of("一件小事", "大家都说好。", "南屏日报社") is None
