from __future__ import annotations

from datetime import date

import pytest

from bot.importing.finding.head import find_date, find_publisher
from bot.importing.reading.page import Line, Page

DAY = date(2024, 1, 11)


def dated(*texts: str, url: str | None = None, **said: str) -> tuple[date | None, tuple[str, ...]]:
    lines = tuple(map(Line, texts))
    found = find_date(Page(lines, said=said), lines, lines, url)
    return found.day, found.warnings


@pytest.mark.parametrize(
    "texts",
    [
        ("发布时间:2024-01-11", "2020年3月5日，大会召开。"),
        ("成文日期：2024-01-05　发布日期：2024-01-11",),
        ("今天是2026年1月1日 星期四", "2024/1/11 8:45:31"),
        ("正文。", "梅岭区人民法院", "二〇二四年一月十一日"),
    ],
)
def test_the_date_of_publication_is_found_among_others(texts: tuple[str, ...]) -> None:
    assert dated(*texts) == (DAY, ())


def test_the_markup_and_the_address_may_know_the_date() -> None:
    assert dated("正文。", date="2024-01-11T08:12:00+08:00") == (DAY, ())
    assert dated("正文。", url="http://a.cn/t20240111_1.html") == (DAY, ("日期取自网址",))


@pytest.mark.parametrize(
    "text",
    ["2024年1月11日，他来到这里。", "2024年1月11日，某街道召开工作会议。"],
)
def test_a_date_that_the_text_tells_of_is_none_of_the_page(text: str) -> None:
    assert dated(text, "正文。", "一。", "二。", "三。", "四。") == (None, ("没有找到发布日期",))


def test_a_page_that_names_but_the_month_is_dated_by_it() -> None:
    lines = tuple(map(Line, ("守好红绿灯", "（2023年9月）", "正文。")))
    assert find_date(Page(lines), lines, lines, None).month == "2023-09"


def test_who_signs_at_the_end_of_a_long_line_dates_the_page() -> None:
    text = "全县河道都有人管。" * 10
    assert dated("河长治", f"{text}（县委办公室供稿 2025年5月6日）")[0] == date(2025, 5, 6)
    lines = (Line("河长治"), Line(f"{text}（县委办公室供稿 2025年5月）"))
    assert find_date(Page(lines), lines, lines, None).month == "2025-05"
    assert dated("河长治", f"{text}青石县水利局2025年5月6日")[0] == date(2025, 5, 6)
    assert dated("河长治", f"{text}到2025年5月6日，全县河道都有人管")[0] is None


def test_the_source_is_named_before_the_host() -> None:
    def publisher(*texts: str, **said: str) -> str | None:
        return find_publisher(Page((), said=said), list(map(Line, texts)))

    assert publisher("来源：江西日报 2020-02-25", "主办单位:某委") == "江西日报"
    assert publisher("来源：本站原创", "主办单位:市直机关工委 | 备案号") == "市直机关工委"
    assert publisher("来源：市互联网信息办公室") == "市互联网信息办公室"
    assert publisher("正文。", publisher="微信公众平台") is None


def test_a_date_in_the_article_stands_before_todays_at_the_edge_of_the_site() -> None:
    lines = (Line("抱团卖茶的三件事"), Line("白沙乡人民政府　2024年1月11日"), Line("正文。"))
    around = (Line("白沙县人民政府　2024年8月2日 星期五"), *lines)
    assert find_date(Page(lines), lines, around, None).day == DAY


def test_who_signs_a_programme_dates_it_and_not_the_days_that_it_is_for() -> None:
    programme = ("观摩日程", "（2024年1月20日至21日）", "看茶厂。")
    assert dated(*programme, "县农业局 2024年1月11日")[0] == DAY
    assert dated(*programme)[0] == date(2024, 1, 20)
    assert dated("2024年观摩日程", "（1月11日—12日）", "看茶厂。")[0] == DAY


def test_the_year_with_which_the_text_begins_is_told_where_nothing_else_is() -> None:
    lines = tuple(map(Line, ("家访工作总结", "2023年，我校把家访当大事。", "2021年，办了夜校。")))
    assert find_date(Page(lines), lines, lines, None).month == "2023"


def test_what_a_day_is_for_dates_a_page_only_where_nobody_signs() -> None:
    labelled = ("培训时间：2024年1月20日—23日　地点：党校", "报到时间：2024年1月20日上午")
    for line in labelled:
        assert dated("课程表", line, "正文。", "县委组织部", "2024年1月11日")[0] == DAY
        assert dated("课程表", line, "正文。")[0] == date(2024, 1, 20)
    assert (
        dated(
            "谈夜校", "访谈时间：2024年1月11日 10:00 访谈地点：一号演播厅 嘉宾：夜校的校长和三位老师一起来"
        )[0]
        == DAY
    )
