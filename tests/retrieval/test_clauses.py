import pytest

from bot.retrieval.clauses import AskingSentence, clauses


def test_clauses_stand_between_marks() -> None:
    assert clauses("你好，天热。树是谁种的?谢谢") == ("你好", "天热", "树是谁种的", "谢谢")
    assert clauses("，。") == ()


@pytest.mark.parametrize(
    ("text", "asking"),
    [
        ("我住了十年。树是谁种的?谢谢", "树是谁种的"),
        ("谁来过。谁种的", "谁种的"),
        ("种树。浇水", "浇水"),
        ("", ""),
        ("。", "。"),
    ],
)
def test_the_last_sentence_with_a_word_that_asks_is_the_question(text: str, asking: str) -> None:
    assert AskingSentence(["谁", "怎么"]).of(text) == asking
