from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.doctor.checks import (
    check_account,
    check_address,
    check_clock,
    check_database,
    check_knowledge,
    check_privacy,
    check_rights,
    check_schema,
    check_secret,
    examine,
)
from bot.errors import Fault, PlatformError, SettingsError, StorageError
from bot.results.diagnosis import Diagnosis, Severity
from bot.settings import Settings, load_settings

if TYPE_CHECKING:
    from collections.abc import Iterable

ACCOUNT = {"token": "baiguToken", "app_id": "wx5823bf96d3bd56c7", "aes_key": "a" * 43}


def settings(**changes: Any) -> Settings:
    return load_settings(_env_file=None, **{**ACCOUNT, **changes})


def severities(diagnoses: Iterable[Diagnosis]) -> list[str]:
    return [diagnosis.severity.value for diagnosis in diagnoses]


def bad(diagnoses: Iterable[Diagnosis]) -> list[Diagnosis]:
    found = [diagnosis for diagnosis in diagnoses if diagnosis.severity is not Severity.GOOD]
    assert all(diagnosis.meaning and diagnosis.step for diagnosis in found)
    return found


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


@pytest.mark.parametrize(
    ("url", "severity", "names"),
    [
        ("http://127.0.0.1:8000", "error", "打不开"),
        ("https://10.1.2.3", "error", "打不开"),
        ("http://localhost", "error", "打不开"),
        ("https://baigu", "error", "打不开"),
        ("https://baigu.example:8443", "error", "80"),
        ("http://baigu.example", "warning", "看得见"),
        ("https://8.8.8.8", "warning", "备过案"),
    ],
)
def test_an_address_that_wechat_or_phones_would_not_open_is_named(
    url: str, severity: str, names: str
) -> None:
    found = bad(check_address(url, is_local=False))[0]
    assert found.severity.value == severity
    assert names in f"{found.meaning}{found.step}"


def test_an_https_domain_is_good_and_this_machine_s_address_is_fine_as_long_as_there_is_no_account() -> None:
    assert severities(check_address("https://baigu.example", is_local=False)) == ["good"]
    assert severities(check_address("https://baigu.example:443", is_local=False)) == ["good"]
    assert severities(check_address("http://127.0.0.1:8000", is_local=True)) == ["warning"]


def test_each_fault_of_the_knowledge_is_an_error_with_its_mend() -> None:
    (found,) = bad(check_knowledge(lambda: ([Fault("units.toml", 3, "名字用了两次", "只留一个")], [])))
    assert found.what == "units.toml:3: 名字用了两次"
    assert found.step == "只留一个"
    assert severities(check_knowledge(lambda: ([], []))) == ["good"]
    task = Fault("speeches", 1, "还没有演讲稿", "用 baigu import 导入")
    assert severities(check_knowledge(lambda: ([], [task]))) == ["warning", "good"]


def test_a_database_that_cannot_be_written_is_an_error() -> None:
    def full() -> None:
        raise OSError("disk full")

    assert bad(check_database(full))[0].severity is Severity.ERROR
    assert severities(check_database(lambda: None)) == ["good"]


def test_a_database_of_this_program_or_a_newer_one_is_good() -> None:
    assert [found.what for found in check_schema(lambda: 2, 2)] == ["数据库的结构是第 2 代"]
    assert [found.what for found in check_schema(lambda: 3, 2)] == [
        "数据库的结构是第 3 代，比这个程序（第 2 代）新，可以一起用"
    ]


def test_a_database_that_wants_a_newer_program_is_an_error() -> None:
    def refused() -> int:
        raise StorageError("数据库已经升级；请换上新的摆古")

    (found,) = bad(check_schema(refused, 2))
    assert (found.severity, found.what) == (Severity.ERROR, "数据库已经升级；请换上新的摆古")


def test_a_secret_that_is_another_is_an_error_and_one_not_used_yet_is_not() -> None:
    def refused() -> bool:
        raise SettingsError("secret.key 不是数据库一直用的密钥；换回原来的")

    (found,) = bad(check_secret(refused))
    assert (found.severity, found.what) == (Severity.ERROR, "secret.key 不是数据库一直用的密钥；换回原来的")
    assert [found.what for found in check_secret(lambda: True)] == ["密钥就是数据库一直用的"]
    assert [found.what for found in check_secret(lambda: False)] == ["还没有用过密钥；第一次启动服务时记下"]


@pytest.mark.parametrize(("code", "severity"), [(48001, "warning"), (40164, "error"), (0, "error")])
def test_what_wechat_refuses_is_passed_on_with_its_step(code: int, severity: str) -> None:
    def refused() -> None:
        raise PlatformError(code, "没有权限", "去认证")

    (found,) = bad(check_rights(refused))
    assert (found.severity.value, found.meaning, found.step) == (severity, "没有权限", "去认证")
    assert severities(check_rights(lambda: None)) == ["good"]


@pytest.mark.parametrize(("ours", "says"), [(1000 + 61, "快了 61 秒"), (1000 - 700, "慢了 700 秒")])
def test_a_clock_that_is_off_is_an_error(ours: float, says: str) -> None:
    assert says in bad(check_clock(lambda: ours, lambda: 1000.0))[0].what


def test_a_clock_within_a_minute_is_good_and_an_unknown_one_is_not_spoken_of() -> None:
    def refused() -> float:
        raise PlatformError(0, "", "")

    assert severities(check_clock(lambda: 1060.0, lambda: 1000.0)) == ["good"]
    assert severities(check_clock(lambda: 0.0, lambda: None)) == []
    assert severities(check_clock(lambda: 0.0, refused)) == []


def test_a_check_that_breaks_down_is_a_finding_and_the_others_go_on() -> None:
    def broken() -> list[Diagnosis]:
        raise ZeroDivisionError

    assert severities(examine([broken, lambda: check_secret(lambda: True)])) == ["error", "good"]


def test_who_keeps_what_is_asked_is_to_be_told_to_the_public() -> None:
    (only,) = bad(check_privacy(settings()))
    assert only.what == "没有填 BAIGU_HANDLER、BAIGU_CONTACT"
    assert bad(check_privacy(settings(handler="某市某局", contact="0772-12345"))) == []
    assert list(check_privacy(settings(token=None))) == []
