from __future__ import annotations

import pytest

from bot.importing.finding.body import body_of
from bot.importing.finding.headings import groups
from bot.importing.reading.page import Line

BELOW = "街道请供电所的师傅一条巷一条巷地查，坏了的灯贴红条，要换线的贴黄条，查了二十天。"


def found(*lines: Line | str, numbered: frozenset[int] = frozenset()) -> dict[str, list[int]]:
    body = body_of(line if isinstance(line, Line) else Line(line) for line in lines)
    return {
        group[0].style: [marker.paragraph for marker in group]
        for group in groups(body, 0, len(body.paragraphs), numbered)
    }


def bold(text: str, length: int | None = None) -> Line:
    return Line(text, bold=len(text) if length is None else length)


@pytest.mark.parametrize(
    ("kind", "heads"),
    [
        ("short", ["先把账算清楚", "再把钱凑起来"]),
        ("short", ["谁可以申请？", "多久能批下来？"]),
        ("bold", [bold(f"{head}。{BELOW}", len(head)) for head in ("检修做在夏天", "看温不等电话")]),
    ],
)
def test_lines_that_look_alike_make_a_group(kind: str, heads: list[Line | str]) -> None:
    lines = [line for head in heads for line in ((head,) if kind == "bold" else (head, BELOW))]
    assert found(BELOW, *lines)[kind] == [lines.index(head) + 1 for head in heads]


def test_a_bold_heading_is_one_whatever_stands_below_it() -> None:
    lines: list[Line | str] = [bold("先算账再说"), "账要算清。", bold("再凑钱不难"), BELOW]
    assert found(BELOW, *lines)["bold"] == [1, 3]


def test_first_sentences_may_be_headings_where_one_paragraph_after_another_begins_with_one() -> None:
    first, second, third = (f"{head}。{BELOW}" for head in ("检修做在夏天", "先开会，再动手", "收费账目公开"))
    assert found(first, second, third) == {"run-in": [0, 1, 2]}
    assert found(first, "这是一句话。", second, third) == {"run-in": [2, 3]}
    assert found(first) == {}


@pytest.mark.parametrize(
    "line", ["图为居民在桌边商量", "本报记者 李 清", "责任编辑：王小雨", "2023年4月2日", "尊敬的各位领导"]
)
def test_captions_credits_and_dates_are_none(line: str) -> None:
    assert found(BELOW, line, BELOW, line, BELOW) == {}


def test_one_short_line_is_no_group() -> None:
    assert found(BELOW, "先把账算清楚", BELOW) == {}


def test_what_a_number_begins_is_left_to_the_number() -> None:
    lines = ("先把账算清楚", BELOW, "再把钱凑起来", BELOW)
    assert found(*lines, numbered=frozenset({0})) == {}


def test_lines_of_very_different_lengths_are_captions_and_no_headings() -> None:
    captions = ("小区门口", "居民代表和施工单位在电梯更新开工仪式上合影", "施工前后的楼道对比图")
    assert "short" not in found(*(line for caption in captions for line in (caption, BELOW)))


def test_a_line_much_longer_than_the_other_headings_is_none_of_them() -> None:
    heads = ("先把账算清楚", "再把钱凑起来", "村干部和农户一起把大棚的水电接通了", "让居民自己管")
    assert found(*(line for head in heads for line in (head, BELOW)))["short"] == [0, 2, 6]


@pytest.mark.parametrize(
    "text",
    [
        "改了三样东西：改字数，每条不过五十字；改声音，为老人录成语音；改播放对象，按行业分发。",
        "服务上搞“点单”，老人打电话就派人。队伍上搞“师徒”，满三个月才上门。价格上搞“会员”，年卡打八折。",
        "为此，一提待遇，夜班费提到六十元；二建职称通道，首席和主任持平；三解难题，腾出一层楼。",
        "组社团，招募学生四百名。建驿站，在楼下设旧衣回收点。开学分，满二十小时计一分。",
    ],
)
def test_sentences_of_one_paragraph_whose_first_clauses_have_something_in_common_are_headed_by_them(
    text: str,
) -> None:
    assert found(text)["clause"] == [0, 0, 0]


def test_sentences_whose_first_clauses_have_nothing_in_common_are_not() -> None:
    text = "群众不愿改厕所，怕冻怕臭怕费水；镇干部带头，改好了敞开门；后来，看了半年没上冻。"
    assert "clause" not in found(text)


def test_who_speaks_in_turns_is_no_heading() -> None:
    assert found(f"问：{BELOW}", f"答：{BELOW}", f"问：{BELOW}", f"答：{BELOW}") == {}


def test_what_opens_or_closes_the_text_is_no_heading_of_a_parallel_row() -> None:
    heads = (
        "企业办电从前要跑七趟交十一份材料",
        "主动问",
        "统一装",
        "及时修",
        "我们将继续努力不辜负大家的期望",
    )
    assert found(*(f"{head}。{BELOW}" for head in heads)) == {"run-in": [1, 2, 3]}


def test_the_first_of_several_clauses_may_stand_behind_its_subject() -> None:
    text = "校门口拥堵。街道着力错时，协调两所学校错开放学；着力分流，把空地改成等候区；着力共管，由家长轮流值守。"
    body = body_of([Line(text)])
    (group,) = (one for one in groups(body, 0, 1, frozenset()) if one[0].style == "clause")
    assert [text[one.start :][:4] for one in group] == ["着力错时", "着力分流", "着力共管"]
