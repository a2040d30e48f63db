from __future__ import annotations

import itertools
import threading
import time
from collections import defaultdict
from typing import TYPE_CHECKING

from bot.simulator.account import Mode
from bot.simulator.line import Line
from bot.simulator.load import Load, Plan
from bot.simulator.platform import Platform
from tests.http import Asked, Says, serving
from tests.simulator.webhooks import ACCOUNT, Replying, echo, field, text_xml, webhook

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from bot.results.load import LoadFigures


def loaded(reply: Replying, plan: Plan) -> LoadFigures:
    with serving(webhook(reply)) as url:
        load = Load(Platform(ACCOUNT, Line(url, connections=8)), [Mode.PLAIN, Mode.SAFE], ["一", "二", "三"])
        return load.run(plan)


def test_every_message_of_the_plan_is_sent_and_counted_once() -> None:
    figures = loaded(echo, Plan(rate=100, seconds=0.5, persons=3, dropped=0, repeated=0))
    assert (figures.messages, figures.tries, figures.clean) == (50, {"1": 50}, True)


def test_repeated_messages_count_once_and_are_compared() -> None:
    assert loaded(echo, Plan(rate=100, seconds=0.3, repeated=1)).clean
    numbers = itertools.count()
    figures = loaded(lambda m: text_xml(m, str(next(numbers))), Plan(rate=100, seconds=0.3, repeated=1))
    assert (figures.messages, len(figures.differing), figures.clean) == (30, 30, False)
    first = figures.differing[0]
    assert (first.said, len(set(first.replies)), first.since <= first.until) == ("一", 2, True)


def test_each_goes_through_all_that_is_typed_and_waits_for_an_answer_before_they_go_on() -> None:
    typed, under_way = defaultdict[str, list[str]](list), set[str]()

    def slow(message: Element) -> bytes:
        person, said = field(message, "FromUserName"), field(message, "Content")
        assert person not in under_way
        under_way.add(person)
        typed[person].append(said)
        time.sleep(0.03)
        under_way.remove(person)
        return text_xml(message, said)

    figures = loaded(slow, Plan(rate=200, seconds=0.1, persons=3, dropped=0, repeated=0))
    assert figures.clean
    said = sorted("".join(texts) for texts in typed.values())
    assert said == ["一二三一二三一", "三一二三一二", "二三一二三一二"]


def test_faults_are_counted_by_kind() -> None:
    figures = loaded(lambda m: text_xml(m, ""), Plan(rate=100, seconds=0.2, dropped=0, repeated=0))
    assert figures.faults == {"文字是空的": 20}


def test_an_answer_beside_a_fault_is_no_second_answer() -> None:
    numbers = itertools.count()
    figures = loaded(
        lambda m: text_xml(m, "好" * (next(numbers) % 2)), Plan(rate=100, seconds=0.3, dropped=0, repeated=1)
    )
    assert figures.faults
    assert not figures.differing


def test_dropped_connections_are_tried_again() -> None:
    lock, seen = threading.Lock(), list[bytes]()

    def slow(asked: Asked) -> Says:
        with lock:
            seen.append(asked.body)
        return Says(**{**vars(webhook()(asked)), "after": 0.05})

    with serving(slow) as url:
        load = Load(Platform(ACCOUNT, Line(url, connections=8)), [Mode.PLAIN], ["一"])
        figures = load.run(Plan(rate=50, seconds=0.4, dropped=1, repeated=0))
    assert figures.tries == {"2": 20}
    assert len(set(seen)) == 20  # how much of a first try arrives before it is cut is the machine's affair
    assert figures.clean
