from __future__ import annotations

from typing import Any

import pytest

from bot.doctor.account import check_account, check_privacy
from bot.settings import Settings, load_settings
from tests.doctor.findings import bad, severities

ACCOUNT = {"token": "baiguToken", "app_id": "wx5823bf96d3bd56c7", "aes_key": "a" * 43}


def settings(**changes: Any) -> Settings:
    return load_settings(_env_file=None, **{**ACCOUNT, **changes})


def test_a_complete_account_is_good() -> None:
    assert severities(check_account(settings())) == ["good", "good"]


def test_without_a_token_that_is_all_there_is_to_say() -> None:
    (only,) = check_account(settings(token=None))
    assert "本机模式" in only.meaning


@pytest.mark.parametrize(
    ("changes", "severity", "names"),
    [
        ({"aes_key": None}, "warning", "BAIGU_AES_KEY"),
        ({"app_id": None, "aes_key": None}, "warning", "BAIGU_APP_ID"),
        ({"app_id": "gh_5823bf96d3bd"}, "error", "gh_5823bf96d3bd"),
        ({"plaintext": "accept"}, "warning", "BAIGU_PLAINTEXT"),
        ({"previous_aes_key": "b" * 43}, "warning", "BAIGU_PREVIOUS_AES_KEY"),
    ],
)
def test_what_an_account_lacks_is_named(changes: dict[str, str], severity: str, names: str) -> None:
    first = bad(check_account(settings(**changes)))[0]
    assert first.severity.value == severity
    assert names in first.what


def test_no_secret_is_shown() -> None:
    shown = str(list(check_account(settings(app_secret="s3cret", previous_aes_key="b" * 43))))
    for secret in ("baiguToken", "a" * 43, "b" * 43, "s3cret"):
        assert secret not in shown


def test_who_keeps_what_is_asked_is_to_be_told_to_the_public() -> None:
    (only,) = bad(check_privacy(settings()))
    assert only.what == "没有填 BAIGU_HANDLER、BAIGU_CONTACT"
    assert bad(check_privacy(settings(handler="某市某局", contact="0772-12345"))) == []
    assert list(check_privacy(settings(token=None))) == []
