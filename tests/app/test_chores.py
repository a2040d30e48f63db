from __future__ import annotations

import queue
from itertools import count

from structlog.testing import capture_logs

from bot.app.chores import again_and_again
from bot.errors import StorageError

PATIENCE = 10


def test_work_that_fails_is_tried_again_and_told_once() -> None:
    done, times = queue.Queue[int](), count(1)

    def work() -> None:
        time = next(times)
        done.put(time)
        if time <= 3:
            raise StorageError("数据库用不了")

    with capture_logs() as logged:
        again_and_again("take_in", 0.01, work)
        assert [done.get(timeout=PATIENCE) for _ in range(5)] == [1, 2, 3, 4, 5]
    assert [(line["what"], line["why"]) for line in logged] == [("take_in", "数据库用不了")]
