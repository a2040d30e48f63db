import pytest

from bot.retrieval.counting import counts_asked


@pytest.mark.parametrize(
    ("question", "text", "found"),
    [
        ("组织了几次活动", "开展活动30余次", "30余次"),
        ("搞过多少回", "开展活动30余次", "30余次"),
        ("多少人受益", "让8万多人放心", "8万多人"),
        ("建了几座公园", "建成公园8座", "8座"),
        ("送了多少副对联", "开展活动30余次", None),
    ],
)
def test_the_number_found_counts_the_same_thing(question: str, text: str, found: str | None) -> None:
    (count,) = counts_asked(question)
    assert count.found_in(text) == found


def test_every_count_of_a_question_is_wanted() -> None:
    assert [count.said for count in counts_asked("在几个社区送了多少副")] == ["几个", "多少副"]
    assert counts_asked("怎么停车") == ()
