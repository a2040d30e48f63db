"""The doctor's round: one check after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import BaiguError
from bot.results.diagnosis import Diagnosis, error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def examine(checks: Iterable[Callable[[], Iterable[Diagnosis]]]) -> list[Diagnosis]:
    """What all checks find; one that breaks down keeps none of the others back.

    What keeps several from being done is told once.
    """
    found = list[Diagnosis]()
    for check in checks:
        try:
            found += check()
        except BaiguError as failure:
            known = error(str(failure), "这一项没有查完", "照前面说的做，再来检查")
            found += [known] if all(known.what != other.what for other in found) else []
        except Exception as failure:  # noqa: BLE001 # whatever breaks down is itself a finding
            what = f"检查到一半出错（{type(failure).__name__}）"
            found.append(error(what, "这一项没有查完", "先改好上面的各项再来；还不行就报告这个问题"))
    return found
