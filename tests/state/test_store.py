"""What holds of replies and conversations wherever they stand: one contract for each store."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
import structlog

from bot.errors import Overtaken
from bot.model import Answer, Article, Choice, Conversation, Question, Reply, Status
from bot.state.exchange import exchange
from tests.state.remembered import conversation, reply_to

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.state.enduring import Store
    from tests.state.conftest import Clock, Place

ANSWER = Answer(Status.ANSWERED, "answered", 0.9)
TALK = Conversation((Choice("一", "市水务局第1条"),), (), ("问",), "a#p1", "shuiwu", ("a#p1",))
OF_NOBODY = (None, "［已删除］", "answered")


@pytest.fixture
def store(place: Place) -> Store:
    return place.store()


def reply(text: str) -> Reply:
    return Reply(text, Status.ANSWERED)


def test_what_is_kept_is_seen_by_another_process(store: Store, place: Place) -> None:
    store.keep(Question("问", person="p", key="k"), ANSWER, reply("答"), TALK)
    other = place.store()
    assert reply_to(other, "k") == reply("答")
    assert conversation(other, "p") == TALK
    assert (reply_to(other, "other"), conversation(other, "q")) == (None, Conversation())


def test_a_card_is_kept_whole(store: Store) -> None:
    card = Reply("题", Status.DIRECTORY, article=Article("题", "说明", "https://a/p.png", "https://a/"))
    store.keep(Question("问", person="p", key="k"), ANSWER, card, TALK)
    assert reply_to(store, "k") == card


def test_a_conversation_is_kept_whole(store: Store) -> None:
    choices = (Choice("一", "市水务局第1条"), Choice("二", "市水务局第2条"))
    seen = ("a#p1", "a#p2")
    whole = Conversation(
        choices[:1], choices[1:], ("问", "再问"), "a#p1", "shuiwu", seen, listed=True, unanswered=2
    )
    store.keep(Question("问", person="p"), ANSWER, reply("答"), whole)
    assert conversation(store, "p") == whole


def test_the_latest_conversation_takes_the_place_of_the_one_before(store: Store) -> None:
    store.keep(Question("一", person="p", key="1"), ANSWER, reply("答"), TALK)
    store.keep(Question("二", person="p", key="2"), ANSWER, reply("答"), Conversation(unit="yuanlin"))
    assert conversation(store, "p") == Conversation(unit="yuanlin")


def test_what_was_said_before_does_not_take_the_place_of_what_was_said_since(
    store: Store, clock: Clock
) -> None:
    store.keep(Question("二", person="p", key="2"), ANSWER, reply("答"), Conversation(unit="yuanlin"))
    store.record(exchange(Question("一", person="p", key="1"), ANSWER, reply("答"), TALK, clock.now - 1))
    assert conversation(store, "p") == Conversation(unit="yuanlin")
    assert reply_to(store, "1") == reply("答")


def test_whoever_is_not_to_be_remembered_is_not_and_counts(store: Store, place: Place) -> None:
    for _ in range(2):
        store.keep(Question("问"), ANSWER, reply("答"), TALK)
    assert conversation(store, "") == Conversation()
    assert place.entries() == [(None, "问", "answered")] * 2


def test_the_first_reply_to_a_message_stands_and_counts_alone(store: Store, place: Place) -> None:
    second, question = place.store(), Question("问", person="p", key="k")
    assert store.keep(question, ANSWER, reply("先"), Conversation()).text == "先"
    assert second.keep(question, ANSWER, reply("后"), TALK).text == "先"
    assert conversation(second, "p") == Conversation()
    with pytest.raises(Overtaken):
        second.record(exchange(question, ANSWER, reply("后"), TALK, 1_700_000_001.0))
    assert place.entries() == [("p", "问", "answered")]


def test_of_many_workers_at_once_one_answers_and_all_say_the_same(place: Place) -> None:
    said = all_at_once(
        place, lambda store, n: store.keep(Question("问", person="p", key="k"), ANSWER, reply(n), TALK)
    )
    assert len(said) == 8
    assert len(set(said)) == 1
    assert len(place.entries()) == 1


def test_quick_messages_of_one_person_are_all_answered(place: Place) -> None:
    said = all_at_once(
        place, lambda store, n: store.keep(Question("问", person="p", key=n), ANSWER, reply(n), TALK)
    )
    assert sorted(said) == [str(number) for number in range(8)]
    assert place.entries() == [("p", "问", "answered")] * 8


def all_at_once(place: Place, keep: Callable[[Store, str], Reply]) -> list[str]:
    """What eight workers say that keep something at once."""
    stores, said, ready = [place.store() for _ in range(8)], list[str](), threading.Barrier(8)

    def work(number: int) -> None:
        reply_to(stores[number], "")  # connected before the race begins
        ready.wait()
        said.append(keep(stores[number], str(number)).text)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def test_a_conversation_grows_old(store: Store, clock: Clock) -> None:
    store.keep(Question("问", person="p"), ANSWER, reply("答"), TALK)
    clock.now += 1799
    assert conversation(store, "p") == TALK
    clock.now += 1
    assert conversation(store, "p") == Conversation()


@pytest.mark.parametrize("is_taken_in", [False, True])
def test_a_person_can_be_forgotten_and_only_that_they_asked_still_counts(
    store: Store, place: Place, *, is_taken_in: bool
) -> None:
    with structlog.contextvars.bound_contextvars(request="name"):
        for person in ("p", "q"):
            store.keep(Question("问", person=person, key=person), ANSWER, reply("答"), TALK)
    if is_taken_in:
        place.entries()
    assert store.forget("p")
    assert [conversation(store, person) for person in ("p", "q")] == [Conversation(), TALK]
    assert [reply_to(store, person) for person in ("p", "q")] == [None, reply("答")]
    assert place.entries() == [OF_NOBODY, ("q", "问", "answered")]


def test_a_message_that_comes_again_after_its_person_was_forgotten_is_answered_and_counts_no_more(
    store: Store, place: Place
) -> None:
    question = Question("问", person="p", key="k", at=99.0)
    store.keep(question, ANSWER, reply("答"), TALK)
    store.forget("p", at=100.0)
    assert store.keep(question, ANSWER, reply("再答"), TALK) == reply("再答")
    assert place.entries() == [OF_NOBODY]
    assert conversation(store, "p") == Conversation()


@pytest.mark.parametrize(("asked", "is_kept"), [(99.0, False), (100.0, False), (101.0, True)])
def test_what_was_under_way_while_its_person_was_forgotten_counts_and_no_more(
    store: Store, place: Place, asked: float, *, is_kept: bool
) -> None:
    question = Question("问", person="p", key="k", at=asked)
    store.forget("p", at=100.0)
    assert store.keep(question, ANSWER, reply("答"), TALK) == reply("答")
    assert (conversation(store, "p") == TALK) is is_kept
    assert (reply_to(store, "k") is not None) is is_kept
    assert place.entries() == [("p", "问", "answered") if is_kept else OF_NOBODY]


def test_nothing_that_names_a_person_is_kept(store: Store, place: Place) -> None:
    question = Question("我是13800138000，桂B12345是谁的车", person="hash", key="k")
    store.keep(question, ANSWER, reply("答"), Conversation(trail=(question.text,)))
    assert conversation(store, "hash").trail == ("我是［电话］，［车牌］是谁的车",)
    assert place.entries() == [("hash", "我是［电话］，［车牌］是谁的车", "answered")]


def test_a_character_that_a_database_refuses_costs_no_answer(store: Store, place: Place) -> None:
    question = Question("停\0车", person="p", key="k")
    assert store.keep(question, ANSWER, reply("答"), Conversation(trail=(question.text,))) == reply("答")
    assert place.entries() == [("p", "停车", "answered")]


def test_what_is_recorded_again_when_nobody_knows_its_reply_any_more_counts_once(
    store: Store, place: Place
) -> None:
    kept = exchange(Question("问", person="p", key="k"), ANSWER, reply("答"), TALK, 1_700_000_000.0)
    store.record(kept)
    assert len(place.entries()) == 1
    assert kept["reply"]
    store.record({**kept, "reply": {**kept["reply"], "key": "another"}})
    assert len(place.entries()) == 1


def test_it_can_be_tried(store: Store) -> None:
    store.try_writing()
