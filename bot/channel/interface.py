"""A platform's interface for one account: its tokens, the menu.

wechatpy's client has no time-out, and calls itself without end where a token stays refused; it is not used.
"""

from __future__ import annotations

import json
import sys
from abc import ABC, abstractmethod
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Protocol
from urllib.parse import urlencode

import urllib3

from bot.causes import cause
from bot.errors import PlatformError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

TIMEOUT = 10.0
"""Seconds for each call."""

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


class Interface(ABC):
    """Calls a platform's interface; every call has a time-out and raises PlatformError where it fails.

    Args:
        account: by which its token is kept; of whatever has a token of its own.
        tokens: shared by all workers.
        url: of the interface, or of a proxy that passes calls on to it.
        timeout: seconds for each call.
    """

    PLATFORM: ClassVar[str]
    """Its name, for operators."""

    URL_SETTING: ClassVar[str]
    ERRCODES: ClassVar[Path]
    """A table of errcodes, each with its meaning and what to do."""

    TOKEN_REFUSED: ClassVar[frozenset[int]]
    """Errcodes that a fresh token may mend."""

    MENU_QUERY: Mapping[str, str] = {}
    """What a call about the menu says besides."""

    def __init__(self, account: str, tokens: Tokens, url: str, *, timeout: float = TIMEOUT) -> None:
        self._token_name = f"access_token {account}"
        self._tokens = tokens
        self._url = url
        self._http = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(total=timeout))

    def menu(self) -> dict[str, Any] | None:
        """The menu that phones are shown, as the platform writes it; None where there is none."""
        try:
            answer = self._call("GET", "/cgi-bin/menu/get", self.MENU_QUERY)
        except PlatformError as error:
            if error.code == NO_MENU:
                return None
            raise
        shown: dict[str, Any] = answer.get("menu", answer)
        return shown

    def create_menu(self, menu: Mapping[str, Any]) -> None:
        """Put a menu in place of the one there is."""
        self._call("POST", "/cgi-bin/menu/create", self.MENU_QUERY, menu)

    def delete_menu(self) -> None:
        """Take the menu away."""
        self._call("GET", "/cgi-bin/menu/delete", self.MENU_QUERY)

    def access_token(self) -> str:
        """A token for calls; kept until shortly before its end."""
        return self._tokens.get(self._token_name) or self._fetched_token(None)

    @abstractmethod
    def _fetched_token(self, refused: str | None) -> str:
        """A token from the platform, kept for all workers; another than one that was refused, if that can be had."""

    def _kept(self, name: str, field: str, answer: Mapping[str, Any]) -> str:
        """What an answer grants for a time, kept for all workers."""
        value, lifetime = answer.get(field), answer.get("expires_in")
        if not isinstance(value, str) or not isinstance(lifetime, int):
            raise self._failed(f"回的内容里没有 {field}", f"请核对 {self.URL_SETTING}，或稍后再试")
        self._tokens.put(name, value, lifetime - _MARGIN)
        return value

    def _call(
        self, method: str, path: str, query: Mapping[str, str], body: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Ask with a token; once more with a fresh one where that is refused, and no more."""
        token = self.access_token()
        try:
            return self._ask(method, path, body, {"access_token": token, **query})
        except PlatformError as error:
            if error.code not in self.TOKEN_REFUSED:
                raise
        return self._ask(method, path, body, {"access_token": self._token_other_than(token), **query})

    def _token_other_than(self, refused: str) -> str:
        """Another worker may have fetched one already."""
        kept = self._tokens.get(self._token_name)
        return kept if kept and kept != refused else self._fetched_token(refused)

    def _ask(
        self, method: str, path: str, body: Mapping[str, Any] | None, query: Mapping[str, str]
    ) -> dict[str, Any]:
        response = self._send(method, path, body, query)
        try:
            answer = json.loads(response.data)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            what = f"回的不是 JSON（HTTP {response.status}）"
            raise self._failed(what, f"请核对 {self.URL_SETTING}，或稍后再试")
        code = answer.get("errcode") or 0
        if code:
            raise self.explained(code, str(answer.get("errmsg", "")))
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
            what = f"连不上 {self._url}（{cause(error)}）"
            step = f"请看本机能不能上外网、DNS 和防火墙；不能直接上网就用 {self.URL_SETTING} 指到代理"
            raise self._failed(what, step) from None

    @classmethod
    def explained(cls, code: int, message: str) -> PlatformError:
        """An errcode with its meaning and what to do; the platform's own words beside it."""
        known = _table(cls.ERRCODES).get(str(code), {})
        meaning = known.get("meaning", f"{cls.PLATFORM}没有说明的错误")
        step = known.get("step", f"请按原话和代码查“{cls.PLATFORM}开放文档 全局返回码”")
        return PlatformError(code, f"{meaning}（{cls.PLATFORM}原话：{message[:200]}）", step, cls.PLATFORM)

    def _failed(self, meaning: str, step: str) -> PlatformError:
        return PlatformError(0, meaning, step, self.PLATFORM)


@cache
def _table(path: Path) -> dict[str, dict[str, str]]:
    return tomllib.loads(path.read_text("utf-8"))
