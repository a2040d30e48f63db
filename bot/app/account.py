"""The account: its menu, what the doctor finds, and WeChat played towards it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from bot.app.checking import Checking
from bot.doctor.checks import (
    check_account,
    check_address,
    check_clock,
    check_database,
    check_knowledge,
    check_rights,
    check_schema,
    check_secret,
    check_webhook,
    examine,
)
from bot.state.schema import VERSION
from bot.state.tokens import SqlTokens
from bot.wechat.menu import MenuFile
from bot.wechat.simulator.account import Account as Played
from bot.wechat.simulator.simulation import Simulation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.app.service import Service
    from bot.doctor.diagnosis import Diagnosis


class Account:
    """What an operator does with the account."""

    def __init__(self, baigu: Service) -> None:
        self._baigu = baigu

    @cached_property
    def menu(self) -> MenuFile:
        """The custom menu."""
        path = self._baigu.settings.knowledge / "menu.toml"
        return MenuFile(path, self._baigu.settings.public_url, lambda: self._baigu.api)

    @cached_property
    def checking(self) -> Checking:
        """What finds the faults of the knowledge."""
        return Checking(self._baigu.links, self._baigu.settings.hotline, self.menu)

    def examine(self) -> list[Diagnosis]:
        """What the doctor finds."""
        settings, url = self._baigu.settings, self._baigu.settings.public_url
        faults = lambda: self.checking.check(self._baigu.knowledge).faults  # noqa: E731 # read in place
        # Made when their turn comes: what breaks down on the way is a finding like any other.
        checks: list[Callable[[], Iterable[Diagnosis]]] = [
            lambda: check_account(settings),
            lambda: check_knowledge(faults),
            lambda: check_schema(self._baigu.database.version, VERSION),
            lambda: check_database(
                lambda: SqlTokens(self._baigu.database, self._baigu.clock).put("doctor", "", 0)
            ),
            lambda: check_secret(self._baigu.secret.is_settled),
            lambda: check_address(url, is_local=settings.is_local),
        ]
        if not settings.is_local:
            webhook = f"{url}/wechat"
            checks.append(lambda: check_webhook(webhook, self.simulation(webhook, None).verify))
        if settings.app_id and settings.app_secret:
            checks.append(lambda: check_rights(self._baigu.api.menu))
            checks.append(lambda: check_clock(self._baigu.clock, self._baigu.api.time))
        return examine(checks)

    def simulation(self, url: str, mode: str | None, **account: str | None) -> Simulation:
        """WeChat, played towards a webhook; what is not given of the account is this service's own.

        Args:
            account: token, app_id, aes_key.
        """
        token, keys = self._baigu.settings.token, self._baigu.settings.aes_keys
        own = Played(
            token=account.get("token") or (token.get_secret_value() if token else ""),
            app_id=account.get("app_id") or self._baigu.settings.app_id or "",
            aes_key=account.get("aes_key") or (keys[0] if keys else ""),
        )
        return Simulation(url, own, mode)
