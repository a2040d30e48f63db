"""A platform's servers: verify a webhook, deliver pushes to it, try again, put on the phone what comes back."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.simulator.account import NotOpened
from bot.simulator.line import TRIES
from bot.simulator.obstacle import answered_by_another, obstacle
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
        echostr = _echostr()
        attempt = self._line.get(self.account.verification(echostr))
        faults = _verification_faults(attempt, echostr)
        if not faults and attempt.seconds > self.account.PATIENCE:
            waits = f"{self.account.PLATFORM}只等 {self.account.PATIENCE:g} 秒"
            return (f"答对了，可是用了 {attempt.seconds:.1f} 秒，{waits}",)
        return faults

    def forge(self) -> tuple[str, ...]:
        """What is wrong with a webhook that a stranger could deceive; empty where none can."""
        echostr = _echostr()
        forged = {**self.account.verification(echostr), self.account.SIGNATURE: "0" * 40}
        if self._line.get(forged).body == echostr.encode():
            return (f"签名不对的验证也照样回了 echostr：没有核对签名，谁都能冒充{self.account.PLATFORM}",)
        return ()

    def notify(self, mode: Mode) -> tuple[str, ...]:
        """Why an event that a webhook takes note of and forgets would not reach it; empty where it does."""
        push = self.account.somebody().event("baigu_doctor", "（试一试通不通）")
        request = self.account.request(push.xml(self.account.original_id), push.person, mode)
        attempt = self._line.post(request.query, request.body)
        met = obstacle(attempt, "POST")
        if met or attempt.body == self.account.NOTHING:
            return (met,) if met else ()
        instead = answered_by_another(attempt) or f"回的是 {attempt.body[:40]!r}"
        return (f"没有回 {self.account.NOTHING.decode() or '空的正文'}：{instead}",)

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
        if met := obstacle(attempt, "POST"):
            return Screen(faults=(met,))
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


def _echostr() -> str:
    return str(secrets.randbelow(10**19))


def _verification_faults(attempt: Attempt, echostr: str) -> tuple[str, ...]:
    met = obstacle(attempt, "GET")
    if met:
        return (met,)
    faults = []
    if attempt.body != echostr.encode():
        inside = "前后多了别的内容" if echostr.encode() in attempt.body else "回的是别的内容"
        told = answered_by_another(attempt) or f"{inside} {attempt.body[:40]!r}"
        faults.append(f"没有原样返回 echostr：{told}")
    if "Content-Length" not in (attempt.headers or {}):
        faults.append("没有 Content-Length（分块传输），微信会判为 Token 验证失败")
    return tuple(faults)
