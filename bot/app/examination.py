"""The doctor's examination of a service and its account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.app.address import check_address as check_listening
from bot.app.checking import Checking
from bot.app.simulating import simulate_wechat, simulate_wecom
from bot.corpus.calibration_file import WITH_MEANING
from bot.doctor.account import check_account, check_privacy
from bot.doctor.address import check_address
from bot.doctor.clock import check_clock
from bot.doctor.database import check_database, check_machines, check_schema, check_secret
from bot.doctor.examining import examine
from bot.doctor.interface import check_rights
from bot.doctor.knowledge import check_knowledge
from bot.doctor.meaning import check_meaning
from bot.doctor.opensearch import check_opensearch
from bot.doctor.redis import check_redis
from bot.doctor.webhook import check_refusals, check_webhook
from bot.doctor.wecom import check_wecom
from bot.results.diagnosis import Severity, good
from bot.state.memory import SqlMemory
from bot.state.schema import VERSION
from bot.wechat.clock import time_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from bot.app.service import Service
    from bot.errors import Fault, Refusal
    from bot.results.diagnosis import Diagnosis

_ANY_PORT = 0


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
            self._database,
            *self._redis(),
            *self._opensearch(),
            *self._meaning(),
            self._host,
            lambda: check_address(settings.public_url, is_local=settings.is_local),
        ]
        if not settings.is_local:
            checks.append(lambda: check_refusals(self._refused()))
            checks.append(lambda: check_clock(service.clock, self._other_clocks()))
        if settings.token:
            wechat = simulate_wechat(settings, f"{settings.public_url}/wechat")
            checks.append(lambda: check_webhook("wechat", wechat.url, wechat.verify, wechat.notify))
        if settings.wecom_token:
            wecom = simulate_wecom(settings, f"{settings.public_url}/wecom")
            checks.append(lambda: check_webhook("wecom", wecom.url, wecom.verify, wecom.notify))
        if settings.app_id and settings.app_secret:
            checks.append(lambda: check_rights(service.api.menu))
        if settings.wecom_secret:
            checks.append(lambda: check_rights(service.wecom_api.menu, wecom=True))
        return examine(checks)

    def _database(self) -> Iterator[Diagnosis]:
        """A database that is not there is none of the doctor's to make: it may have been lost."""
        service = self._service
        if service.database.is_missing():
            service.database.check_can_be_made()
            yield good(f"还没有数据库 {service.database.name}；第一次启动服务或发布时建")
            return
        schema = list(check_schema(service.database.version, VERSION))
        yield from schema
        if any(found.severity is Severity.ERROR for found in schema):
            return  # whatever else is asked of it fails by the same
        yield from check_database(lambda: SqlMemory(service.database, service.clock).try_writing())
        yield from check_secret(service.secret.is_settled)
        yield from check_machines(self._how_many, lambda: bool(service.releases.published()))

    def _host(self) -> Iterator[Diagnosis]:
        host = self._service.settings.host
        check_listening(host, _ANY_PORT)  # its own may be taken by the service that is running
        yield good(f"BAIGU_HOST {host} 是这台机器的地址")

    def _refused(self) -> Mapping[tuple[str, Refusal], int]:
        service = self._service
        return service.refusals.since(service.clock() - 3600)

    def _how_many(self) -> int:
        return len(self._service.services.running())

    def _redis(self) -> Iterable[Callable[[], Iterable[Diagnosis]]]:
        if self._service.settings.redis_url is None:
            return []

        def check() -> Iterable[Diagnosis]:
            shared = self._service.shared
            assert shared
            return check_redis(shared.memory.try_writing, shared.redis.about)

        return [check]

    def _opensearch(self) -> Iterable[Callable[[], Iterable[Diagnosis]]]:
        engine = self._service.engine
        if engine is None:
            return []
        return [lambda: check_opensearch(engine.server.about, self._service.stored_index)]

    def _meaning(self) -> Iterable[Callable[[], Iterable[Diagnosis]]]:
        service = self._service
        if service.settings.meaning == "off":
            return []

        def name() -> str:
            assert service.meaning
            return service.meaning.name

        def check() -> Iterable[Diagnosis]:
            return check_meaning(name, is_calibrated=WITH_MEANING in service.knowledge.files.names())

        return [check]

    def _other_clocks(self) -> Sequence[tuple[str, Callable[[], float | None]]]:
        """The public address tells this machine's own time where no proxy stands before it, so that it comes last."""
        settings = self._service.settings
        return (
            ("微信接口", lambda: time_at(f"{settings.api_url}/cgi-bin/token")),
            ("公网网址（没有连上微信接口）", lambda: time_at(f"{settings.public_url}/healthz")),
        )

    def _knowledge(self) -> tuple[Sequence[Fault], Sequence[Fault]]:
        reading = Checking(self._service).check(self._service.knowledge)
        return reading.faults, reading.to_do
