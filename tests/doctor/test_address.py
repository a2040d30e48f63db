from __future__ import annotations

import pytest

from bot.doctor.address import check_address
from tests.doctor.findings import bad, severities


@pytest.mark.parametrize(
    ("url", "severity", "names"),
    [
        ("http://127.0.0.1:8000", "error", "打不开"),
        ("https://10.1.2.3", "error", "打不开"),
        ("http://localhost", "error", "打不开"),
        ("https://baigu", "error", "打不开"),
        ("https://baigu.example:8443", "error", "80"),
        ("https://baigu.example/wechat", "error", "域名的根"),
        ("https://office.example/baigu", "error", "自己的域名"),
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
