from __future__ import annotations

from typing import Any

import pytest

from bot.doctor.wecom import check_wecom
from bot.results.diagnosis import Severity
from bot.settings import Settings, load_settings
from tests.doctor.findings import bad, severities
from tests.wecom.counterpart import CORP_ID

WECOM = {"wecom_corp_id": "ww5823bf96d3bd56c7", "wecom_token": "baiguToken", "wecom_aes_key": "a" * 43}


def settings(**changes: Any) -> Settings:
    return load_settings(_env_file=None, **{**WECOM, **changes})


def test_an_application_is_good_and_where_there_is_none_nothing_is_said() -> None:
    assert severities(check_wecom(settings())) == ["good"]
    assert list(check_wecom(load_settings(_env_file=None))) == []


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"wecom_corp_id": CORP_ID}, "BAIGU_WECOM_CORP_ID"),
        ({"wecom_previous_aes_key": "b" * 43}, "BAIGU_WECOM_PREVIOUS_AES_KEY"),
    ],
)
def test_what_is_odd_about_an_application_is_a_warning(changes: dict[str, str], names: str) -> None:
    (only,) = bad(check_wecom(settings(**changes)))
    assert only.severity is Severity.WARNING
    assert names in only.what
    assert "b" * 43 not in str(only)
