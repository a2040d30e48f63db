"""WeCom's interface for one application: its token, the menu. Nothing that is replied needs it."""

from __future__ import annotations

from pathlib import Path

from bot.channel.interface import TIMEOUT, Interface, Tokens

NOT_TRUSTED = 60020
"""The errcode of a call from an address that the administrator has not listed."""


class Api(Interface):
    """The interface of one application.

    Args:
        corp_id, agent_id, secret: of the application; a token holds for it alone, so it is kept by both ids.
        tokens, url, timeout: as of every interface.
    """

    PLATFORM = "企业微信"
    URL_SETTING = "BAIGU_WECOM_API_URL"
    ERRCODES = Path(__file__).with_name("errcodes.toml")
    TOKEN_REFUSED = frozenset({40014, 42001})

    def __init__(  # noqa: PLR0913 # what an application is known by
        self, corp_id: str, agent_id: str, secret: str, tokens: Tokens, url: str, *, timeout: float = TIMEOUT
    ) -> None:
        super().__init__(f"{corp_id} {agent_id}", tokens, url, timeout=timeout)
        self._corp_id = corp_id
        self._secret = secret
        self.MENU_QUERY = {"agentid": agent_id}

    def _fetched_token(self, refused: str | None) -> str:  # noqa: ARG002 # while it is valid WeCom gives out no other
        query = {"corpid": self._corp_id, "corpsecret": self._secret}
        return self._kept(
            self._token_name, "access_token", self._ask("GET", "/cgi-bin/gettoken", None, query)
        )
