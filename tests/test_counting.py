import pytest

from bot.model.counting import counts_asked


@pytest.mark.parametrize(
    ("question", "text", "found"),
    [
        ("组织了几次活动", "开展活动30余次", "30余次"),
        ("搞过多少回", "开展活动30余次", "30余次"),
        ("多少人受益", "让8万多人放心", "8万多人"),
        ("建了几座公园", "建成公园8座", "8座"),
        ("送了多少副对联", "开展活动30余次", None),
        ("有多少名党员", "让8万多人放心", None),
        ("有多少党员", "机关有党员120名", "120名"),
        ("选送了几位选手", "推荐选送的10名选手", "10名"),
        ("来了几个干部", "全体干部下沉,服务8万多人", None),
        ("来了几千人", "参与500余人次", "500余人"),
        ("建了多少站", "建成2个二级站、5个三级站", "2个"),
        ("种了多少树啊", "种树300棵,送花200盆", None),
        ("堵了几个口子", "完成6处缺口封堵", "6处"),
    ],
)
def test_the_number_found_counts_the_same_thing(question: str, text: str, found: str | None) -> None:
    (count,) = counts_asked(question)
    assert count.found_in(text) == found


def test_every_count_of_a_question_is_wanted() -> None:
    assert [count.said for count in counts_asked("在几个社区送了多少副")] == ["几个", "多少副"]
    assert counts_asked("怎么停车") == ()


def test_a_sum_is_no_number_of_things() -> None:
    assert counts_asked("财政拨了几个亿") == counts_asked("花了几亿元") == ()
    assert [count.said for count in counts_asked("几个人")] == ["几个人"]


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("协调了几个单位", "抽调9个科室,沟通14个单位,横跨3个城区", "14个"),
        ("建了几个泵站", "抽调9个科室,建成2个二级站、5个三级站", None),
        ("堵了几处口子", "抽调9个科室,完成6处缺口封堵", "6处"),
        ("多少老百姓受益", "抽调9个科室,解除8万多人的隐患", "8万多人"),
        ("来了多少人", "活动30余次,参与500余人次", "500余人次"),
        ("办了几次活动", "活动很多", None),
        ("来了多少名党员", "活动30余次,参与500余人次", None),
        ("选送了几位选手", "抽调9人,选送的10名选手", "10名"),
        ("一共多少场", "活动30余次,参与500余人次", "30余次"),
        ("牵扯多少家单位", "抽调9个科室,沟通14个单位", "14个"),
        ("建了几个站", "建成2个二级站、5个三级站", None),
        ("建了多少站", "建成2个二级站、5个三级站", None),
        ("建了多少站", "抽调9个科室,建成5个三级站", "5个"),
        ("隐患有几年了", "2021年以来", None),
    ],
)
def test_a_number_is_told_only_where_it_is_sure_what_it_counts(
    question: str, text: str, told: str | None
) -> None:
    (count,) = counts_asked(question)
    assert count.told_in(text) == told


@pytest.mark.parametrize(
    ("question", "text", "is_told"),
    [
        ("去了几个社区", "先后深入红星社区、某区某街道东风社区开展宣传", True),
        ("去了几个社区", "深入红星社区开展宣传", False),
        ("去了几次社区", "深入红星社区、东风社区开展宣传", False),
        ("建了几个站", "建成2个二级站、5个三级站", True),
        ("来了几个人", "一等奖1名、二等奖2名", True),
        ("来了几名党员", "一等奖1名、二等奖2名", False),
    ],
)
def test_how_many_is_told_by_several_numbers_and_by_names_too(
    question: str, text: str, *, is_told: bool
) -> None:
    (count,) = counts_asked(question)
    assert count.is_told_in(text) == is_told


@pytest.mark.parametrize("said", ["这几年怎么做的", "前几条", "好几个单位"])
def test_some_is_no_question_of_how_many(said: str) -> None:
    assert counts_asked(said) == ()
