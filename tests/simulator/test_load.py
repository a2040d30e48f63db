from __future__ import annotations

import itertools
import threading
from typing import TYPE_CHECKING

from bot.simulator.account import Mode
from bot.simulator.line import Line
from bot.simulator.load import Load, Plan
from bot.simulator.platform import Platform
from tests.http import Asked, Says, serving
from tests.simulator.webhooks import ACCOUNT, Replying, echo, text_xml, webhook

if TYPE_CHECKING:
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
    assert (figures.messages, figures.differing, figures.clean) == (30, 30, False)


def test_faults_are_counted_by_kind() -> None:
    figures = loaded(lambda m: text_xml(m, ""), Plan(rate=100, seconds=0.2, dropped=0, repeated=0))
    assert figures.faults == {"文字是空的": 20}


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
