from __future__ import annotations

from datetime import date

import pytest

from bot.importing.finding.dates import (
    date_in_address,
    day_of_year,
    first_date,
    is_span,
    month_in,
    stands_alone,
    year_begun,
    year_in,
)


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-11",
        "发布时间:2024-01-11 09:30",
        "2024/1/11 8:45:31",
        "2024.01.11",
        "2024年1月11日",
        "2024 年 01 月 11 日",
        "二〇二四年一月十一日",
        "二○二四年一月十一日",
        "二零二四年一月十一日",
        "二〇二四年一月一十一日",
        "2024-01-11T08:12:00+08:00",
    ],
)
def test_a_date_is_read_in_every_form(text: str) -> None:
    assert first_date(text) == date(2024, 1, 11)


@pytest.mark.parametrize(
    "text",
    [
        "2024-13-01",
        "2月30日",
        "2023年2月30日",
        "第12345号",
        "20240111",
        "1-10月",
        "2024年1月",
        "二〇二四年十十月一日",
        "二〇二四年三月十一十日",
        "二〇二四年三月一一十日",
    ],
)
def test_what_is_no_full_date_is_none(text: str) -> None:
    assert first_date(text) is None


@pytest.mark.parametrize(
    "address",
    ["http://a.cn/t20240111_27.html", "http://a.cn/2024/01/11/x", "http://a.cn/2024-01/11/content_1.htm"],
)
def test_sites_put_dates_into_addresses(address: str) -> None:
    assert date_in_address(address) == date(2024, 1, 11)
    assert date_in_address("http://a.cn/content_117184963.shtml") is None


def test_a_year_is_told_by_the_number_of_an_issue_alone() -> None:
    assert year_in("（《城管》2025年第4期　责任编辑：李清）") == "2025"
    assert year_in("案例汇编（第二辑 · 2025年）") == "2025"
    assert year_in("街道2025年工作总结") is None


def test_a_comma_before_a_date_in_brackets_parts_it_from_nothing() -> None:
    assert stands_alone("（全市基层治理推进会，2025年8月14日）")
    assert not stands_alone("全市推进会，2025年8月14日")


def test_a_month_is_told_from_a_date() -> None:
    assert month_in("（商务局 2023年9月）") == "2023-09"
    assert month_in("二〇二三年十月") == "2023-10"
    assert month_in("2023.10") == month_in("2023-10") == "2023-10"
    assert month_in("2023年9月，全镇召开大会。") is None
    assert month_in("2023年9月3日") is None
    assert month_in("二〇二三年十十月") is None


def test_a_date_line_is_told_from_a_sentence_with_a_date() -> None:
    assert stands_alone("长寿湖镇人民政府　2021年12月6日")
    assert not stands_alone("2021年12月6日，全镇召开大会。")


def test_a_label_tells_a_month_however_much_stands_beside_it() -> None:
    unit = "填表单位：白沙县生活垃圾分类工作领导小组办公室综合协调科"
    assert month_in(f"{unit}　　填表日期：2021年12月") == "2021-12"
    assert month_in(f"{unit}　　2021年12月") is None


def test_days_from_one_to_another_are_told_from_a_day() -> None:
    assert is_span("（2024年9月10日—11日）")
    assert is_span("2024年9月30日至10月2日")
    assert not is_span("2024年9月10日")


def test_a_day_below_a_title_is_in_the_year_of_the_title() -> None:
    assert day_of_year("2025年全县观摩安排表", ["石塘镇", "（4月8日—9日）"]) == date(2025, 4, 8)
    assert day_of_year("全县观摩安排表", ["（4月8日—9日）"]) is None
    assert day_of_year("2025年全县观摩安排表", ["4月8日集合"]) is None


def test_a_text_may_begin_with_the_year_that_it_tells_of() -> None:
    assert year_begun("2022年，我校把家访当大事。") == "2022"
    assert year_begun("2022年以来，我校把家访当大事。") is None
