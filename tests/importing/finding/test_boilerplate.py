from __future__ import annotations

import pytest

from bot.importing.finding.boilerplate import (
    COPY,
    credit_in_tail,
    is_credit,
    is_furniture,
    is_meta,
    without_copies,
    without_furniture,
    without_page_marks,
)
from bot.importing.reading.page import Line

PROSE = "防排处始终坚持加强组织领导，助力柳州创建全国文明城市，一件事情接着一件事情办，办一件成一件。"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("当前位置：首页 > 党建动态 > 市直机关党建", "导航"),
        ("您的位置：首页 / 政务公开", "导航"),
        ("澄州新闻网 > 民生 > 正文", "导航"),
        ("报：县委、县人大常委会领导", "页脚"),
        ("抄送：县委办公室，县乡村振兴局。", "页脚"),
        ("（共印120份）", "页脚"),
        ("上一篇：关于春节闭馆的通知", "导航"),
        ("分享到：微信 微博", "导航"),
        ("今天是2026年1月1日 星期四", "导航"),
        ("一、活动背景\t1", "导航"),
        ("网站首页节日演讲稿爱国纪念日演讲稿工作学习演讲稿和谐社会演讲稿青春励志演讲稿", "导航"),
        ("浏览 8", "发布信息"),
        ("桂ICP备20004168号-1", "页脚"),
        ("主办单位:市委市直机关工委", "页脚"),
        ("电话号码:0772-2825192", "页脚"),
        ("发布时间：2024-01-11 浏览次数：233 【打印】【关闭】", "发布信息"),
        ("==========", "分隔线"),
        ("— 12 —", "分隔线"),
        (PROSE, ""),
        ("打通12345热线电话，群众有了“主心骨”。", ""),
        ("亮身份 / 亮承诺 / 亮业绩", ""),
        ("摆正位置、找准方向", ""),
        ("返回家乡的年轻人，把课堂搬到田间地头、搬到群众家门口", ""),
    ],
)
def test_furniture_is_told_from_the_article(line: str, why: str) -> None:
    assert is_furniture(line) == why


def test_a_text_that_stands_twice_is_kept_once_with_its_heading() -> None:
    lines = [
        Line(text)
        for text in (
            "标题一",
            PROSE,
            f"{PROSE}又一段。",
            "当前位置：首页 > 甲",
            "标题一",
            PROSE,
            f"{PROSE}又一段。",
            "页脚",
        )
    ]
    kept, dropped = without_copies(lines)
    assert [line.text for line in kept] == [
        "标题一",
        PROSE,
        f"{PROSE}又一段。",
        "当前位置：首页 > 甲",
        "页脚",
    ]
    assert {line.why for line in dropped} == {COPY}


def test_a_short_refrain_is_no_copy() -> None:
    lines = [Line(text) for text in ("我爱柳州。", PROSE, "我爱柳州。")]
    assert without_copies(lines)[0] == lines


def test_a_disclaimer_ends_the_article() -> None:
    lines = [Line(text) for text in (PROSE, PROSE + "。", "特别声明", "本文仅代表作者观点。")]
    assert without_furniture(lines)[0] == lines[:2]


def test_credits_are_told_from_text() -> None:
    assert all(map(is_credit, ("责任编辑：银新玉", "（文/图 刘玺东）", "药剂科供稿 摄影/张艳")))
    assert not any(map(is_credit, ("通讯员走进社区，把政策送到家。", "图书馆建到家门口", "文明创建结硕果")))
    tail = "渡过“难关”。（河南日报记者 逯彦萃 曹萍）责任编辑：银新玉"
    assert tail[: credit_in_tail(tail)] == "渡过“难关”。"
    assert credit_in_tail(PROSE) == len(PROSE)


def test_a_line_of_labels_is_no_sentence() -> None:
    assert is_meta("来源：江西日报 2020-02-25 08:33")
    assert not is_meta("时间：就像海绵里的水，挤一挤总会有的。")


def test_a_line_with_leader_dots_is_of_a_table_of_contents_without_a_number_too() -> None:
    assert is_furniture("1.让青春闪光……………………团市委") == "导航"
    assert is_furniture("豆腐坊、陶艺馆……一栋一个样") == ""


def test_what_stands_at_the_edge_of_printed_pages_is_left_out_and_the_text_goes_on() -> None:
    broken, rest, heading = "考过了才能上锅，一年", "带出学徒七十二名。", "二、把牌子拢到一起。"
    for head, mark in (("白沙乡工作报告", "第 1 页 共 2 页"), ("白沙乡          工作报告", "— 1 —")):
        texts = (head, broken, mark, head, rest, mark.replace("1", "2"), heading)
        kept, dropped = without_page_marks([*map(Line, texts)])
        assert [line.text for line in kept] == [broken + rest, heading]
        assert {one.text for one in dropped} == {head, mark, mark.replace("1", "2")}


def test_a_heading_that_comes_again_is_no_head_of_a_page() -> None:
    lines = [*map(Line, ("主要做法", PROSE, "— 1 —", "主要做法", PROSE, "主要做法", PROSE))]
    assert [line.text for line in without_page_marks(lines)[0]].count("主要做法") == 3
