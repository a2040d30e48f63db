from bot.model import Coverage, Match, Quote
from bot.retrieval.dictionary import Dictionary
from bot.retrieval.quotation import quote, sentence
from bot.retrieval.search import Search
from bot.retrieval.sought import Sought
from tests.builders import FLOWERS, RIVER, corpus, speech


def test_a_match_finds_its_own_quote_and_one_beside_others_its_sentence(dictionary: Dictionary) -> None:
    held = speech(practices=("一共清淤20余次。河边种了树，居民来散步。",))
    queries = Search(corpus(held, FLOWERS), dictionary)._queries  # noqa: SLF001 # what a query is made by
    query, passage = queries.query("清淤多少次"), held.passages[0]
    alone, beside = (Sought(query, passage, 0.5, Coverage(), room) for room in (None, 60))
    assert (alone.passage, alone.quote) == (passage, quote(query, passage))
    assert beside.quote == sentence(query, passage, 60) != alone.quote


def test_matches_are_the_same_where_all_that_they_say_is(dictionary: Dictionary) -> None:
    search = Search(corpus(RIVER, FLOWERS), dictionary)
    first, again = (search.search("清淤多少次").matches for _ in range(2))
    assert first == again != search.search("公园建了几座").matches
    assert isinstance(first[0], Match)
    assert isinstance(first[0].quote, Quote)


def test_a_number_is_told_where_the_passage_has_it_and_not_of_a_units_own(dictionary: Dictionary) -> None:
    search = Search(corpus(RIVER, FLOWERS), dictionary)
    assert search.search("清淤多少次").matches[0].number == "20余次"
    assert all(match.number is None for match in search.search("市水务局").matches)
