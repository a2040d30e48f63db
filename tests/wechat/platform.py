"""WeChat's interface as a small server of our own: tokens that end, a menu, and whatever error a test asks for."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from tests.http import Asked, Says

APP_ID, SECRET = "wx5823bf96d3bd56c7", "s3cret"


@dataclass
class Wechat:
    """One account's interface.

    Attributes:
        refused: access tokens that no longer pass; `None` refuses all.
        errors: errcode by path, in place of an answer.
        calls: paths in order.
    """

    menu: dict[str, Any] | None = None
    token: str = "token-1"
    refused: set[str] | None = field(default_factory=set)
    refusal: int = 40001
    errors: dict[str, int] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)

    def __call__(self, asked: Asked) -> Says:
        path = asked.path.removeprefix("/cgi-bin/")
        self.calls.append(path)
        self.asked.append(asked)
        answer = self._answer(path, asked)
        return Says(json.dumps(answer).encode(), headers={"Date": "Sun, 22 Nov 2026 12:00:00 GMT"})

    def _answer(self, path: str, asked: Asked) -> dict[str, Any]:
        if path in self.errors:
            return {"errcode": self.errors[path], "errmsg": "invalid ip 203.0.113.9, not in whitelist rid: 1"}
        if path == "stable_token":
            return self._stable_token(json.loads(asked.body))
        if self.refused is None or asked.query.get("access_token") in self.refused | {None}:
            return {"errcode": self.refusal, "errmsg": "invalid credential"}
        return self._served(path, asked)

    def _stable_token(self, body: dict[str, Any]) -> dict[str, Any]:
        if body["secret"] != SECRET:
            return {"errcode": 40125, "errmsg": "invalid appsecret"}
        if body["force_refresh"]:
            self.token = f"token-{int(self.token.rpartition('-')[2]) + 1}"
        return {"access_token": self.token, "expires_in": 7200}

    def _served(self, path: str, asked: Asked) -> dict[str, Any]:
        if path == "menu/create":
            self.menu = json.loads(asked.body)
        elif path == "menu/delete":
            self.menu = None
        elif path == "ticket/getticket":
            return {"errcode": 0, "errmsg": "ok", "ticket": "ticket-1", "expires_in": 7200}
        elif path == "menu/get":
            return {"menu": self.menu} if self.menu else {"errcode": 46003, "errmsg": "menu no exist"}
        return {"errcode": 0, "errmsg": "ok"}


@dataclass
class Shelf:
    """Tokens in memory."""

    kept: dict[str, str] = field(default_factory=dict)
    lifetimes: list[float] = field(default_factory=list)

    def get(self, name: str) -> str | None:
        return self.kept.get(name)

    def put(self, name: str, value: str, lifetime: float) -> None:
        self.kept[name] = value
        self.lifetimes.append(lifetime)
