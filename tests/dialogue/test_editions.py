from __future__ import annotations

import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.dialogue import editions
from bot.dialogue.editions import Editions
from bot.errors import Fault, KnowledgeError, Outdated, ReleaseError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.dialogue.edition import Edition


class Shelf:
    """Releases that were published, of which some are damaged; and the knowledge folder."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self.numbers: list[int] = []
        self.damaged = set[int | None]()
        self.built: list[int | None] = []
        self.error: Exception | None = None
        self.now = 0.0
        self.may_build = threading.Event()
        self.may_build.set()
        self.withheld = frozenset[str]()
        self.last: list[int] = []
        self.editions = Editions(
            self.published, self.build, lambda: self.withheld, lambda: self.last, lambda: self.now
        )

    def published(self) -> Sequence[int]:
        if self.error:
            raise self.error
        return self.numbers

    def build(self, number: int | None, withheld: frozenset[str]) -> Edition:
        self.built.append(number)
        self.may_build.wait(10)
        if number in self.damaged and number is None:
            raise KnowledgeError([Fault("units.toml", 1, "没有这个文件", "建一个")])
        if number in self.damaged:
            raise ReleaseError(f"第 {number} 版坏了")
        corpus = replace(self._edition.corpus, version=str(number)).without(withheld)
        return replace(self._edition, corpus=corpus)

    @property
    def answers(self) -> str:
        self.editions.look()
        return self.editions.current().corpus.version


@pytest.fixture
def shelf(edition: Edition) -> Shelf:
    return Shelf(edition)


def test_the_folder_answers_until_something_is_published(shelf: Shelf) -> None:
    assert shelf.answers == "None"
    assert (shelf.editions.number, shelf.editions.problem) == (None, None)
    shelf.numbers = [1]
    assert shelf.answers == "1"
    assert (shelf.editions.number, shelf.editions.problem) == (1, None)


def test_each_release_is_built_once_and_what_answers_is_not_built_again(shelf: Shelf) -> None:
    shelf.numbers = [1]
    for _ in range(3):
        assert shelf.answers == "1"
    shelf.numbers = [2, 1]
    assert (shelf.answers, shelf.answers) == ("2", "2")
    assert shelf.built == [1, 2]


def test_going_back_takes_up_the_earlier_release(shelf: Shelf) -> None:
    shelf.numbers = [2, 1]
    assert shelf.answers == "2"
    shelf.numbers = [1, 2]
    assert shelf.answers == "1"


def test_a_damaged_release_leaves_the_last_good_one_answering_and_says_so(shelf: Shelf) -> None:
    shelf.numbers = [1]
    assert shelf.answers == "1"
    shelf.numbers, shelf.damaged = [2, 1], {2}
    assert shelf.answers == "1"
    assert shelf.editions.problem == "第 2 版用不了，还在用第 1 版。第 2 版坏了"


def test_a_service_that_starts_with_a_damaged_release_takes_the_one_before_it(shelf: Shelf) -> None:
    shelf.numbers, shelf.damaged = [3, 2, 1], {3, 2}
    assert shelf.answers == "1"
    assert (shelf.editions.problem or "").startswith("第 3 版用不了，还在用第 1 版")


def test_a_service_that_starts_with_no_good_release_takes_the_folder_and_says_so(shelf: Shelf) -> None:
    shelf.numbers, shelf.damaged = [1], {1}
    assert shelf.answers == "None"
    assert shelf.editions.problem == "第 1 版用不了，还在用知识文件夹。第 1 版坏了"


def test_a_service_that_starts_with_nothing_good_at_all_says_everything_that_is_wrong(shelf: Shelf) -> None:
    shelf.numbers, shelf.damaged = [1], {1, None}
    with pytest.raises(ReleaseError, match=r"第 1 版坏了；units\.toml:1"):
        shelf.editions.look()
    shelf.numbers = []
    with pytest.raises(KnowledgeError, match=r"units\.toml:1"):
        shelf.editions.current()


def test_a_damaged_release_is_tried_again_after_a_minute_and_no_sooner(shelf: Shelf) -> None:
    shelf.numbers, shelf.damaged = [2, 1], {2}
    assert (shelf.answers, shelf.answers) == ("1", "1")
    assert shelf.built == [2, 1]
    shelf.now, shelf.damaged = 61.0, set()
    assert shelf.answers == "2"
    assert shelf.editions.problem is None


def test_a_later_good_release_ends_the_trouble(shelf: Shelf) -> None:
    shelf.numbers, shelf.damaged = [2, 1], {2}
    assert shelf.answers == "1"
    shelf.numbers = [3, 2, 1]
    assert shelf.answers == "3"
    assert shelf.editions.problem is None


def test_whatever_a_release_breaks_on_it_is_passed_over(shelf: Shelf, edition: Edition) -> None:
    def build(number: int | None, _: frozenset[str]) -> Edition:
        if number == 2:
            raise MemoryError
        return edition

    shelf.numbers = [2, 1]
    one = Editions(shelf.published, build, frozenset)
    one.look()
    assert one.problem == "第 2 版用不了，还在用第 1 版。MemoryError"


def test_a_database_that_cannot_be_asked_leaves_the_service_as_it_is_and_it_says_so(shelf: Shelf) -> None:
    shelf.numbers = [1]
    assert shelf.answers == "1"
    shelf.error = OSError("no database")
    assert shelf.answers == "1"
    assert shelf.editions.problem == "看不到发布了哪些版本，还在用第 1 版；用 baigu doctor 检查数据库"
    shelf.error, shelf.numbers = None, [2, 1]
    assert shelf.answers == "2"
    assert shelf.editions.problem is None


def test_where_releases_cannot_be_seen_at_the_start_the_folder_answers_until_they_can(shelf: Shelf) -> None:
    shelf.error, shelf.numbers = OSError("no database"), [1]
    assert shelf.answers == "None"
    assert shelf.editions.problem == "看不到发布了哪些版本，还在用知识文件夹；用 baigu doctor 检查数据库"
    shelf.error = None
    assert shelf.answers == "1"


def test_where_releases_cannot_be_seen_at_the_start_the_one_kept_here_answers(shelf: Shelf) -> None:
    shelf.error, shelf.last, shelf.numbers = OSError("no database"), [1], [2, 1]
    assert shelf.answers == "1"
    assert shelf.editions.problem == "看不到发布了哪些版本，还在用第 1 版；用 baigu doctor 检查数据库"
    shelf.error = None
    assert shelf.answers == "2"


def test_one_kept_here_makes_way_for_the_folder_where_nothing_was_ever_published(shelf: Shelf) -> None:
    shelf.error, shelf.last = OSError("no database"), [1]
    assert shelf.answers == "1"
    shelf.error = None
    assert shelf.answers == "None"


def test_one_kept_here_that_is_damaged_leaves_the_folder(shelf: Shelf) -> None:
    shelf.error, shelf.last, shelf.damaged = OSError("no database"), [1], {1}
    assert shelf.answers == "None"


def test_a_database_that_needs_a_newer_program_is_an_error_at_the_start(shelf: Shelf) -> None:
    shelf.error = Outdated("换上新的摆古")
    with pytest.raises(Outdated):
        shelf.editions.look()


def test_what_is_answered_meanwhile_is_answered_from_the_old_edition_whole(shelf: Shelf) -> None:
    shelf.numbers = [1]
    assert shelf.answers == "1"
    shelf.may_build.clear()
    shelf.numbers = [2, 1]
    looking = threading.Thread(target=shelf.editions.look)
    looking.start()
    while 2 not in shelf.built:
        time.sleep(0.001)
    assert shelf.editions.current().corpus.version == "1"
    shelf.may_build.set()
    looking.join()
    assert shelf.editions.current().corpus.version == "2"


def test_a_process_that_follows_is_up_to_date_before_it_answers_and_stays_so(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editions, "LOOKS_EVERY", 0.01)
    shelf.numbers = [1]
    shelf.editions.look()
    shelf.numbers = [2, 1]  # published since the process it was forked from looked
    replaced = list[int | None]()
    shelf.editions.follow(lambda: replaced.append(shelf.editions.number))
    assert shelf.editions.current().corpus.version == "2"
    shelf.numbers = [3, 2, 1]
    deadline = time.monotonic() + 10
    while len(replaced) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert replaced == [2, 3]
    assert shelf.editions.number == 3


PASSAGE = "fangpaichu-20240111#p1"


def shows(shelf: Shelf) -> bool:
    return shelf.editions.current().corpus.passage(PASSAGE) is not None


@pytest.mark.parametrize("number", [None, 1])
def test_what_is_withheld_is_held_back_at_once_and_an_edition_built_without_it(
    shelf: Shelf, number: int | None
) -> None:
    shelf.numbers = [number] if number else []
    assert shelf.answers == str(number)
    shelf.withheld = frozenset([PASSAGE])
    shelf.editions.hold_back()
    assert (shows(shelf), shelf.built) == (False, [number])
    for _ in range(2):
        shelf.editions.look()
        assert (shows(shelf), shelf.built) == (False, [number, number])
    shelf.withheld = frozenset()
    shelf.editions.look()
    assert (shows(shelf), shelf.editions.number) == (True, number)


def test_what_is_withheld_while_an_edition_is_being_built_is_not_in_it(shelf: Shelf) -> None:
    shelf.numbers = [1]
    shelf.editions.look()
    shelf.numbers = [2]
    shelf.may_build.clear()
    building = threading.Thread(target=shelf.editions.look)
    building.start()
    while shelf.built[-1] != 2:
        time.sleep(0.01)
    shelf.withheld = frozenset([PASSAGE])
    shelf.editions.hold_back()
    assert not shows(shelf)
    shelf.may_build.set()
    building.join()
    assert (shelf.editions.number, shows(shelf)) == (2, False)


def test_what_was_withheld_stays_so_while_nobody_can_say(shelf: Shelf) -> None:
    shelf.withheld = frozenset([PASSAGE])
    assert shelf.answers == "None"
    shelf.error = RuntimeError()
    shelf.editions.look()
    assert not shows(shelf)
