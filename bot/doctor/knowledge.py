"""The knowledge folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.results.diagnosis import Diagnosis, error, good, warning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.errors import Fault


def check_knowledge(read: Callable[[], tuple[Sequence[Fault], Sequence[Fault]]]) -> Iterator[Diagnosis]:
    """The knowledge folder.

    Args:
        read: reads it; gives what is wrong with it, and what still wants doing.
    """
    faults, to_do = read()
    for fault in faults:
        yield error(f"{fault.path}:{fault.line}: {fault.what}", "改好之前发布不了", fault.mend)
    for task in to_do:
        yield warning(f"{task.path}:{task.line}: {task.what}", "知识文件夹还没有齐全", task.mend)
    if not faults:
        yield good("知识文件夹没有毛病")
