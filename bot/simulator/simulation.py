"""The simulator as the command line uses it: one account, one webhook."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.errors import SettingsError
from bot.simulator.account import Mode
from bot.simulator.line import Line
from bot.simulator.load import MOST_AT_ONCE, Load
from bot.simulator.platform import Platform
from bot.simulator.tour import Tour

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.results.load import LoadFigures
    from bot.simulator.account import Account
    from bot.simulator.load import Plan
    from bot.simulator.tour import Phone


class Simulation:
    """Plays a platform towards a webhook.

    Args:
        mode: the only mode to send in; by default every one that the account's settings allow.

    Raises:
        SettingsError: the account lacks what the mode needs.
    """

    def __init__(self, url: str, account: Account, mode: str | None = None) -> None:
        if account.lacks:
            raise SettingsError(account.lacks)
        if mode and Mode(mode) not in (Mode.PLAIN, *account.modes):
            raise SettingsError(
                "兼容模式和安全模式要有 AppID 和 EncodingAESKey；用 --app-id 和 --aes-key 写上"
            )
        self.url = url
        self._platform = Platform(account, Line(url, connections=MOST_AT_ONCE))
        self._modes = (Mode(mode),) if mode else account.modes

    def verify(self) -> tuple[str, ...]:
        """Why the platform's form would not save the address; empty where it would."""
        return self._platform.verify()

    def notify(self) -> tuple[str, ...]:
        """Why an event that leaves no trace would not reach the webhook in the last mode; empty where it does."""
        return self._platform.notify(self._modes[-1])

    def tour(self, phone: Phone) -> int:
        """Everything WeChat can send; how many faults there were."""
        tour = Tour(self._platform, phone)
        tour.everything(self._modes)
        return tour.faults

    def say(self, phone: Phone, texts: Sequence[str]) -> int:
        """Some words from one person; how many faults there were."""
        tour = Tour(self._platform, phone)
        tour.say(texts, self._modes[-1])
        return tour.faults

    @property
    def is_here(self) -> bool:
        """Whether the webhook is on this machine."""
        host = urlsplit(self.url).hostname or ""
        try:
            return ip_address(host).is_loopback
        except ValueError:
            return host == "localhost"

    def load(self, questions: Sequence[str], plan: Plan) -> LoadFigures:
        """Many people at once; the figures."""
        return Load(self._platform, self._modes, questions).run(plan)
