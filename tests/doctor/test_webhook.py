from __future__ import annotations

import pytest

from bot.doctor.webhook import check_refusals, check_webhook
from bot.errors import Refusal
from bot.results.diagnosis import Severity
from tests.doctor.findings import bad, severities


@pytest.mark.parametrize("channel", ["wechat", "wecom"])
def test_each_fault_of_the_verification_is_an_error_and_no_message_is_tried_then(channel: str) -> None:
    faults = ["HTTP 404", "没有 Content-Length"]
    found = list(check_webhook(channel, f"https://a/{channel}", lambda: faults, lambda: ["never"]))
    assert severities(found) == ["error"] * 2
    assert f":端口/{channel} " in found[0].step
    assert ("--wecom" in found[0].step) == (channel == "wecom")


@pytest.mark.parametrize("channel", ["wechat", "wecom"])
def test_a_message_that_does_not_come_through_is_an_error_though_the_address_is_verified(
    channel: str,
) -> None:
    found = list(check_webhook(channel, "https://a/", tuple, lambda: ["HTTP 405"]))
    assert severities(found) == ["good", "error"]
    assert "HTTP 405" in bad(found)[0].what
    assert severities(check_webhook(channel, "https://a/", tuple, tuple)) == ["good", "good"]


def test_refusals_of_the_last_hour_say_on_which_channel_and_what_does_not_agree() -> None:
    said = list(check_refusals({("wechat", Refusal.MSG_SIGNATURE): 12, ("wecom", Refusal.MSG_SIGNATURE): 1}))
    assert [diagnosis.severity for diagnosis in said] == [Severity.WARNING] * 2
    assert said[0].what == "过去一小时有 12 条微信的消息或验证被拒：msg_signature 不符"
    assert "BAIGU_TOKEN" in said[0].step
    assert "企业微信" in said[1].what
    assert "BAIGU_WECOM_TOKEN" in said[1].step


@pytest.mark.parametrize("channel", ["wechat", "wecom"])
@pytest.mark.parametrize("why", Refusal)
def test_every_refusal_says_what_to_do(channel: str, why: Refusal) -> None:
    (said,) = check_refusals({(channel, why): 1})
    assert said.step


def test_without_refusals_all_is_well() -> None:
    assert [diagnosis.severity for diagnosis in check_refusals({})] == [Severity.GOOD]
