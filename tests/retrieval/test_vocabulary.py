from bot.model import Synonym
from bot.retrieval.vocabulary import Vocabulary


def found(vocabulary: Vocabulary, text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(text[start:end], means) for start, end, means in vocabulary.find(text)]


def test_forms_are_found_in_the_order_of_the_vocabulary_with_what_they_may_mean() -> None:
    vocabulary = Vocabulary([Synonym(("楼", "牛皮癣"), ("小区",), ""), Synonym(("停车",), ("车位",), "")])
    assert found(vocabulary, "停车的楼有牛皮癣") == [
        ("楼", ("小区",)),
        ("牛皮癣", ("小区",)),
        ("停车", ("车位",)),
    ]


def test_a_form_may_have_a_few_characters_in_its_gap() -> None:
    vocabulary = Vocabulary([Synonym(("没…停车", "乱…扔"), ("车位",), "")])
    assert found(vocabulary, "没地方停车") == [("没地方停车", ("车位",))]
    assert found(vocabulary, "没有一个地方可以停车") == []


def test_forms_meet_text_as_it_is_normalised() -> None:
    assert found(Vocabulary([Synonym(("亂停車",), ("車位",), "")]), "乱停车") == [("乱停车", ("车位",))]
