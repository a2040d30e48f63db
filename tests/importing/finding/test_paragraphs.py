from __future__ import annotations

from bot.importing.finding.paragraphs import split
from bot.importing.reading.page import Line


def texts(text: str) -> list[str]:
    return [line.text for line in split([Line(text)])]


def test_a_page_on_one_line_comes_apart_at_sentence_ends() -> None:
    assert texts("某局积极行动 某局全员行动。 一是抓。好。 二是管。") == [
        "某局积极行动",
        "某局全员行动。",
        "一是抓。好。",
        "二是管。",
    ]


def test_spaces_inside_quotation_marks_and_brackets_part_nothing() -> None:
    whole = "“世界水日 中国水周”宣传（记者 张三 李四）开始了！ ”他说。"
    assert texts(f"{whole} 完。") == [whole, "完。"] or texts(f"“{whole} 完。")[0].startswith("“")


def test_a_bracket_that_never_closes_does_not_swallow_the_page() -> None:
    assert len(texts("（第一段没有右括号。 第二段。 " + "第三段很长。" * 80 + " 第四段。")) == 4


def test_a_heading_in_a_one_line_page_becomes_a_line() -> None:
    assert texts("导语。 要求加大投放力度 记者从市金融局获悉，好。") == [
        "导语。",
        "要求加大投放力度",
        "记者从市金融局获悉，好。",
    ]


def test_publication_stands_apart_from_the_title() -> None:
    page = "某地稳就业 来源：某日报 2020-02-25 08:33 某日报讯（记者 张三）近日，好。 完。"
    assert texts(page)[:2] == ["某地稳就业", "来源：某日报 2020-02-25 08:33"]


def test_a_line_with_a_space_in_it_stays_whole() -> None:
    assert texts("坚持党建引领 助力创建全国文明城市") == ["坚持党建引领 助力创建全国文明城市"]


def test_a_line_set_with_spaces_between_its_characters_is_closed_up_and_looks_like_a_title() -> None:
    assert [*split([Line("防 汛　专 报")])] == [Line("防汛专报", level=1)]
    assert [*split([Line("主 持 人：李清")])] == [Line("主 持 人：李清")]


def test_what_a_bold_beginning_leads_to_stays_on_its_line() -> None:
    line = Line("主动上门。 第三天由助产士上门看黄疸。", bold=5)
    assert list(split([line])) == [line]


def test_a_title_glued_to_its_text_comes_apart_from_it() -> None:
    text = "。".join(["乡里的水渠通了", *["水到了地头"] * 12])
    for begins in ("今年以来，", "白沙乡有水渠，", "各位代表，"):
        title = "白沙乡修渠引水情况汇报"
        assert texts(f"{title}{begins}{text}。")[:2] == [title, f"{begins}{text}。"]
    assert len(texts(f"会上的工作报告指出，{text}。")) == 1


def test_lines_that_begin_with_a_name_and_a_gap_come_apart_where_most_name_units() -> None:
    bulletin = [
        "●区民政局　把饭送到楼上，天天不断。",
        "●望溪区　把水接到田头，月月不断。",
        "区水利局  只有一句话而已，没有别的。",
    ]

    def apart(*units: str) -> list[str]:
        return [line.text for line in split(map(Line, bulletin), units.__contains__)]

    assert apart("区民政局", "区水利局") == [
        "●区民政局",
        "把饭送到楼上，天天不断。",
        "●望溪区",
        "把水接到田头，月月不断。",
        bulletin[2],
    ]
    assert apart() == bulletin


def test_what_heads_a_column_with_units_lets_the_rows_tell_in_a_few_words() -> None:
    rows = ["报送单位\t怎么做", "区民政局\t饭送到楼上", "区水利局\t水接到田头"]
    table = [Line(text, row=number) for number, text in enumerate(rows, 1)]
    units = ("区民政局", "区水利局")
    assert [line.text for line in split(table, units.__contains__)] == [
        "报送单位 怎么做",
        "区民政局",
        "饭送到楼上",
        "区水利局",
        "水接到田头",
    ]
    assert [line.text for line in split(table[1:], units.__contains__)] == [
        "区民政局 饭送到楼上",
        "区水利局 水接到田头",
    ]


def test_rows_are_points_of_a_unit_from_the_column_on_that_is_headed_by_deeds() -> None:
    rows = [
        ["序号", "单位", "品牌名称", "特色做法", "内容"],
        ["1", "区民政局", "“热饭”党员队", "饭送到楼上", "老人不出门"],
        ["1", "区民政局", "“热饭”党员队", "菜种在楼顶", "老人有事做"],
        ["2", "区水利局", "“清渠”先锋", "水接到田头", "谷子多收两成"],
    ]
    for cut in (0, 3):  # merged with the row above, or said again
        table = [Line("\t".join(row[cut * (n == 2) :]), row=n + 1) for n, row in enumerate(rows)]
        found = [
            (line.text, line.item, line.row) for line in split(table, ("区民政局", "区水利局").__contains__)
        ]
        assert found[:1] == [("序号 单位 品牌名称 特色做法 内容", "", 1)]
        assert [text for text, item, _ in found if item] == ["饭送到楼上", "菜种在楼顶", "水接到田头"]
        assert [row for text, _, row in found if text in ("饭送到楼上", "菜种在楼顶")] == [2, 2]
        assert [text for text, _, row in found if row == 2].count("“热饭”党员队") == 1


def test_a_title_in_two_halves_is_not_cut_by_the_office_above_it() -> None:
    head = ["某县农办　　2024年3月14日", "山上有茶园　山下有茶厂一个接着一个"]
    assert [line.text for line in split(map(Line, head), {"某县农办"}.__contains__)] == head
