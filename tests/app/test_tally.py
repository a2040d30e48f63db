from __future__ import annotations

import os
import threading

import pytest

from bot.app.tally import Tally


def test_what_several_processes_add_is_one_sum() -> None:
    tally = Tally(["a", "b"])
    tally.add("a")
    for number in (1, 2, 65):  # the last has the place of the first, which has ended
        child = os.fork()
        if child == 0:
            tally.work_in(number)
            tally.add("a", 10)
            tally.add("b", 0.5)
            os._exit(0)
        os.waitpid(child, 0)
    assert tally.totals() == {"a": 31.0, "b": 1.5}


def test_threads_of_one_process_lose_nothing() -> None:
    tally = Tally(["a"])

    def add() -> None:
        for _ in range(2000):
            tally.add("a")

    threads = [threading.Thread(target=add) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert tally.totals() == {"a": 16000.0}


def test_a_process_that_was_forked_while_somebody_added_adds_all_the_same() -> None:
    tally = Tally(["a"])
    with tally._lock:  # noqa: SLF001 # as a thread of the parent may hold it
        child = os.fork()
        if child == 0:
            tally.work_in(1)
            tally.add("a")
            os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    assert tally.totals() == {"a": 1.0}


def test_what_was_not_there_from_the_start_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        Tally(["a"]).add("b")
