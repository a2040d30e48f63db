import pytest

from bot.model import Coverage, Evidence, How, Limit
from bot.retrieval.features import Standing, features

HALF = Coverage((Evidence("停车", "停车", How.WORD, 1.0, 1.0), Evidence("收费", "", How.MISSING, 1.0, 0.0)))
STANDING = Standing(score=4.0, second=3.0, second_speech=1.0, share_of_possible=0.6, unknown=0.2)


def made(
    standing: Standing = STANDING,
    *,
    is_opening: bool = False,
    names_unit: bool = False,
    limit: Limit | None = None,
) -> dict[str, float]:
    return features(
        HALF,
        standing,
        clause=0.9,
        speech=0.7,
        untold=0.1,
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
            "margin": 0.25,
            "possible": 0.6,
            "unknown": 0.2,
            "clause": 0.9,
            "speech": 0.7,
            "untold": 0.1,
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
