from bot.model import Calibration, Coverage, Evidence, How
from bot.retrieval.features import features

FULL = Coverage((Evidence("停车", "停车", How.WORD, 1.0, 1.0), Evidence("规划", "规划", How.WORD, 0.5, 1.0)))
HALF = Coverage((Evidence("停车", "停车", How.WORD, 1.0, 1.0), Evidence("收费", "", How.MISSING, 1.0, 0.0)))
CALIBRATION = Calibration(bias=-4.0, weights={"coverage": 4.0, "told": 2.0, "clear": 3.0, "unit": 1.0})


def sure(coverage: Coverage, second: float = 1.0, *, names_unit: bool = False) -> float:
    return CALIBRATION.probability(features(coverage, best=4.0, second=second, names_unit=names_unit))


def test_covering_more_makes_surer() -> None:
    assert sure(FULL) > sure(HALF)


def test_another_unit_close_behind_makes_less_sure() -> None:
    assert sure(FULL, second=3.9) < sure(FULL, second=0.5)


def test_naming_the_unit_makes_surer() -> None:
    assert sure(HALF, names_unit=True) > sure(HALF)


def test_it_is_a_probability() -> None:
    assert 0.0 < sure(Coverage(())) < sure(FULL) < 1.0
