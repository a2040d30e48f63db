from __future__ import annotations

from bot.doctor.examining import examine
from bot.errors import SettingsError
from bot.results.diagnosis import Diagnosis, good
from tests.doctor.findings import severities


def test_a_check_that_breaks_down_is_a_finding_and_the_others_go_on() -> None:
    def broken() -> list[Diagnosis]:
        raise ZeroDivisionError

    assert severities(examine([broken, lambda: [good("a")]])) == ["error", "good"]


def test_what_keeps_several_from_being_done_is_told_once_in_its_own_words() -> None:
    def wrong() -> list[Diagnosis]:
        raise SettingsError("BAIGU_DATABASE_URL 写得不对")

    found = examine([wrong, wrong, lambda: [good("a")]])
    assert [one.what for one in found] == ["BAIGU_DATABASE_URL 写得不对", "a"]
    assert found[0].step == "照前面说的做，再来检查"
