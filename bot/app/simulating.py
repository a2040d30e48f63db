"""WeChat and WeCom, played towards a webhook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.simulator.account import Account
from bot.simulator.application import Application
from bot.simulator.load import Plan
from bot.simulator.simulation import Simulation

if TYPE_CHECKING:
    from bot.settings import Settings

__all__ = ["Plan", "simulate_wechat", "simulate_wecom"]


def simulate_wechat(
    settings: Settings, url: str, mode: str | None = None, **account: str | None
) -> Simulation:
    """A simulation; what is not given of the account is this service's own.

    Args:
        mode: the only one to send in, see `Simulation`.
        account: token, app_id, aes_key.

    Raises:
        SettingsError: the account lacks what the mode needs.
    """
    token, keys = settings.token, settings.aes_keys
    played = Account(
        token=account.get("token") or (token.get_secret_value() if token else ""),
        app_id=account.get("app_id") or settings.app_id or "",
        aes_key=account.get("aes_key") or (keys[0] if keys else ""),
    )
    return Simulation(url, played, mode)


def simulate_wecom(settings: Settings, url: str, **application: str | None) -> Simulation:
    """A simulation; what is not given of the application is this service's own.

    Args:
        application: token, app_id (the CorpID), aes_key.

    Raises:
        SettingsError: something of it is not known.
    """
    token, keys = settings.wecom_token, settings.wecom_aes_keys
    played = Application(
        token=application.get("token") or (token.get_secret_value() if token else ""),
        app_id=application.get("app_id") or settings.wecom_corp_id or "",
        aes_key=application.get("aes_key") or next(iter(keys), ""),
        agent_id=settings.wecom_agent_id or Application.agent_id,
    )
    return Simulation(url, played)
