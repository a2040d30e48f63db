import pytest

from bot.model import Coverage, Evidence, How, Limit
from bot.retrieval.features import Standing, features, of_question
from bot.retrieval.query import Query, Word

HALF = Coverage((Evidence("停车", "停车", How.WORD, 1.0, 1.0), Evidence("收费", "", How.MISSING, 1.0, 0.0)))
STANDING = Standing(score=4.0, second=3.0, second_speech=1.0, share_of_possible=0.6, unknown=0.2)


def made(
    standing: Standing = STANDING,
    *,
    is_opening: bool = False,
    names_unit: bool = False,
    limit: Limit | None = None,
    untold: float = 0.6,
    apart: float = 0.2,
) -> dict[str, float]:
    return features(
        HALF,
        standing,
        clause=0.9,
        speech=0.7,
        quoted=0.75,
        untold=untold,
        apart=apart,
        foreign=0.3,
        limit=limit,
        is_opening=is_opening,
        names_unit=names_unit,
    )


def test_each_feature_says_what_it_is_called() -> None:
    assert made() == pytest.approx(
        {
            "coverage": 0.5,
            "told": 1 / 1.5,
            "clear": 0.5 * 0.75,
            "ahead": 0.75,
            "margin": 0.25,
            "possible": 0.6,
            "unknown": 0.2,
            "clause": 0.9,
            "speech": 0.7,
            "quoted": 0.5,
            "untold": 0.2,
            "apart": 0.4,
            "foreign": 0.3,
            "opening": 0.0,
            "unit": 0.0,
        }
    )
    assert made(is_opening=True)["opening"] == made(names_unit=True)["unit"] == 1.0


def test_what_speaks_against_it_is_a_feature_of_its_kind() -> None:
    assert made(limit=Limit("money", "问的是钱")) == {**made(), "limit_money": 1.0}


def test_a_match_with_nothing_behind_it_is_as_clear_as_can_be() -> None:
    alone = made(Standing(4.0))
    assert (alone["margin"], alone["clear"], alone["possible"]) == (1.0, 0.5, 1.0)


def test_a_match_without_a_score_is_ahead_of_nobody() -> None:
    assert made(Standing(0.0))["margin"] == 0.0


@pytest.mark.parametrize(("untold", "said"), [(0.5, 0.0), (0.2, 0.0), (0.75, 0.5), (1.0, 1.0)])
def test_as_long_as_it_is_in_doubt_what_is_asked_for_nothing_speaks_against_an_answer(
    untold: float, said: float
) -> None:
    assert made(untold=untold)["untold"] == pytest.approx(said)


@pytest.mark.parametrize(("apart", "said"), [(0.0, 0.0), (0.25, 0.5), (0.5, 1.0), (0.9, 1.0)])
def test_beyond_doubt_what_stands_apart_says_no_more(apart: float, said: float) -> None:
    assert made(apart=apart)["apart"] == pytest.approx(said)


def test_no_feature_is_above_one() -> None:
    great = Coverage(tuple(Evidence("停车", "停车", How.WORD, 1.0, 1.0) for _ in range(9)))
    known = features(
        great,
        Standing(1.0, share_of_possible=1.2),
        clause=1.0,
        speech=1.0,
        quoted=9.0,
        untold=1.0,
        apart=1.0,
        foreign=1.0,
        limit=None,
        is_opening=False,
        names_unit=False,
    )
    asked = of_question(Query("停" * 99, (), (), {}), great)
    assert max({**known, **asked}.values()) == 1.0
    assert (known["told"], known["possible"], known["quoted"]) == (1.0, 1.0, 1.0)
    assert (asked["length"], asked["found"]) == (1.0, 1.0)


def query(*words: Word, text: str = "小区停车要收费", asking: str = "停车要收费") -> Query:
    return Query(text, words, (), {}, asking=asking)


def test_a_word_of_which_half_is_found_is_found() -> None:
    half = Coverage(
        (
            Evidence("停车", "停车", How.WORD, 1.0, 0.5),
            Evidence("收费", "收", How.PART, 1.0, 0.49),
            Evidence("小区", "小区", How.WORD, 1.0, 1.0),
        )
    )
    assert of_question(query(), half)["found"] == pytest.approx(2 / 6)


def test_a_question_is_as_long_as_what_it_says() -> None:
    assert of_question(query(text="停" * 20), HALF)["length"] == pytest.approx(0.25)


def test_a_question_about_nothing_that_has_a_name_is_vague() -> None:
    before, thing = Word("小区", 0, 1.0, is_noun=True), Word("停车", 2, 1.0, is_noun=True)
    assert of_question(query(before, thing), HALF)["vague"] == 0.0
    assert of_question(query(before), HALF)["vague"] == 1.0
    assert of_question(query(Word("停车", 2, 1.0)), HALF)["vague"] == 1.0
