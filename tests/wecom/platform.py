"""WeCom's interface as a small server of our own: a token for each application, a menu, and whatever error a test asks for."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from tests.http import Asked, Says

APPLICATIONS = {"secret-1": "1000021", "secret-2": "1000022"}
"""Agent ids by their secrets."""


@dataclass
class Enterprise:
    """The interface of one enterprise with two applications.

    Attributes:
        ended: tokens that no longer pass.
        errors: errcode by path, in place of an answer.
    """

    menus: dict[str, dict[str, Any]] = field(default_factory=dict)
    ended: set[str] = field(default_factory=set)
    errors: dict[str, int] = field(default_factory=dict)
    fetched: int = 0
    calls: list[str] = field(default_factory=list)

    def __call__(self, asked: Asked) -> Says:
        path = asked.path.removeprefix("/cgi-bin/")
        self.calls.append(path)
        return Says(json.dumps(self._answer(path, asked)).encode())

    def _answer(self, path: str, asked: Asked) -> dict[str, Any]:
        query = asked.query
        if path in self.errors:
            return {"errcode": self.errors[path], "errmsg": "not allow to access from your ip 203.0.113.9"}
        if path == "gettoken":
            agent_id = APPLICATIONS.get(query.get("corpsecret", ""))
            if not agent_id:
                return {"errcode": 40001, "errmsg": "invalid credential"}
            self.fetched += 1
            return {"errcode": 0, "access_token": f"of-{agent_id}-{self.fetched}", "expires_in": 7200}
        token = query.get("access_token", "")
        if token in self.ended:
            return {"errcode": 42001, "errmsg": "access_token expired"}
        if query.get("agentid") != token.split("-")[1]:
            return {"errcode": 301002, "errmsg": "not allow operate another agent"}
        return {"errcode": 0, **self._served(path, query["agentid"], asked.body)}

    def _served(self, path: str, agent_id: str, body: bytes) -> dict[str, Any]:
        if path == "menu/create":
            self.menus[agent_id] = json.loads(body)
        elif path == "menu/delete":
            self.menus.pop(agent_id, None)
        elif path == "menu/get":
            return self.menus.get(agent_id) or {"errcode": 46003, "errmsg": "menu unexist"}
        return {"errmsg": "ok"}
