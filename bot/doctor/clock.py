"""Our clock against others': a message whose time is too far off is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.results.diagnosis import Diagnosis, error, good, warning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MOST_SKEW = 60
"""Seconds that our clock may be off; past 600 every message is refused."""


def check_clock(
    ours: Callable[[], float], others: Iterable[tuple[str, Callable[[], float | None]]]
) -> Iterator[Diagnosis]:
    """Our clock against the first of others that tells the time.

    Args:
        others: whose clock it is, and what asks for it: seconds since 1970, None where it does not say.
    """
    for whose, theirs in others:
        their_time = theirs()
        if their_time is not None:
            yield _compared(round(ours() - their_time), whose)
            return
    yield warning(
        "没有问到别处的时间",
        "本机时钟差到 10 分钟，微信的消息会全部被当成过期的拒绝",
        "用 timedatectl 看自动校时是不是开着",
    )


def _compared(skew: int, whose: str) -> Diagnosis:
    if abs(skew) <= MOST_SKEW:
        return good(f"本机时钟和{whose}的一样")
    return error(
        f"本机时钟比{whose}的{'快' if skew > 0 else '慢'}了 {abs(skew)} 秒",
        "差到 10 分钟，微信的消息会全部被当成过期的拒绝",
        "打开自动校时，如 timedatectl set-ntp true",
    )
