"""An engine that does not come back while an index is filled: that is begun anew, a few times, and nobody is kept waiting."""

from __future__ import annotations

import json
import time
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

import pytest
from structlog.testing import capture_logs
from urllib3.exceptions import HTTPError

from bot.app.engine import Engine
from bot.errors import StorageError
from bot.retrieval.opensearch_filling import Filling
from bot.retrieval.opensearch_loss import Loss
from bot.retrieval.opensearch_server import OpenSearchServer
from bot.retrieval.search import Search
from tests.away import killed
from tests.builders import FLOWERS, RIVER, corpus
from tests.http import Asked, Says, serving
from tests.retrieval.conftest import PATIENT, filled, over
from tests.retrieval.test_opensearch import QUESTION, told
from tests.retrieval.test_stored_index import stored
from tests.waiting import wait

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.retrieval.dictionary import Dictionary
    from tests.opensearch.cluster import Cluster, Node

LONGEST = 120
"""Seconds."""


class Deleting:
    """An engine that says how its indexes are, and notes what it is told to delete."""

    def __init__(self) -> None:
        self.health = "red"
        self.deleted = list[str]()

    def __call__(self, asked: Asked) -> Says:
        if asked.method == "DELETE":
            self.deleted.append(asked.path)
        return Says(json.dumps({"status": self.health, "timed_out": self.health == "gone"}).encode())


class Watched:
    """The indexes of one corpus, and a clock that is moved by hand."""

    def __init__(self, url: str, engine: Deleting) -> None:
        self.engine, self.now = engine, 0.0
        self.loss = Loss(OpenSearchServer(url), lambda: self.now)

    def is_met(self, filling: str, after: float) -> bool:
        self.now += after
        self.loss.begun("baigu-1", filling)
        return self.loss.is_met()


@pytest.fixture
def watched() -> Iterator[Watched]:
    engine = Deleting()
    with serving(engine) as url:
        yield Watched(url, engine)


def test_who_comes_back_in_time_is_waited_for_and_nothing_is_deleted(watched: Watched) -> None:
    assert watched.is_met("a", 0)
    assert watched.is_met("a", 119)
    assert "120 秒还不回来" in str(watched.loss.problem)
    watched.engine.health = "green"
    assert not watched.is_met("a", 60)
    assert watched.loss.problem is None
    watched.engine.health = "red"
    assert watched.is_met("a", 60)
    assert watched.is_met("a", 119)
    assert watched.engine.deleted == []


def test_an_index_of_which_a_part_stays_away_is_begun_anew_three_times_and_then_no_more(
    watched: Watched,
) -> None:
    with capture_logs() as logged:
        for filling in "abcd":
            assert watched.is_met(filling, 0)
            assert watched.is_met(filling, 121)
    assert watched.engine.deleted == ["/baigu-1"] * 3
    assert [(line["event"], line["times"]) for line in logged] == [
        ("index_given_up", times) for times in (1, 2, 3)
    ]
    assert "存了 4 遍都缺分片，不再自己重存" in str(watched.loss.problem)
    watched.engine.health = "green"
    assert not watched.is_met("d", 1)  # which may come back all the same
    watched.loss.begun("baigu-2", "e")
    assert watched.loss.problem is None


def test_what_another_deleted_is_not_deleted_again_and_counts(watched: Watched) -> None:
    assert watched.is_met("a", 0)
    watched.engine.health = "gone"
    assert watched.is_met("a", 121)
    watched.engine.health = "red"
    assert watched.is_met("b", 0)
    assert watched.is_met("b", 119)
    assert watched.engine.deleted == []
    watched.engine.health = "yellow"
    assert not watched.is_met("b", 0)
    assert "现在存第 2 遍" in str(watched.loss.problem)


def leads_to(node: Node, alias: str) -> list[str]:
    """The indexes of an alias; none while the nodes that are left do not agree who leads them."""
    with suppress(HTTPError):
        given = node.got(f"/_alias/{alias}")
        return [] if "error" in given else list(given)
    return []


@pytest.mark.parametrize("block", [2, 500], ids=["while it is sent", "when all was sent"])
def test_when_an_engine_is_lost_for_good_the_others_take_the_whole_index_and_each_question_is_answered(
    three_nodes: Cluster, dictionary: Dictionary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    monkeypatch.setattr("bot.retrieval.opensearch_loss._COMES_BACK", 3.0)
    monkeypatch.setattr("bot.retrieval.opensearch_filling._WAITS", (0.1,))
    first, _, gone = three_nodes.nodes
    engine = Engine(three_nodes.new_url(), 3, 1, PATIENT)
    prefix, held = engine.server.prefix, corpus(RIVER, FLOWERS)
    filled(engine, corpus(RIVER), dictionary)
    assert first.got(f"/_cluster/health/{prefix}-*")["status"] == "green"  # it has its copies
    (before,) = leads_to(first, prefix)
    monkeypatch.setattr("bot.retrieval.opensearch_filling._COPYING", 5)
    search, index = over(engine, held, dictionary, "new"), engine.name_of("new")
    own, _ = stored(held, dictionary, tmp_path)
    filling, said = Filling(engine.server, 3, 1, block=block), set[str]()
    with ExitStack() as until_back:
        once = iter([killed(gone)])

        def loses() -> bool:
            for fault in once:
                until_back.enter_context(fault)
            return True

        began = time.monotonic()
        with pytest.raises(StorageError, match=r"存不进去（503）|少了分片"):
            filling.tend(index, own, loses)
        assert time.monotonic() - began < 50  # it would wait for a minute, each time
        wait(lambda: leads_to(first, f"{index}-filling-*") == [index])  # whoever is gone may come back
        until = time.monotonic() + LONGEST
        with capture_logs() as logged:
            while not engine.is_complete:
                assert time.monotonic() < until
                wait(lambda: leads_to(first, prefix) == [before])
                assert search.search(QUESTION).matches[0].passage.id == "shuiwu-20240501#p1"
                with suppress(StorageError):
                    engine.tend()
                said.update(engine.problems())
        assert {"index_given_up"} == {line["event"] for line in logged}
        assert any("缺了分片" in problem for problem in said)
        assert leads_to(first, prefix) == [index]
        assert first.got(f"/{index}/_count")["count"] == 6 + 2
        asked = three_nodes.asked(prefix)
        assert told(search.search(QUESTION)) == told(Search(held, dictionary).search(QUESTION))
        assert three_nodes.asked(prefix) > asked
        assert list(engine.problems()) == []
    three_nodes.wait()
    engine.close()
