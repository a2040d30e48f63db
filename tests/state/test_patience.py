from __future__ import annotations

import threading
import time

import pytest

from bot.errors import Overtaken, StorageError
from bot.state.patience import Patience
from tests.state.conftest import PATIENT


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
    assert patience.ask(lambda: "答", PATIENT) == "答"
    assert patience.failure is None


def test_who_does_not_answer_in_time_is_not_waited_for(patience: Patience) -> None:
    frozen = threading.Event()
    started = time.monotonic()
    with pytest.raises(StorageError, match=r"数据库 b\.db 在 0\.05 秒里没有答复"):
        patience.ask(lambda: frozen.wait(60), 0.05)
    assert time.monotonic() - started < 30
    frozen.set()


def test_what_ends_in_time_by_itself_is_done_at_once_by_whoever_asks(patience: Patience) -> None:
    assert patience.ask(threading.get_ident, PATIENT, is_prompt=True) == threading.get_ident()
    with pytest.raises(StorageError, match="用不了"):
        patience.ask(refuse, PATIENT, is_prompt=True)
    assert patience.failure == "用不了"


def test_one_that_failed_is_left_alone_for_a_second_and_then_tried_by_one(
    patience: Patience, seconds: Seconds
) -> None:
    asked = list[int]()
    with pytest.raises(StorageError):
        patience.ask(refuse, PATIENT)
    with pytest.raises(StorageError, match="用不了"):
        patience.ask(lambda: asked.append(1), PATIENT)
    seconds.now += 1.1
    frozen = threading.Event()
    trying = threading.Thread(target=lambda: patience.ask(frozen.wait, PATIENT))
    trying.start()
    while patience._rests_until < seconds.now:  # noqa: SLF001 # until the other has begun
        time.sleep(0.001)
    with pytest.raises(StorageError, match="用不了"):
        patience.ask(lambda: asked.append(2), PATIENT)
    frozen.set()
    trying.join()
    patience.ask(lambda: asked.append(3), PATIENT)
    assert asked == [3]


def test_one_that_answers_again_is_well(patience: Patience, seconds: Seconds) -> None:
    with pytest.raises(StorageError):
        patience.ask(refuse, PATIENT)
    assert patience.failure == "用不了"
    seconds.now += 1.1
    assert patience.ask(lambda: 1, PATIENT) == 1
    assert patience.failure is None


def test_whoever_only_wants_to_know_is_told_why_it_fails(patience: Patience, seconds: Seconds) -> None:
    assert patience.failing(refuse, PATIENT) == "用不了"
    seconds.now += 10
    assert patience.failing(lambda: None, PATIENT) is None


def test_a_key_that_was_written_before_is_no_failure(patience: Patience) -> None:
    def overtaken() -> None:
        raise Overtaken("先写了")

    with pytest.raises(Overtaken):
        patience.ask(overtaken, PATIENT)
    assert patience.failure is None
    assert patience.ask(lambda: 1, PATIENT) == 1


def test_when_all_threads_hang_those_who_wait_give_up_and_do_not_begin_later(
    patience: Patience, seconds: Seconds
) -> None:
    frozen, late, hanging = threading.Event(), list[int](), list[int]()

    def hang() -> None:
        hanging.append(1)
        frozen.wait()

    while len(hanging) < 8:  # one that a busy machine has not begun in time is no longer begun
        with pytest.raises(StorageError):
            patience.ask(hang, 0.01)
        seconds.now += 1.1
    with pytest.raises(StorageError):
        patience.ask(lambda: late.append(1), 0.01)
    frozen.set()
    seconds.now += 1.1
    assert patience.ask(lambda: "wieder", PATIENT) == "wieder"
    assert late == []
