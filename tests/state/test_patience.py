from __future__ import annotations

import threading
import time

import pytest

from bot.errors import Overtaken, StorageError
from bot.state.patience import Patience


class Seconds:
    """Moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def patience(seconds: Seconds) -> Patience:
    return Patience("数据库 b.db", seconds)


def refuse() -> None:
    raise StorageError("用不了")


def test_what_is_asked_in_time_is_given(patience: Patience) -> None:
    assert patience.ask(lambda: "答", 5) == "答"
    assert patience.failure is None


def test_who_does_not_answer_in_time_is_not_waited_for(patience: Patience) -> None:
    frozen = threading.Event()
    started = time.monotonic()
    with pytest.raises(StorageError, match=r"数据库 b\.db 在 0\.05 秒里没有答复"):
        patience.ask(frozen.wait, 0.05)
    assert time.monotonic() - started < 5
    frozen.set()


def test_what_ends_in_time_by_itself_is_done_at_once_by_whoever_asks(patience: Patience) -> None:
    assert patience.ask(threading.get_ident, 5, is_prompt=True) == threading.get_ident()
    with pytest.raises(StorageError, match="用不了"):
        patience.ask(refuse, 5, is_prompt=True)
    assert patience.failure == "用不了"


def test_one_that_failed_is_left_alone_for_a_second_and_then_tried_by_one(
    patience: Patience, seconds: Seconds
) -> None:
    asked = list[int]()
    with pytest.raises(StorageError):
        patience.ask(refuse, 5)
    with pytest.raises(StorageError, match="用不了"):
        patience.ask(lambda: asked.append(1), 5)
    seconds.now += 1.1
    frozen = threading.Event()
    trying = threading.Thread(target=lambda: patience.ask(frozen.wait, 5))
    trying.start()
    while patience._rests_until < seconds.now:  # noqa: SLF001 # until the other has begun
        time.sleep(0.001)
    with pytest.raises(StorageError, match="用不了"):
        patience.ask(lambda: asked.append(2), 5)
    frozen.set()
    trying.join()
    patience.ask(lambda: asked.append(3), 5)
    assert asked == [3]


def test_one_that_answers_again_is_well(patience: Patience, seconds: Seconds) -> None:
    with pytest.raises(StorageError):
        patience.ask(refuse, 5)
    assert patience.failure == "用不了"
    seconds.now += 1.1
    assert patience.ask(lambda: 1, 5) == 1
    assert patience.failure is None


def test_whoever_only_wants_to_know_is_told_why_it_fails(patience: Patience, seconds: Seconds) -> None:
    assert patience.failing(refuse, 5) == "用不了"
    seconds.now += 10
    assert patience.failing(lambda: None, 5) is None


def test_a_key_that_was_written_before_is_no_failure(patience: Patience) -> None:
    def overtaken() -> None:
        raise Overtaken("先写了")

    with pytest.raises(Overtaken):
        patience.ask(overtaken, 5)
    assert patience.failure is None
    assert patience.ask(lambda: 1, 5) == 1


def test_when_all_threads_hang_those_who_wait_give_up_and_do_not_begin_later(
    patience: Patience, seconds: Seconds
) -> None:
    frozen, late = threading.Event(), list[int]()
    for _ in range(8):
        with pytest.raises(StorageError):
            patience.ask(frozen.wait, 0.01)
        seconds.now += 1.1
    with pytest.raises(StorageError):
        patience.ask(lambda: late.append(1), 0.01)
    frozen.set()
    seconds.now += 1.1
    assert patience.ask(lambda: "wieder", 5) == "wieder"
    assert late == []
