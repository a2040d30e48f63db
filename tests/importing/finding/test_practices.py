from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.importing.finding.body import body_of
from bot.importing.finding.practices import PracticeFinder
from bot.importing.reading.page import Line

if TYPE_CHECKING:
    from collections.abc import Sequence


def practices(*lines: str | Line) -> list[str]:
    body = body_of(line if isinstance(line, Line) else Line(line, "\n") for line in lines)
    return [body.of(span) for span in PracticeFinder().of(body, 0, len(body.paragraphs)).spans]


@pytest.mark.parametrize(
    "items",
    [
        ["一是抓源头。", "二是堵关卡。", "三是管落实。"],
        ["第一，抓源头。", "第二，堵关卡。"],
        ["第一是抓源头。", "第二是堵关卡。"],
        ["一、抓源头。", "二、堵关卡。", "三、管落实。"],
        ["（一）抓源头。", "（二）堵关卡。"],
        ["(一)抓源头。", "(二)堵关卡。"],
        ["1.抓源头。", "2.堵关卡。"],
        ["1、抓源头。", "2、堵关卡。"],
        ["（1）抓源头。", "（2）堵关卡。"],
        ["1）抓源头。", "2）堵关卡。"],
        ["①抓源头。", "②堵关卡。"],
        ["📌 抓源头。", "📌 堵关卡。"],
        ["——抓源头。", "——堵关卡。"],
        ["首先，抓源头。", "其次，堵关卡。", "此外，管落实。", "最后，严治理。"],
        ["第一把火就是抓源头。", "第二把火就是堵关卡。"],
        ["第一桩事就是抓源头。", "第二桩是堵关卡。", "第三桩，管落实。"],
        ["1，抓源头。", "2，堵关卡。"],
        ["第一步，抓源头。", "第二步，堵关卡。"],
        ["第一招：抓源头。", "第二招：堵关卡。"],
        ["案例一：抓源头。", "案例二：堵关卡。"],
        ["【抓源头】好。", "【堵关卡】好。"],
        ["其一，抓源头。", "其二，堵关卡。"],
        ["一抓源头，水里没有浮萍。", "二抓关卡，路口有人守。", "三抓规矩，章程上了墙。"],
        ["一靠手艺立身。县里教了三十人。", "二靠车间搭台。村里腾了三间房。"],
        ["第一把尺量嘴巴。", "第二把尺量腿脚。"],
        ["一方面，抓源头。", "另一方面，堵关卡。"],
        ["十、抓源头。", "十一、堵关卡。", "十二、管落实。"],
    ],
)
def test_practices_are_split_at_the_enumerators_people_use(items: Sequence[str]) -> None:
    lines = ["做法如下。", *items]
    expected = [] if items[0].startswith("十") else list(items)
    assert practices(*lines) == expected


def test_practices_on_one_line_end_where_the_next_begins() -> None:
    assert practices("我们烧了“三把火”第一把火就是甲。好。第二把火就是乙。好。") == [
        "第一把火就是甲。好。",
        "第二把火就是乙。好。",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "难题之一是停车，这一难题二是没有的。",
        "统一是原则，其一是人，其二是钱。",
        "一老一小两张试卷，两手抓、两手硬，1-10月办件3.5万件，1.2万人受益，2.3万人参加。",
        "一、二孩家庭，三、四级护理的老人。",
        "第一时间处置，第二天回访，第一书记带头，第二课堂开课。",
        "首先得让老百姓认可，其实，最后还得靠大家。",
        "2023年1月1日至2日，第1届和第2届。",
        "有这样一个是非，两是两非。",
    ],
)
def test_words_that_only_look_like_enumerators_are_left_alone(text: str) -> None:
    assert practices(text) == []


def test_a_missing_or_doubled_number_is_tolerated_and_told() -> None:
    body = body_of([Line("一是甲。"), Line("三是丙。"), Line("三是丁。"), Line("四是戊。")])
    found = PracticeFinder().of(body, 0, 4)
    assert [body.of(span) for span in found.spans] == ["一是甲。", "三是丙。", "三是丁。", "四是戊。"]
    assert "编号不连续" in found.doubts[0]


def test_nested_lists_stay_inside_their_item() -> None:
    items = [
        "一、创新品种。导语。一是强。二是大。",
        "二、坚守初心。1.好。2.更好。",
        "三、开辟通道。首先，快。其次，省。",
    ]
    assert practices(*items) == items


def test_a_frame_of_general_headings_gives_way_to_the_practices_in_it() -> None:
    lines = [
        "一、出台背景",
        "背景是一是甲。二是乙。",
        "二、主要做法",
        "（一）抓宣传。好。",
        "（二）强设施。好。",
        "三、存在问题",
        "一是丙。",
        "二是丁。",
    ]
    assert practices(*lines) == ["（一）抓宣传。好。", "（二）强设施。好。"]


def test_bare_chapter_marks_are_no_practices() -> None:
    assert practices("（一）", "天亮了。", "（二）", "天黑了。") == []


def test_difficulties_are_no_practices_where_practices_are_told() -> None:
    assert practices("困难有两个：一是缺钱，二是缺人。", "一是众筹。好。", "二是招人。好。") == [
        "一是众筹。好。",
        "二是招人。好。",
    ]


def test_tackling_difficulties_is_practice() -> None:
    assert len(practices("针对这些问题，一是筹钱。二是招人。")) == 2


def test_a_list_that_begins_again_is_another_list() -> None:
    assert len(practices("一是甲。二是乙。三是丙。", "后来呢？", "主要考虑两件事。一是丁。二是戊。")) == 5


def test_what_closes_a_speech_is_not_of_the_last_practice() -> None:
    assert practices("一是甲。好。", "二是乙。好。", "下一步，将继续努力。") == [
        "一是甲。好。",
        "二是乙。好。",
    ]
    assert (
        practices("第一步，甲。", "又一段。", "第二步，乙。", "又一段。", "今后，将继续努力。")[-1]
        == "第二步，乙。\n又一段。"
    )


def test_a_stray_line_break_does_not_end_a_practice() -> None:
    assert (
        practices("一是树威信。好。二是调班子。", "做到能者上。三是破难点。好。")[1]
        == "二是调班子。\n做到能者上。"
    )


def test_items_that_a_program_numbers_are_practices() -> None:
    lines = [Line("导语。"), Line("甲到位。好。", item="w1.0"), Line("乙到位。好。", item="w1.0")]
    assert practices(*lines) == ["甲到位。好。", "乙到位。好。"]


def test_headings_of_the_markup_are_practices_where_they_are_no_frame() -> None:
    lines = [Line("积分怎么来", level=2), Line("记分。"), Line("积分怎么用", level=2), Line("兑换。")]
    assert practices(*lines) == ["积分怎么来\n\n记分。", "积分怎么用\n\n兑换。"]


WORDS = st.sampled_from(
    [
        "一是",
        "二是",
        "三是",
        "一、",
        "二、",
        "（一）",
        "（二）",
        "1.",
        "2.",
        "①",
        "②",
        "首先，",
        "其次，",
        "最后，",
        "第一步",
        "第二步",
        "【做法】",
        "。",
        "，",
        "好事",
        "\n",
        " ",
        "困难：",
    ]
)


@given(st.lists(WORDS, max_size=40).map("".join))
def test_practices_keep_their_order_and_do_not_overlap(text: str) -> None:
    body = body_of(Line(line, "\n") for line in text.split("\n") if line.strip())
    spans = PracticeFinder().of(body, 0, len(body.paragraphs)).spans
    assert all(earlier.end <= later.start for earlier, later in pairwise(spans))
    assert all(body.of(span).strip() for span in spans)


def test_labels_that_say_practice_number_inside_a_paragraph_too() -> None:
    assert practices("公司实施红色物业。做法一：党员亮身份。做法二：问题马上办。") == [
        "做法一：党员亮身份。",
        "做法二：问题马上办。",
    ]


@pytest.mark.parametrize(
    "lead",
    ["仪式有以下议程：", "一等奖：", "培训日程安排如下：", "他在讲话中提出三点希望："],
)
def test_names_hours_and_what_others_are_wished_are_no_practices(lead: str) -> None:
    assert practices(lead, "1.宣读决定；", "2.颁奖；", "3.代表发言。") == []


def test_what_others_are_told_to_do_counts_where_nothing_else_is_told() -> None:
    demands = ["一要清通道；", "二要装喷淋；", "三要常演练。"]
    assert practices("他强调：" + "".join(demands)) == demands


def test_headings_that_nothing_numbers_begin_practices() -> None:
    below = "县里列出厂里要的人，派人上门请，去年请来四十位，今年又请来三十位。"
    bold = [Line(text, bold=len(text)) for text in ("“菜篮子”收难处", "“米篮子”办难事", "“果篮子”评好坏")]
    lines = [line for heading in bold for line in (heading, Line(below))]
    assert [text[:9].strip() for text in practices(below, *lines)] == [line.text for line in bold]


def test_a_list_whose_first_number_is_lost_is_a_list() -> None:
    assert practices("怎么盘活的？", "二、土地入股。", "三、技术入村。") == [
        "二、土地入股。",
        "三、技术入村。",
    ]


def test_words_that_close_a_speech_are_no_last_point() -> None:
    assert practices("首先，建章立制。", "其次，公开透明。", "最后，祝大家健康。") == [
        "首先，建章立制。",
        "其次，公开透明。",
    ]


def test_a_bracketed_label_stands_before_an_enumerator() -> None:
    found = practices("【背景】路口常堵。", "【做法】①设岗亭。②画停车线。", "【成效】不堵了。")
    assert found == ["①设岗亭。", "②画停车线。"]


def test_first_may_stand_behind_who_does_it_or_begin_the_paragraph_of_all() -> None:
    text = "医院首先打开大门，请人来看；其次走进校园，讲心理课。"
    assert practices(text) == ["首先打开大门，请人来看；", "其次走进校园，讲心理课。"]
    assert practices("首先定擂，各报一件。然后攻擂，每月公布。最后评擂，职工投票。") == [
        "首先定擂，各报一件。",
        "然后攻擂，每月公布。",
        "最后评擂，职工投票。",
    ]


def test_frames_are_told_by_the_lists_they_hold_and_troubles_by_their_frame() -> None:
    found = practices(
        "一、工作开展情况",
        "（一）改造车站。投入八百万元，换座椅一千张。",
        "（二）整治出租。签承诺书两千份，抽查车容。",
        "二、存在的问题",
        "一是意识不强。二是力量薄弱。",
    )
    assert [one[:7] for one in found] == ["（一）改造车站", "（二）整治出租"]


def test_points_called_by_what_is_amiss_or_to_come_are_no_practices_beside_others() -> None:
    done = ["一、建队伍。平安有人抓。", "二、织网络。风险看得见。", "三、优化流程。办事不用等。"]
    assert practices(*done, "四、存在的问题。路灯不亮。", "五、下步安排。补建路灯。") == done


def test_questions_of_an_interview_are_practices_but_the_first_and_what_is_to_come() -> None:
    asked = ("以前是什么样子？", "窗口少怎么办？", "材料多怎么办？", "老人来不了呢？", "接下来有什么打算？")
    lines = (f"问：{one}\n答：我们一件一件办，能当场办的当场办完。" for one in asked)
    found = practices(*(line for pair in lines for line in pair.split("\n")))
    assert [one.split("\n")[0] for one in found] == [f"问：{one}" for one in asked[1:4]]


@pytest.mark.parametrize(
    ("asks", "answers"),
    [
        ("记者：", "李清："),
        ("《青禾周刊》：", "李局长："),
        ("Q：", "A："),
        ("本刊：\n", "李清：\n"),
        ("主持人　", "李清　"),
    ],
)
def test_whoever_asks_each_question_with_its_answer_is_a_practice(asks: str, answers: str) -> None:
    asked = ("渠里没水的时候怎么过？", "水是怎么引来的？", "谁先浇？", "明年还想做什么？")
    lines = [f"{asks}{one}\n{answers}我们一段一段修，修好一段通一段水。" for one in asked]
    assert practices(*"\n".join(lines).split("\n")) == lines[1:3]


def test_who_asks_in_brackets_is_no_part_of_the_question_and_greetings_are_none() -> None:
    said = (
        ("主持人", "李局长，先和网友打个招呼吧。"),
        ("李清", "大家好。"),
        ("主持人", "局里有多少人？"),
        ("李清", "四十个。"),
    )
    asked = (
        ("网友“柳树”", "我家地里没水怎么办？"),
        ("李清", "我们修了渠。"),
        ("主持人", "谁先浇？"),
        ("李清", "远的先浇。"),
    )
    found = practices(*(f"[{who}]{text}" for who, text in (*said, *asked)))
    assert [one.split("\n")[0] for one in found] == ["我家地里没水怎么办？", "谁先浇？"]


def test_an_answer_with_as_many_things_as_there_are_questions_tells_the_practices() -> None:
    found = practices(
        "记者：村里以前什么样？",
        "李清：乱。",
        "记者：怎么变的？",
        "李清：靠三把火。第一把火，把账晒出来。贴在墙上。第二把火，把渠修通。家家有水。第三把火，把食堂办起来。老人有饭。",
        "记者：大家怎么说？",
        "李清：说好。",
    )
    assert [one[:4] for one in found] == ["第一把火", "第二把火", "第三把火"]


def test_a_list_in_the_line_that_a_point_begins_is_inside_it() -> None:
    points = (
        "首先，有人管。①看水色，②看岸线。",
        "其次，有人查。（1）账公开；（2）人公开。",
        "最后，有人爱。大家种花。",
    )
    assert practices(*points) == list(points)


def test_a_list_under_what_is_still_to_be_done_is_none() -> None:
    done = (
        "一、主要做法",
        "（一）查堤坝。每天走一遍。",
        "（二）备沙袋。堆在堤上。",
        "（三）练队伍。每月一次。",
    )
    found = practices(*done, "二、2024年工作打算", "今年做好以下几件事：一是补短板；二是建平台；三是带队伍。")
    assert [one[:3] for one in found] == ["（一）", "（二）", "（三）"]


def test_what_a_meeting_wants_is_none() -> None:
    wanted = "各县区要抓好四项工作:一要提高站位,把喝水的事当大事;二要摸清底数,九月底前建好台账;三要强化保障,资金优先安排。"
    assert len(practices(wanted)) == 3
    assert practices(f"会议要求,{wanted}") == []


def test_a_point_called_by_a_frame_among_others_is_none() -> None:
    found = practices("一、砍文山。该发的才发。", "二、填会海。能合的就合。", "三、几点体会。要动真格。")
    assert [one[:2] for one in found] == ["一、", "二、"]


def test_headings_that_all_stand_in_one_point_of_a_list_are_inside_it() -> None:
    heads = [Line(head, item="w1") for head in ("德育活起来", "书香浓起来", "家校动起来")]
    below = "学校打破老办法，开了新课程，每周三下午全校走班。"
    inside = (
        "节气里的中国：种小麦、包粽子；",
        "身边的好人：请消防员讲故事；",
        "班级小法庭：学生自己当法官。",
    )
    found = practices(heads[0], below, *inside, heads[1], below, heads[2], below)
    assert [one.split("\n")[0] for one in found] == [head.text for head in heads]


def test_half_width_signs_part_clauses_as_well() -> None:
    found = practices("着力建强班子,选派三名青年;着力做强产业,流转一千亩地;着力整治环境,拆了旧圈厕。")
    assert len(found) == 3


def test_the_first_point_may_stand_behind_whom_it_is_told_of() -> None:
    line = (
        "针对标准不一，市局（1）统一标准，街巷编了号；（2）统一调度，早晚各扫一遍；（3）统一考评，月月打分。"
    )
    assert [one[:7] for one in practices(line)] == ["（1）统一标准", "（2）统一调度", "（3）统一考评"]


def test_beside_a_point_that_holds_what_was_done_no_other_is_a_practice() -> None:
    lines = (
        "【项目缘起】夜路黑。",
        "【具体做法】",
        "1.亮灯。装一盏灯，零点亮到五点。",
        "2.接单。电话不断线。",
        "【暖心时刻】人人说好。",
    )
    assert practices(*lines) == list(lines[2:4])


def test_a_list_inside_a_point_does_not_end_the_list_it_stands_in() -> None:
    lines = [
        "第一件事，把食堂办起来。老人不用做饭。",
        "第二件事，把老屋用起来。第一幢是我自己修的，第二幢有人跟着修。",
        "第三件事，把人请回来。年年有人回村。",
    ]
    assert practices("樟下村做了几件事。", *lines) == lines


def test_points_that_tell_of_trouble_make_no_frame_of_the_others() -> None:
    heads = ["一、开门找毛病", "二、立规矩", "三、改流程", "四、存在的问题", "五、今后打算"]
    lines = [Line(head, level=3) for head in heads]
    text = Line("院里请十二位老病号来挑刺，挑出一条改一条，改到他们点头。")
    found = practices(*(one for head in lines for one in (head, text)))
    assert [one.partition("\n")[0] for one in found] == heads[:3]


def test_what_ends_with_a_full_stop_leads_to_nothing() -> None:
    points = ["（一）翻译成大白话，编成顺口溜。", "（二）前移到家门口，村村有窗口。"]
    assert practices("医保局用三个月重塑流程。", *points) == points
    assert practices("办理流程：", *points) == []
