import pytest

from bot.retrieval.dictionary import Dictionary
from bot.retrieval.english import English, stem
from bot.retrieval.search import Search
from docs.count_english import COUNTS, counted
from tests.builders import FLOWERS, RIVER, corpus

WORDS = ("停车", "停车位", "志愿者", "防洪", "泵站", "社区")


@pytest.fixture(scope="module")
def english() -> English:
    asking = {"how many": "多少", "which": "哪个", "when": "什么时候", "phone": "电话"}
    return English(lambda: WORDS, ("the", "of", "which", "when"), asking)


@pytest.mark.parametrize(
    ("alike"),
    [("parking", "parks", "parked", "park"), ("volunteers", "volunteer"), ("community", "communities")],
)
def test_words_are_alike_without_their_endings(alike: tuple[str, ...]) -> None:
    assert len({stem(word) for word in alike}) == 1


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("volunteers", ("志愿者",)),
        ("parking", ("停车",)),
        ("flood", ("防洪",)),
        ("communities", ("社区",)),
        ("elephant", ()),
        ("of the", ()),
    ],
)
def test_a_word_means_what_its_dictionary_says_as_far_as_the_corpus_says_it(
    english: English, said: str, means: tuple[str, ...]
) -> None:
    found = [word for _, _, words in english.meanings(said) for word in words]
    assert found[: len(means)] == list(means)
    assert bool(found) == bool(means)


def test_two_words_that_are_one_together_are_read_together(english: English) -> None:
    assert list(english.meanings("pump station")) == [(0, 12, ("泵站",))]


def test_a_rare_word_tells_more_than_a_common_one(english: English) -> None:
    assert english.weight("people") < english.weight("parking") <= 1
    assert english.weight("qwertyuiop") == 1


def test_how_much_words_tell_is_counted_in_the_dictionary_that_is_installed() -> None:
    assert [line for line in COUNTS.read_text("utf-8").splitlines() if not line.startswith("#")] == [
        *counted()
    ]


def test_what_asks_is_asked_in_chinese(english: English) -> None:
    assert english.asked("how many volunteers") == "多少"
    assert english.asked("那个 parking 怎么做的").replace(" ", "") == "那个怎么做的"


def test_what_joins_clauses_asks_nothing(english: English) -> None:
    assert english.asked("which volunteers helped when it flooded") == "哪个"
    assert english.asked("when was the flood") == "什么时候"
    assert english.asked("which volunteers have a phone") == "哪个电话"


def test_a_question_in_english_finds_the_passage(dictionary: Dictionary) -> None:
    search = Search(corpus(RIVER, FLOWERS), dictionary)
    assert search.search("who planted the trees by the river").matches[0].passage.id == "shuiwu-20240501#p2"
    assert search.search("an elephant").matches == ()


def test_english_that_the_corpus_says_itself_means_itself() -> None:
    held = English(lambda: ("park", "停车"), (), {})
    assert list(held.meanings("park")) == []
    assert held.without("park") == "park"
