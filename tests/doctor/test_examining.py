from __future__ import annotations

from bot.doctor.examining import examine
from bot.results.diagnosis import Diagnosis, good
from tests.doctor.findings import severities


def test_a_check_that_breaks_down_is_a_finding_and_the_others_go_on() -> None:
    def broken() -> list[Diagnosis]:
        raise ZeroDivisionError

    assert severities(examine([broken, lambda: [good("a")]])) == ["error", "good"]
