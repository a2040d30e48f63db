import pytest

from bot.importing.drafting.telling import Telling

TELLING = Telling()


def test_the_clause_that_tells_most_behind_the_first_sentence_is_the_plain_heading() -> None:
    text = "一是强化责任担当，凝聚工作合力。我们组织党员清理小广告，真抓实干，久久为功。"
    assert TELLING.plain(text, ()) == "我们组织党员清理小广告"


def test_what_other_practices_say_too_tells_nothing_of_this_one() -> None:
    text = "一是建设。为居民安装充电桩，推动老旧小区改造。"
    assert TELLING.plain(text, ()) == "为居民安装充电桩"
    assert TELLING.plain(text, ["二是用电。为居民安装充电桩，查电线。"]) == "推动老旧小区改造"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("一是清理垃圾堆子", "清理垃圾堆子"),
        ("清淤。（1）3.5公里全疏通", "3.5公里全疏通"),
        ("一是清淤。", None),
        ("清淤。开展“清河行动。清淤”，疏通下水管道", "疏通下水管道"),
        ("清淤。" + "清" * 17, None),
        ("", None),
    ],
    ids=[
        "of a single sentence that one, without its enumerator",
        "no enumerator of a list inside it, but numbers",
        "nothing has the length of a heading",
        "no quotation is torn",
        "nothing is cut",
        "no words",
    ],
)
def test_a_plain_heading_is_a_whole_clause_of_the_practice_or_none(text: str, plain: str | None) -> None:
    assert TELLING.plain(text, ()) == plain
