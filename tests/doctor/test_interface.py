from __future__ import annotations

import pytest

from bot.doctor.interface import check_rights
from bot.errors import PlatformError
from tests.doctor.findings import bad, severities


@pytest.mark.parametrize(("code", "severity"), [(48001, "warning"), (40164, "error"), (0, "error")])
def test_what_wechat_refuses_is_passed_on_with_its_step(code: int, severity: str) -> None:
    def refused() -> None:
        raise PlatformError(code, "没有权限", "去认证")

    (found,) = bad(check_rights(refused))
    assert (found.severity.value, found.meaning, found.step) == (severity, "没有权限", "去认证")
    assert severities(check_rights(lambda: None)) == ["good"]
