"""WeChat's interface for one account: tokens, the menu, the ticket for pages.

wechatpy's client has no time-out, and calls itself without end where a token stays refused; it is not used.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlencode

import urllib3

from bot.errors import PlatformError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from collections.abc import Mapping

TIMEOUT = 10.0
"""Seconds for each call."""

TOKEN_REFUSED = frozenset({40001, 40014, 42001})
"""Errcodes that a fresh token may mend."""

NO_MENU = 46003
_MARGIN = 300
"""Seconds before its end that a token is no longer used."""


class Tokens(Protocol):
    """Keeps tokens for all workers."""

    def get(self, name: str) -> str | None:
        """The token of that name, None where there is none that still lives."""
        ...

    def put(self, name: str, value: str, lifetime: float) -> None:
        """Keep a token for so many seconds."""
        ...


class Api:
    """Calls WeChat's interface; every call has a time-out and raises PlatformError where it fails.

    Args:
        tokens: shared by all workers.
        url: of the interface, or of a proxy that passes calls on to it.
        timeout: seconds for each call.
    """

    def __init__(
        self, app_id: str, secret: str, tokens: Tokens, url: str, *, timeout: float = TIMEOUT
    ) -> None:
        self._app_id = app_id
        self._secret = secret
        self._tokens = tokens
        self._url = url
        self._http = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(total=timeout))

    def menu(self) -> dict[str, Any] | None:
        """The menu that phones are shown, as WeChat writes it; None where there is none."""
        try:
            return self._call("GET", "/cgi-bin/menu/get").get("menu")
        except PlatformError as error:
            if error.code == NO_MENU:
                return None
            raise

    def create_menu(self, menu: Mapping[str, Any]) -> None:
        """Put a menu in place of the one there is."""
        self._call("POST", "/cgi-bin/menu/create", menu)

    def delete_menu(self) -> None:
        """Take the menu away."""
        self._call("GET", "/cgi-bin/menu/delete")

    def jsapi_ticket(self) -> str:
        """The ticket that pages sign with to use JS-SDK; kept until shortly before its end."""
        name = f"jsapi_ticket {self._app_id}"
        return self._tokens.get(name) or self._kept(
            name, "ticket", self._call("GET", "/cgi-bin/ticket/getticket", type="jsapi")
        )

    def access_token(self) -> str:
        """A token for calls; kept until shortly before its end."""
        return self._tokens.get(self._token_name) or self._fetch_token(force=False)

    @property
    def _token_name(self) -> str:
        return f"access_token {self._app_id}"

    def _fetch_token(self, *, force: bool) -> str:
        body = {
            "grant_type": "client_credential",
            "appid": self._app_id,
            "secret": self._secret,
            "force_refresh": force,
        }
        answer = self._ask("POST", "/cgi-bin/stable_token", body, {})
        return self._kept(self._token_name, "access_token", answer)

    def _kept(self, name: str, field: str, answer: Mapping[str, Any]) -> str:
        """What an answer grants for a time, kept for all workers."""
        value, lifetime = answer.get(field), answer.get("expires_in")
        if not isinstance(value, str) or not isinstance(lifetime, int):
            raise PlatformError(0, f"回的内容里没有 {field}", "请核对 BAIGU_API_URL，或稍后再试")
        self._tokens.put(name, value, lifetime - _MARGIN)
        return value

    def _call(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, **query: str
    ) -> dict[str, Any]:
        """Ask with a token; once more with a fresh one where that is refused, and no more."""
        token = self.access_token()
        try:
            return self._ask(method, path, body, {"access_token": token, **query})
        except PlatformError as error:
            if error.code not in TOKEN_REFUSED:
                raise
        return self._ask(method, path, body, {"access_token": self._token_other_than(token), **query})

    def _token_other_than(self, refused: str) -> str:
        """Another worker may have fetched one already; forcing a new one is limited to 20 a day."""
        kept = self._tokens.get(self._token_name)
        if kept and kept != refused:
            return kept
        fetched = self._fetch_token(force=False)
        return fetched if fetched != refused else self._fetch_token(force=True)

    def _ask(
        self, method: str, path: str, body: Mapping[str, Any] | None, query: Mapping[str, str]
    ) -> dict[str, Any]:
        response = self._send(method, path, body, query)
        try:
            answer = json.loads(response.data)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            meaning = f"回的不是 JSON（HTTP {response.status}）"
            raise PlatformError(0, meaning, "请核对 BAIGU_API_URL，或稍后再试")
        code = answer.get("errcode") or 0
        if code:
            raise explained(code, str(answer.get("errmsg", "")))
        return answer

    def _send(
        self, method: str, path: str, body: Mapping[str, Any] | None, query: Mapping[str, str]
    ) -> urllib3.BaseHTTPResponse:
        # WeChat stores \uXXXX in a menu's names as these six characters.
        data = json.dumps(body, ensure_ascii=False).encode() if body is not None else None
        url = f"{self._url}{path}{f'?{urlencode(query)}' if query else ''}"
        headers = {"Content-Type": "application/json; charset=utf-8"} if data else {}
        try:
            return self._http.request(method, url, body=data, headers=headers, redirect=False)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            # urllib3's own sentence has the address with the token in it.
            meaning = f"连不上 {self._url}（{type(error).__name__}）"
            step = "请看本机能不能上外网、DNS 和防火墙；不能直接上网就用 BAIGU_API_URL 指到代理"
            raise PlatformError(0, meaning, step) from None


def explained(code: int, message: str) -> PlatformError:
    """An errcode with its meaning and what to do, from errcodes.toml; WeChat's own words beside it."""
    known = _errcodes().get(str(code), {})
    meaning = known.get("meaning", "微信没有说明的错误")
    step = known.get("step", "请按微信原话和代码查“微信开放文档 全局返回码”")
    return PlatformError(code, f"{meaning}（微信原话：{message[:200]}）", step)


@cache
def _errcodes() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("errcodes.toml").read_text("utf-8"))
