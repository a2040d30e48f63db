from __future__ import annotations

from typing import Any

import pytest

from bot.doctor.webhooks import check_refusals, check_webhook, check_wecom
from bot.errors import Refusal
from bot.results.diagnosis import Severity
from bot.settings import Settings, load_settings
from tests.doctor.test_checks import bad, severities
from tests.wecom.counterpart import CORP_ID

WECOM = {"wecom_corp_id": "ww5823bf96d3bd56c7", "wecom_token": "baiguToken", "wecom_aes_key": "a" * 43}


def settings(**changes: Any) -> Settings:
    return load_settings(_env_file=None, **{**WECOM, **changes})


@pytest.mark.parametrize("channel", ["wechat", "wecom"])
def test_each_fault_of_the_verification_is_an_error_and_says_how_to_try_on_the_spot(channel: str) -> None:
    found = list(check_webhook(channel, f"https://a/{channel}", lambda: ["HTTP 404", "没有 Content-Length"]))
    assert severities(found) == ["error"] * 2
    assert f":端口/{channel} " in found[0].step
    assert ("--wecom" in found[0].step) == (channel == "wecom")
    assert severities(check_webhook(channel, f"https://a/{channel}", tuple)) == ["good"]


def test_refusals_of_the_last_hour_say_on_which_channel_and_what_does_not_agree() -> None:
    said = list(
        check_refusals(
            {
                ("wechat", Refusal.MSG_SIGNATURE): 12,
                ("wecom", Refusal.MSG_SIGNATURE): 1,
                ("wecom", Refusal.STALE): 1,
            }
        )
    )
    assert [diagnosis.severity for diagnosis in said] == [Severity.WARNING] * 3
    assert said[0].what == "过去一小时有 12 条微信的消息或验证因为msg_signature 不符被拒"
    assert "BAIGU_TOKEN" in said[0].step
    assert "企业微信" in said[1].what
    assert "BAIGU_WECOM_TOKEN" in said[1].step


@pytest.mark.parametrize("channel", ["wechat", "wecom"])
@pytest.mark.parametrize("why", Refusal)
def test_every_refusal_says_what_to_do(channel: str, why: Refusal) -> None:
    (said,) = check_refusals({(channel, why): 1})
    assert said.step


def test_without_refusals_all_is_well() -> None:
    assert severities(check_refusals({})) == ["good"]


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
