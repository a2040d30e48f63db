"""The doctor's examination of a service and its account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.app.checking import Checking
from bot.app.simulating import simulate_wechat, simulate_wecom
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
from bot.doctor.webhooks import check_refusals, check_webhook, check_wecom
from bot.state.memory import SqlMemory
from bot.state.schema import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.app.service import Service
    from bot.errors import Fault
    from bot.results.diagnosis import Diagnosis


class Examination:
    """Looks at everything that a service needs to answer."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def diagnoses(self) -> list[Diagnosis]:
        """What was found, in the order in which it should be mended."""
        service, settings = self._service, self._service.settings
        # Made when their turn comes: what breaks down on the way is a finding like any other.
        checks: list[Callable[[], Iterable[Diagnosis]]] = [
            lambda: check_account(settings),
            lambda: check_wecom(settings),
            lambda: check_privacy(settings),
            lambda: check_knowledge(self._knowledge),
            lambda: check_schema(service.database.version, VERSION),
            lambda: check_database(lambda: SqlMemory(service.database, service.clock).try_writing()),
            lambda: check_secret(service.secret.is_settled),
            lambda: check_address(settings.public_url, is_local=settings.is_local),
        ]
        if not settings.is_local:
            checks.append(lambda: check_refusals(service.refusals.since(service.clock() - 3600)))
        if settings.token:
            wechat = f"{settings.public_url}/wechat"
            checks.append(lambda: check_webhook("wechat", wechat, simulate_wechat(settings, wechat).verify))
        if settings.wecom_token:
            wecom = f"{settings.public_url}/wecom"
            checks.append(lambda: check_webhook("wecom", wecom, simulate_wecom(settings, wecom).verify))
        if settings.app_id and settings.app_secret:
            checks.append(lambda: check_rights(service.api.menu))
            checks.append(lambda: check_clock(service.clock, service.api.time))
        if settings.wecom_secret:
            checks.append(lambda: check_rights(service.wecom_api.menu, wecom=True))
        return examine(checks)

    def _knowledge(self) -> tuple[Sequence[Fault], Sequence[Fault]]:
        reading = Checking(self._service).check(self._service.knowledge)
        return reading.faults, reading.to_do
