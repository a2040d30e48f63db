from __future__ import annotations

from dataclasses import replace

import pytest

from bot.importing.finding.body import Body, body_of
from bot.importing.finding.contents import parted
from bot.importing.finding.numbering import numbering
from bot.importing.finding.openings import Openings
from bot.importing.finding.organisations import Organisations
from bot.importing.finding.people import People
from bot.importing.reading.page import Line

TEXT = Line("这一年里大家把街面上的事一件一件办好，群众都看得见，也都说好，来年还要接着办下去。")
ORGANISATIONS = Organisations()
OPENINGS = Openings(People(ORGANISATIONS), ORGANISATIONS)


def told(body: Body) -> set[tuple[tuple[str | None, str | None, str | None], ...]]:
    """Title, unit and speaker of the speeches of each kind."""
    return {
        tuple((one.title, one.byline.unit, one.byline.speaker) for one in sections)
        for sections in OPENINGS.by_kind(body, 0)
    }


def test_a_point_that_begins_with_a_dash_is_no_subtitle() -> None:
    headings = (("区民政局 李清", "饭送到楼上"), ("区水利局 王敏", "水接到田头"))
    point = Line(f"——{TEXT.text}")
    body = body_of([line for head in headings for line in (*map(Line, head), point, TEXT)])
    assert any([title for title, _, _ in sections] == ["饭送到楼上", "水接到田头"] for sections in told(body))


def test_the_line_below_a_title_is_a_name_where_it_is_below_the_others() -> None:
    headings = (
        ("饭送到楼上", "（区民政局）"),
        ("水接到田头", "（三点水课堂）"),
        ("灯亮到巷口", "（区城管局）"),
    )
    body = body_of(
        [line for title, name in headings for line in (Line(title, level=2), Line(name, level=3), TEXT)]
    )
    titled = tuple((title, name.strip("（）"), None) for title, name in headings)
    assert titled in told(body)


@pytest.mark.parametrize(
    ("headings", "speeches"),
    [
        ((["区民政局"], ["区水利局"]), (("区民政局", "区民政局", None), ("区水利局", "区水利局", None))),
        (
            (["区民政局："], ["区水利局："]),
            ((None, "区民政局", None), (None, "区水利局", None)),
        ),
        (
            (["区民政局：饭送到楼上"], ["区水利局：水接到田头"]),
            (("区民政局：饭送到楼上", "区民政局", None), ("区水利局：水接到田头", "区水利局", None)),
        ),
        (
            (["地区：青禾县"], ["地区：高新区"]),
            ((None, "青禾县", None), (None, "高新区", None)),
        ),
        (
            (["区民政局局长李清：饭送到楼上"], ["区水利局局长王敏：水接到田头"]),
            (("饭送到楼上", "区民政局", "李清"), ("水接到田头", "区水利局", "王敏")),
        ),
        (
            (["饭送到楼上", "——老人怎么吃饭", "区民政局"], ["水接到田头", "区水利局"]),
            (("饭送到楼上——老人怎么吃饭", "区民政局", None), ("水接到田头", "区水利局", None)),
        ),
        (
            (["1 区民政局：饭送到楼上"], ["2 区水利局：水接到田头"]),
            (("饭送到楼上", "区民政局", None), ("水接到田头", "区水利局", None)),
        ),
        (
            (["案例一：区民政局——饭送到楼上"], ["案例二：区水利局——水接到田头"]),
            (("区民政局——饭送到楼上", "区民政局", None), ("区水利局——水接到田头", "区水利局", None)),
        ),
        (
            (["案例一 区民政局：饭送到楼上"], ["案例二 区水利局：水接到田头"]),
            (("区民政局：饭送到楼上", "区民政局", None), ("区水利局：水接到田头", "区水利局", None)),
        ),
        (
            (["【报送单位】区民政局", "【篇名】饭送到楼上"], ["【报送单位】区水利局", "【篇名】水接到田头"]),
            (("饭送到楼上", "区民政局", None), ("水接到田头", "区水利局", None)),
        ),
        (
            (["饭送到楼上", "区民政局 李清"], ["水接到田头", "区水利局 王敏"]),
            (("饭送到楼上", "区民政局", "李清"), ("水接到田头", "区水利局", "王敏")),
        ),
        (
            (
                ["1. 区民政局 队长 李清"],
                ["2. 驻石桥村第一书记 王敏（区水利局派出）"],
            ),
            (("区民政局", "区民政局", "李清"), (None, "区水利局", "王敏")),
        ),
        (
            (["饭送到楼上（区民政局 李清）"], ["水接到田头（石桥村 王敏）"]),
            (("饭送到楼上", "区民政局", "李清"), ("水接到田头", "石桥村", "王敏")),
        ),
        (
            (["饭送到楼上", "（区民政局）"], ["水接到田头", "（青禾县）"]),
            (("饭送到楼上", "区民政局", None), ("水接到田头", "青禾县", None)),
        ),
        (
            (["把饭送到楼上", "2023-05-06"], ["把水接到田头", "2023-05-07"]),
            (("把饭送到楼上", None, None), ("把水接到田头", None, None)),
        ),
    ],
)
def test_what_stands_above_a_text_is_one_heading(
    headings: tuple[list[str], ...], speeches: tuple[tuple[str | None, str | None, str | None], ...]
) -> None:
    lines = [line for heading in headings for line in (*map(Line, heading), TEXT)]
    assert speeches in told(body_of(lines))


def test_a_label_of_a_unit_leads_to_what_is_below_it_not_to_the_title_above() -> None:
    texts = ("文明实践巡礼", "区民政局：", "把饭送到楼上", TEXT.text, "区水利局：", "把水接到田头", TEXT.text)
    speeches = (("把饭送到楼上", "区民政局", None), ("把水接到田头", "区水利局", None))
    assert speeches in told(body_of(map(Line, texts)))


def test_what_is_called_something_in_quotation_marks_is_a_title_and_no_unit() -> None:
    heads = (("01 “渔港一码通”", "申报单位：区渔业局"), ("02 “智慧茶园”", "申报单位：石桥村"))
    lines = [line for head in heads for line in (*map(Line, head), TEXT)]
    assert (("“渔港一码通”", "区渔业局", None), ("“智慧茶园”", "石桥村", None)) in told(body_of(lines))


def test_who_signs_below_a_title_may_name_its_unit_in_the_middle_of_a_longer_name() -> None:
    lines = [Line("石桥村：老手艺开出新花"), Line("青禾县竹溪镇石桥村党支部 李清"), TEXT]
    lines += [Line("下河村：一条河养一村人"), Line("青禾县清水镇下河村党支部 王敏"), TEXT]
    titles = ("石桥村：老手艺开出新花", "下河村：一条河养一村人")
    units = (("青禾县竹溪镇石桥村党支部", "李清"), ("青禾县清水镇下河村党支部", "王敏"))
    assert tuple((title, *unit) for title, unit in zip(titles, units, strict=True)) in told(body_of(lines))


def test_a_heading_that_may_be_a_name_is_one_where_the_text_below_says_it_again() -> None:
    names = ("青禾志愿服务总队", "石桥志愿服务总队")
    lines = [Line(text) for name in names for text in (name, f"成立较早的是{name}。{TEXT.text}")]
    assert tuple((name, name, None) for name in names) in told(body_of(lines))


def test_headings_that_are_numbered_in_one_manner_are_of_one_kind() -> None:
    heads = ("一、大家的办法", "1. 案例一：把饭送到楼上", "2. 案例二：把水接到田头", "二、明年的打算")
    lines = [line for head in heads for line in (Line(head), TEXT)]
    speeches = (("把饭送到楼上", None, None), ("把水接到田头", None, None))
    assert speeches in told(body_of(lines))


def test_numbers_may_stand_in_numbers_however_many() -> None:
    assert numbering("一、（一）修路") == "#、（#）"
    assert numbering("（一）" * 100_000 + "修路") == "（#）" * 100_000


def test_a_heading_may_stand_between_a_unit_and_its_text() -> None:
    heads = ("案例一：区民政局——饭送到楼上", "案例二：区水利局——水接到田头")
    lines = [line for head in heads for line in (Line(head), Line("案例背景"), TEXT)]
    speeches = (("区民政局——饭送到楼上", "区民政局", None), ("区水利局——水接到田头", "区水利局", None))
    assert speeches in told(body_of(lines))


def test_an_article_begins_below_the_byline_whatever_heading_follows() -> None:
    body = body_of(map(Line, ("区城市管理局", "一、基本情况", TEXT.text)))
    section = OPENINGS.single(body, 0)
    assert (section.first, section.byline.unit) == (1, "区城市管理局")


def test_paragraphs_that_begin_with_a_unit_may_be_speeches_where_there_are_three() -> None:
    begins = ("区民政局", "近日，区水利局", "区教育局的", "△区林业局", "为此，大家和区城管局")
    lines = [Line(f"{begin}任务完成得早。{TEXT.text}") for begin in begins]
    found = OPENINGS.by_paragraphs(body_of(lines), 0)
    assert [(one.title, one.byline.unit) for one in found] == [
        ("任务完成得早", unit) for unit in ("区民政局", "区水利局", "区林业局")
    ]
    assert OPENINGS.by_paragraphs(body_of(lines[:3]), 0) == []


def test_a_long_sentence_is_no_title() -> None:
    lines = [Line(f"{unit}{'一件一件' * 20}办好了。") for unit in ("区民政局", "区水利局", "区林业局")]
    assert {one.title for one in OPENINGS.by_paragraphs(body_of(lines), 0)} == {None}


def test_a_name_that_no_dictionary_knows_is_one_where_the_text_begins_with_it_again() -> None:
    names = ("塘上春物业服务有限公司", "禾满园物业服务有限公司")
    heads = ("把饭送到楼上", "把水接到田头")
    texts = [text for name, head in zip(names, heads, strict=True) for text in (name, head, name + TEXT.text)]
    speeches = tuple((head, name, None) for name, head in zip(names, heads, strict=True))
    assert speeches in told(body_of(map(Line, texts)))


def test_a_speech_in_which_somebody_else_tells_holds_others_but_not_by_its_signature() -> None:
    lines = [Line("区民政局 李清"), TEXT, Line("区水利局 王敏"), TEXT]
    body = body_of(lines)
    section = replace(OPENINGS.single(body, 0), last=len(body.paragraphs))
    assert OPENINGS.holds_others(body, section)
    body = body_of([*lines[:2], Line("区水利局"), Line("内部刊物")])
    assert not OPENINGS.holds_others(body, replace(section, last=len(body.paragraphs)))


def test_who_sent_pieces_in_signs_below_them() -> None:
    pieces = [("小勺子管出大节约", "（区教育局供稿）"), ("公筷上了流水席", "【区民政局 报送】")]
    body = body_of([line for title, aside in pieces for line in (Line(title), TEXT, Line(aside))])
    found = OPENINGS.by_signatures(body, 0)
    assert [(one.title, one.byline.unit, body.of(one.span(body))) for one in found] == [
        ("小勺子管出大节约", "区教育局", TEXT.text),
        ("公筷上了流水席", "区民政局", TEXT.text),
    ]
    assert (
        OPENINGS.by_signatures(body_of([Line("（区教育局供稿）"), TEXT, Line("（区民政局供稿）"), TEXT]), 0)
        == []
    )


def test_what_the_table_of_contents_lists_begins_a_speech_with_the_number_above_it() -> None:
    _, contents = parted([*map(Line, ("目录", "饭送到楼上………1", "区水利局………3", "灯亮到巷口………5"))])
    above = [
        Line("饭送到楼上"),
        Line("区民政局"),
        TEXT,
        Line("区水利局"),
        TEXT,
        Line("案例三"),
        Line("灯亮到巷口"),
        TEXT,
    ]
    found = OPENINGS.by_contents(body_of(above), 0, contents)
    assert [(one.heading, one.first, one.title, one.byline.unit) for one in found] == [
        (0, 2, "饭送到楼上", "区民政局"),
        (3, 4, "区水利局", "区水利局"),
        (5, 7, "灯亮到巷口", None),
    ]


def test_below_a_title_an_addressee_is_nobody_who_tells() -> None:
    lines = [
        line
        for unit in ("区民政局", "区水利局")
        for line in (Line(f"{unit}收运情况"), Line("区分类办："), TEXT)
    ]
    assert not any(unit == "区分类办" for sections in told(body_of(lines)) for _, unit, _ in sections)


def test_a_marked_line_below_a_unit_is_a_point_and_no_title() -> None:
    lines = [line for unit in ("区民政局", "区水利局") for line in (Line(unit), Line("▍把饭送到楼上"), TEXT)]
    assert (("区民政局", "区民政局", None), ("区水利局", "区水利局", None)) in told(body_of(lines))


@pytest.mark.parametrize("pair", [("灯芯巷社区", "东川区石桥街道"), ("东川区石桥街道", "灯芯巷社区")])
def test_of_two_names_one_below_the_other_the_one_that_belongs_to_the_other_tells(
    pair: tuple[str, str],
) -> None:
    others = [name.replace("灯芯巷", "鸭嘴").replace("石桥", "河湾") for name in pair]
    body = body_of([line for names in (pair, others) for line in (*map(Line, names), TEXT)])
    assert ((None, "灯芯巷社区", None), (None, "鸭嘴社区", None)) in told(body)


def test_in_a_table_with_units_only_rows_begin_speeches() -> None:
    rows = [("区民政局", "饭送到楼上", TEXT.text), ("区水利局", "水接到田头", TEXT.text)]
    lines = [
        Line(cell, row=n, item="row" * (at == 1))
        for n, row in enumerate(rows, 1)
        for at, cell in enumerate(row)
    ]
    found = OPENINGS.by_rows(body_of(lines), 0)
    assert [(one.title, one.byline.unit) for one in found] == [(None, "区民政局"), (None, "区水利局")]


def test_where_the_table_of_contents_lists_who_speaks_the_title_above_begins_the_speech() -> None:
    _, contents = parted([*map(Line, ("目录", "区民政局………1", "区水利局………3", "区林业局………5"))])
    heads = ("饭送到楼上", "区民政局局长　李清", "水接到田头", "区水利局局长　王敏")
    lines = [
        line
        for title, who in zip(heads[::2], heads[1::2], strict=True)
        for line in (Line(title), Line(who), TEXT)
    ]
    found = OPENINGS.by_contents(body_of([*lines, Line("区林业局"), TEXT]), 0, contents)
    assert [(one.heading, one.title, one.byline.unit) for one in found] == [
        (0, "饭送到楼上", "区民政局"),
        (3, "水接到田头", "区水利局"),
        (6, "区林业局", "区林业局"),
    ]


def test_a_row_without_a_name_goes_on_with_the_one_above() -> None:
    rows = [("区民政局", "1", TEXT.text), ("2", TEXT.text, "省里刊发"), ("区水利局", "1", TEXT.text)]
    lines = [Line(cell, row=n) for n, row in enumerate(rows, 1) for cell in row]
    found = OPENINGS.by_rows(body_of(lines), 0)
    assert [(one.byline.unit, one.first, one.last) for one in found] == [
        ("区民政局", 1, 6),
        ("区水利局", 7, 9),
    ]
