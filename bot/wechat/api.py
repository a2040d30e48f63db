"""WeChat's interface for one account: its stable token, the menu, the ticket for pages."""

from __future__ import annotations

from pathlib import Path

from bot.channel.interface import TIMEOUT, Interface, Tokens


class Api(Interface):
    """The interface of a public account.

    Args:
        app_id, secret: of the account.
        tokens, url, timeout: as of every interface.
    """

    PLATFORM = "微信"
    URL_SETTING = "BAIGU_API_URL"
    ERRCODES = Path(__file__).with_name("errcodes.toml")
    TOKEN_REFUSED = frozenset({40001, 40014, 42001})

    def __init__(
        self, app_id: str, secret: str, tokens: Tokens, url: str, *, timeout: float = TIMEOUT
    ) -> None:
        super().__init__(app_id, tokens, url, timeout=timeout)
        self._app_id = app_id
        self._secret = secret

    def jsapi_ticket(self) -> str:
        """The ticket that pages sign with to use JS-SDK; kept until shortly before its end."""
        name = f"jsapi_ticket {self._app_id}"
        return self._tokens.get(name) or self._kept(
            name, "ticket", self._call("GET", "/cgi-bin/ticket/getticket", {"type": "jsapi"})
        )

    def _fetched_token(self, refused: str | None) -> str:
        """The stable token; a forced one, of which WeChat grants 20 a day, only where that is the refused one."""
        token = self._stable_token(force=False)
        return token if token != refused else self._stable_token(force=True)

    def _stable_token(self, *, force: bool) -> str:
        body = {
            "grant_type": "client_credential",
            "appid": self._app_id,
            "secret": self._secret,
            "force_refresh": force,
        }
        answer = self._ask("POST", "/cgi-bin/stable_token", body, {})
        return self._kept(self._token_name, "access_token", answer)
