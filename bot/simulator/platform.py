"""A platform's servers: verify a webhook, deliver pushes to it, try again, put on the phone what comes back."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from bot.simulator.account import NotOpened
from bot.simulator.line import TRIES
from bot.simulator.screen import Screen, screen_of

if TYPE_CHECKING:
    from bot.simulator.account import Account, Mode
    from bot.simulator.line import Attempt, Line
    from bot.simulator.person import Push

_DROPPED_AFTER = 0.002
"""Seconds; the message has gone out by then, and hardly any webhook has answered."""


@dataclass(frozen=True)
class Delivery:
    """A push, delivered as far as it went.

    Attributes:
        attempts: in order; WeChat stops at the first that is answered.
        screen: what the phone shows in the end.
    """

    push: Push
    attempts: tuple[Attempt, ...]
    screen: Screen

    @property
    def seconds(self) -> float:
        """How long the last attempt took."""
        return self.attempts[-1].seconds


class Platform:
    """A platform as one webhook sees it."""

    def __init__(self, account: Account, line: Line) -> None:
        self.account = account
        self._line = line

    def verify(self) -> tuple[str, ...]:
        """Why the platform's form would not save the address; empty where it would."""
        echostr = str(secrets.randbelow(10**19))
        query = self.account.verification(echostr)
        attempt = self._line.get(query)
        faults = _verification_faults(attempt, echostr)
        if not faults and attempt.seconds > self.account.PATIENCE:
            waits = f"{self.account.PLATFORM}只等 {self.account.PATIENCE:g} 秒"
            return (f"答对了，可是用了 {attempt.seconds:.1f} 秒，{waits}",)
        if (
            not faults
            and self._line.get({**query, self.account.SIGNATURE: "0" * 40}).body == echostr.encode()
        ):
            return (f"签名不对的验证也照样回了 echostr：没有核对签名，谁都能冒充{self.account.PLATFORM}",)
        return faults

    def deliver(self, push: Push, mode: Mode, *, dropped: bool = False) -> Delivery:
        """A push and its retries.

        Args:
            dropped: whether the connection of the first attempt breaks before an answer can come.
        """
        request = self.account.request(push.xml(self.account.original_id), push.person, mode)
        attempts: list[Attempt] = []
        for _ in range(TRIES):
            patience = _DROPPED_AFTER if dropped and not attempts else None
            attempts.append(self._line.post(request.query, request.body, patience=patience))
            if attempts[-1].status:
                break
        return Delivery(push, tuple(attempts), self._screen(push, attempts[-1], mode))

    def _screen(self, push: Push, attempt: Attempt, mode: Mode) -> Screen:
        if attempt.problem:
            return Screen(faults=(f"{TRIES} 次都没有答复：{attempt.problem}",))
        if attempt.status != HTTPStatus.OK:
            return Screen(faults=(f"HTTP {attempt.status}",))
        try:
            reply = self.account.opened(attempt.body, mode)
        except NotOpened as error:
            return Screen(faults=(str(error),))
        return screen_of(
            reply,
            person=push.person,
            account=self.account.original_id,
            to_event=push.is_event,
            rules=self.account.RULES,
        )


def _verification_faults(attempt: Attempt, echostr: str) -> tuple[str, ...]:
    if attempt.problem:
        return (f"网址不通：{attempt.problem}",)
    if attempt.status != HTTPStatus.OK:
        return (f"HTTP {attempt.status}{_meaning(attempt)}",)
    faults = []
    if attempt.body != echostr.encode():
        faults.append(f"没有原样返回 echostr：{_instead(attempt.body, echostr)} {attempt.body[:40]!r}")
    if "Content-Length" not in (attempt.headers or {}):
        faults.append("没有 Content-Length（分块传输），微信会判为 Token 验证失败")
    return tuple(faults)


def _instead(body: bytes, echostr: str) -> str:
    """What came in place of an echostr."""
    if echostr.encode() in body:
        return "前后多了别的内容"
    beginning = body.lstrip()[:1]
    if beginning == b"<":
        return "回的是网页（HTML），多半是前面的代理、登录页、报错页答的"
    return "回的是 JSON，多半是前面的网关答的" if beginning in (b"{", b"[") else "回的是别的内容"


def _meaning(attempt: Attempt) -> str:
    """Why it was refused, as our own webhooks say, else what the status may mean."""
    reason = attempt.body.decode(errors="replace").rpartition(": ")[2].strip()
    return _REASONS.get(reason) or _STATUS_MEANINGS.get(attempt.status, "")


_REASONS = {
    "signature": "：签名被拒绝，两边的 Token 不一样",
    "msg_signature": "：签名被拒绝，两边的 Token 不一样",
    "stale": "：两边的时钟差了 10 分钟以上",
    "other_key": "：解不开，两边的 EncodingAESKey 不一样",
    "other_account": "：是发给另一个账号的，两边的 AppID（企业微信是企业ID）不一样",
}
_STATUS_MEANINGS = {
    301: "：被转到别的网址，平台不会跟着走；请填转到的那个网址",
    302: "：被转到别的网址，平台不会跟着走；请填转到的那个网址",
    308: "：被转到别的网址，平台不会跟着走；请填转到的那个网址",
    403: "：签名被拒绝，两边的 Token 不一样，或服务器时钟不准",
    404: "：网址里的路径不对",
    502: "：前面的网页服务器（如 nginx）找不到后面的程序",
    503: "：服务没有准备好，或还没有填 Token",
}
