from __future__ import annotations

from datetime import date

import pytest

from bot.importing.finding.dates import date_in_address, first_date, month_in, stands_alone, year_in


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
