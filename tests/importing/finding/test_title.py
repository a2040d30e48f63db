from __future__ import annotations

import pytest

from bot.importing.finding.title import Titles, is_title
from bot.importing.reading.page import Line, Page

UNITS = {
    "某中心",
    "白沙乡人民政府",
    "岭南市中级人民法院",
    "——西陵区红十字会",
    "西陵区红十字会",
    "北京市：",
    "重庆市渝中区：",
}
TITLES = Titles(UNITS.__contains__)
PROSE = Line("今年以来，法院执结案件三千余件，群众拍手称快。")


def found(*texts: str, titles: tuple[str, ...] = (), around: tuple[str, ...] = ()) -> tuple[str | None, int]:
    lines = TITLES.joined([*map(Line, texts), PROSE])
    page = Page(tuple(lines), titles=titles)
    title, _ = TITLES.of(page, lines, [*map(Line, around)])
    return (title.text, title.begins) if title else (None, 0)


@pytest.mark.parametrize(
    "title",
    [
        "兑现权益暖民心_法院动态_岭南市中级人民法院",
        "兑现权益暖民心 - 南屏新闻网",
        "兑现权益暖民心--当代商报",
        "兑现权益暖民心 | 基层动态 | 梅岭法院网",
        "【四川机关党建网】兑现权益暖民心",
        "兑现权益暖民心",
    ],
)
def test_names_of_site_and_column_are_not_in_the_title(title: str) -> None:
    assert found(titles=(title,)) == ("兑现权益暖民心", 0)
    assert found(title) == ("兑现权益暖民心", 1)


@pytest.mark.parametrize("head", ["青教发〔2022〕73号", "第 17 期（总第 142 期）"])
def test_what_stands_at_the_head_of_every_paper_is_no_title(head: str) -> None:
    assert found(head, "把课堂搬到田间地头")[0] == "把课堂搬到田间地头"


def test_what_the_page_shows_of_the_markups_title_is_the_title() -> None:
    titles = ("【不忘初心 牢记使命】我院举办大赛 某某研究院附属医院",)
    shown = "【不忘初心 牢记使命】我院举办大赛"
    assert found(titles=titles, around=("首页 > 动态", shown)) == (shown, 0)


def test_the_heading_above_the_date_is_the_title_and_not_the_column() -> None:
    assert found("市直机关党建", "坚持党建引领 助力创建文明城", "发布时间:2024-01-11") == (
        "坚持党建引领 助力创建文明城",
        2,
    )


def test_the_name_of_a_site_is_no_title() -> None:
    assert found("兑现权益暖民心", titles=("岭南市人民政府门户网站",)) == ("兑现权益暖民心", 1)
    assert found("兑现权益暖民心", titles=("岭南市中级人民法院",)) == ("兑现权益暖民心", 1)


def test_a_title_on_two_lines_is_put_together() -> None:
    assert (
        found("鹿寨县中渡镇：", "“四小”机制激活大能量", "2024-03-26")[0]
        == "鹿寨县中渡镇：“四小”机制激活大能量"
    )
    assert found("西陵区红十字会", "关于急救培训工作的总结")[0] == "西陵区红十字会关于急救培训工作的总结"


@pytest.mark.parametrize("text", ["一、单选题略", "近日，市里召开大会。", "记者："])
def test_a_page_may_have_no_title(text: str) -> None:
    assert found(text) == (None, 0)


def test_a_title_that_has_a_rival_is_a_guess_and_names_it() -> None:
    lines = [Line("法官走进大山里"), PROSE]
    title, evidence = TITLES.of(Page(tuple(lines), titles=("法院执结案件三千件",)), lines, ())
    assert title is not None
    assert evidence is not None
    assert not evidence.sure
    assert {title.text, *evidence.alternatives} == {"法官走进大山里", "法院执结案件三千件"}


def test_a_title_is_told_from_a_sentence() -> None:
    assert is_title("“恐慌多来自信息不透明，那我们就公开出来！”这个小区开始“每日通报”")
    assert is_title("图书馆建到家门口")
    assert not is_title("市民政局开展活动，受到欢迎。")


def test_a_bulletin_is_named_above_its_issue_and_the_title_stands_below() -> None:
    title = "水务集团“五到位”守护高考供水安全"
    assert found("水务集团有限公司简报", "第17期", "办公室　2023年6月12日", title)[0] == title
    assert found("基层治理工作交流", "2022年第9期（总第134期）", title)[0] == title
    assert found("水务集团有限公司信息", "（专题）第9期", title)[0] == title


def test_a_line_that_begins_with_a_dash_goes_on_with_the_title() -> None:
    title, begins = found("盘活老网点 走出新路子", "——供销社改革发展情况", "2021-06-18 08:05")
    assert (title, begins) == ("盘活老网点 走出新路子——供销社改革发展情况", 1)


def test_a_line_with_a_date_is_no_title() -> None:
    assert found("日报电子版 2019年11月13日 第03版", "荒坡的“翻身账”")[0] == "荒坡的“翻身账”"


def test_a_short_heading_is_the_title_where_nothing_longer_is() -> None:
    assert found("1886 期 / 第2版:2", "要闻简报") == ("要闻简报", 2)


def test_a_heading_stands_before_a_title_of_the_markup_that_the_page_does_not_show() -> None:
    heading = Line("党员带头拆围墙", level=2)
    page = Page((heading, PROSE), titles=("示范网页模板",))
    title, _ = TITLES.of(page, [heading, PROSE], ())
    assert title is not None
    assert title.text == "党员带头拆围墙"


def test_three_characters_set_as_a_heading_are_the_title_and_the_byline_below_is_not() -> None:
    lines = [Line("歇歇脚", level=1), Line("西陵区红十字会"), Line("2025年3月20日"), PROSE]
    title, _ = TITLES.of(Page(tuple(lines)), lines, ())
    assert title is not None
    assert (title.text, title.begins) == ("歇歇脚", 1)


def test_a_heading_that_holds_the_markups_title_is_the_title() -> None:
    page = Page((PROSE,), titles=("我读《活着》",))
    around = [Line("队长邓艳：我读《活着》", level=2), PROSE]
    title, _ = TITLES.of(page, [PROSE], around)
    assert title is not None
    assert title.text == "队长邓艳：我读《活着》"


def test_ornaments_around_a_title_are_none_of_it() -> None:
    assert found("○  在报告团上的发言  ○") == ("在报告团上的发言", 1)
    assert found('"在报告团上的发言"') == ("在报告团上的发言", 1)


def test_quotation_marks_that_end_a_title_are_its_own() -> None:
    assert found('小网格里的"大管家"') == ('小网格里的"大管家"', 1)


def test_a_bulletin_that_has_no_other_title_is_called_by_its_own_name() -> None:
    assert found("防汛抗洪专报", "第9期", "市防汛办　2020年7月15日", "【本期要情】")[0] == "防汛抗洪专报"


def test_the_first_heading_is_the_title_whatever_its_level() -> None:
    lines = (Line("全市工作会议交流材料之三"), Line("织密一张网下活一盘棋", level=2), PROSE)
    title, _ = Titles(lambda _: False).of(Page(lines), lines, ())
    assert title
    assert title.text == "织密一张网下活一盘棋"


def test_two_lines_are_the_title_where_the_markup_says_both() -> None:
    lines = ("把水引上山", "让谷子多收两成")
    assert found(*lines, titles=("把水引上山 让谷子多收两成",)) == ("把水引上山让谷子多收两成", 2)
    meeting = "全市作风建设推进会典型发言材料"
    assert found(meeting[:9], meeting[9:]) == (meeting, 1)


def test_the_row_of_a_table_is_no_title() -> None:
    for row, title in ((0, "时间 地点 内容"), (1, None)):
        lines = [Line("时间 地点 内容", row=row), PROSE]
        found, _ = TITLES.of(Page(tuple(lines)), lines, [])
        assert (found.text if found else None) == title


def test_a_heading_is_the_title_however_short() -> None:
    lines = [Line("感谢信", level=1), PROSE]
    title, _ = TITLES.of(Page(tuple(lines)), lines, [])
    assert title
    assert title.text == "感谢信"


def test_what_labels_or_counts_a_title_is_none_of_it() -> None:
    assert found("题目：让一件事一次办成", "正文有这么一句长长的话。")[0] == "让一件事一次办成"
    assert found("乡村建设案例汇编", "第二辑")[0] == "乡村建设案例汇编"
    assert found("乡村建设案例汇编（第二辑）")[0] == "乡村建设案例汇编（第二辑）"


def test_the_occasion_is_the_title_only_where_nothing_else_is() -> None:
    occasion, prose = "在全市现场推进会上的典型发言", "我们村的日子好起来了，大家都看得见。"
    assert found(occasion, "小油茶撬动大产业", "——西陵区红十字会", prose)[0] == "小油茶撬动大产业"
    assert found(occasion, prose)[0] == occasion


def test_what_the_markup_says_twice_is_the_title_with_its_column() -> None:
    title = "乡村振兴看青禾 | 三个村庄的“蝶变”密码"
    assert found(titles=(title, title)) == (title, 0)
    assert found(titles=(title,)) == ("三个村庄的“蝶变”密码", 0)


def joined(text: str, level: int = 0, *, centred: bool = False) -> list[str]:
    """The lines of a text, a blank line between paragraphs, as they stand joined above prose."""
    paragraphs = [paragraph.split("\n") for paragraph in text.split("\n\n")]
    lines = [
        Line(one, "\n" if n else "\n\n", level, centred=centred)
        for each in paragraphs
        for n, one in enumerate(each)
    ]
    return [line.text for line in TITLES.joined([*lines, PROSE])][:-1]


def test_the_lines_of_one_paragraph_above_the_text_are_one_title() -> None:
    assert joined("攥紧一只拳头\n走好一条山路\n——在现场会上的发言\n2024年3月5日") == [
        "攥紧一只拳头走好一条山路——在现场会上的发言",
        "2024年3月5日",
    ]
    assert joined("攥紧一只拳头\n\n走好一条山路") == ["攥紧一只拳头", "走好一条山路"]
    rows = "春季绿化活动要点\n上午 西山公园 市直机关\n下午 滨河路口 市水利"
    assert joined(rows) == rows.split("\n")
    many = "学校门口的灯\n医院门口的灯\n车站门口的灯\n菜场门口的灯"
    assert joined(many) == many.split("\n")


def test_who_and_what_counts_papers_are_no_part_of_a_title() -> None:
    for mark in ("推进会材料之七", "村级经验材料⑥", "第5期", "【乡村夜话】", "白沙乡人民政府", "首页 > 要闻"):
        assert joined(f"{mark}\n攥紧一只拳头\n走好一条山路")[:1] == [mark]
    assert joined("攥紧一只拳头\n\n第五辑", level=1) == ["攥紧一只拳头", "第五辑"]
    assert joined("现场会交流材料\n攥紧一只拳头")[:1] == ["现场会交流材料"]


def test_a_letterhead_is_no_part_of_a_title() -> None:
    head = "内部刊物 注意保管\n白沙调研与决策\n第12期\n2024年3月5日"
    assert joined(f"{head}\n\n攥紧一只拳头\n走好一条山路") == [*head.split("\n"), "攥紧一只拳头走好一条山路"]


def test_lines_beside_menus_or_prose_are_not_put_together() -> None:
    for beside in ("当前位置：首页", "夜校办了四百多场，人一场比一场多，灯也亮。"):
        assert "攥紧一只拳头" in joined(f"攥紧一只拳头\n走好一条山路\n{beside}")


def test_a_title_that_breaks_off_goes_on_whatever_stands_below() -> None:
    below = "\n夜校办了四百多场，人一场比一场多，灯也亮。"
    report = "白沙乡人民政府\n关于修渠引水\n促进增收的报告"
    assert joined(report + below)[0] == report.replace("\n", "")
    assert joined("让“一张网\n一条渠”都通到田头" + below)[0] == "让“一张网一条渠”都通到田头"


def test_a_title_of_centred_lines_is_one_however_a_page_parts_them() -> None:
    assert joined("白沙乡：引水上山走出\n\n山里人的新路", centred=True) == [
        "白沙乡：引水上山走出山里人的新路"
    ]


def test_a_title_below_an_editors_note_is_put_together_too() -> None:
    note = "【编者按】白沙乡把水引上了山，路子对，效果好，现予刊发。"
    assert joined(f"{note}\n\n攥紧一只拳头\n——白沙乡的做法") == [note, "攥紧一只拳头——白沙乡的做法"]


def test_the_centred_parts_of_a_title_are_put_together() -> None:
    assert joined("关于参观的\n\n策\n\n划\n\n书\n\n某中心", level=1) == ["关于参观的策划书", "某中心"]


def test_a_bold_heading_that_breaks_inside_its_paragraph_is_one() -> None:
    heading = [Line("法庭开到家门口", bold=7), Line("纠纷化在楼道里", "\n", bold=7)]
    assert [line.text for line in TITLES.joined(heading)] == ["法庭开到家门口纠纷化在楼道里"]
    assert len(TITLES.joined([PROSE, heading[0], Line("纠纷化在楼道里", bold=7)])) == 3


def test_the_first_two_bold_lines_are_one_title() -> None:
    title = [Line("让企业和群众", bold=6), Line("办事更舒心", bold=5), PROSE]
    assert [line.text for line in TITLES.joined(title)] == ["让企业和群众办事更舒心", PROSE.text]


def test_what_looks_otherwise_below_a_title_is_no_part_of_it() -> None:
    lines = [Line("某地党建经验谈", level=1, bold=7), Line("之江两岸的新风", level=1)]
    assert TITLES.joined(lines) == lines


def test_a_periodical_is_no_title_where_a_line_below_its_issue_can_be_one() -> None:
    title = "把课堂搬到田间地头"
    assert found("白沙农业动态（第26期）", title)[0] == title
    assert found("白沙农业动态", "第26期　　某办公室　　2024年7月19日", title)[0] == title
    heads = (Line("白沙农业动态", level=1), Line("第26期"), Line(title), PROSE)
    page = Page(heads, titles=("白沙农业动态 第26期 - 某网",))
    named, _ = TITLES.of(page, heads, ())
    assert named
    assert named.text == title


def test_the_title_below_an_editors_note_stands_before_the_periodicals_name() -> None:
    note, title = "编者按：白沙乡把水引上了山，路子对，效果好，现予刊发。", "把水引上山"
    assert found("白沙农业动态", "第26期", note, title) == (title, 4)
    assert found("白沙农业动态", "第26期", "编者按", note.split("：")[1], title) == (title, 5)


def test_who_issues_a_collection_is_not_its_title() -> None:
    for who in ("西陵区红十字会　某中心", "大会材料组印制", "西陵区红十字会 编"):
        assert found("抱团发展好经验汇编", who, "二〇二三年八月")[0] == "抱团发展好经验汇编"


def test_a_number_in_brackets_may_begin_a_part_of_the_title() -> None:
    assert joined("茶叶技师研修班\n（第三期）日程安排") == ["茶叶技师研修班（第三期）日程安排"]
    assert joined("好经验汇编\n（第三集）") == ["好经验汇编（第三集）"]
    assert joined("茶叶工作动态\n（第三期）") == ["茶叶工作动态", "（第三期）"]


def test_a_line_with_a_titles_label_begins_a_title() -> None:
    assert joined("攥紧一只拳头\n标题：走好一条山路") == ["攥紧一只拳头", "标题：走好一条山路"]
