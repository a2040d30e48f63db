"""What only OpenSearch does: it is filled, it goes away and comes back, and nobody waits for it."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

import pytest

from bot.app.engine import Engine
from bot.errors import StorageError
from bot.retrieval.opensearch_filling import Filling
from bot.retrieval.opensearch_index import OpenSearchIndex
from bot.retrieval.search import Search
from tests.away import killed
from tests.builders import FLOWERS, RIVER, ROOT, corpus
from tests.journeys.service import free_port
from tests.link import laid
from tests.retrieval.conftest import PATIENT, filled, over
from tests.retrieval.test_stored_index import stored
from tests.waiting import wait

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.model import Corpus, Finding
    from bot.retrieval.dictionary import Dictionary
    from tests.opensearch.cluster import Cluster

T = TypeVar("T")

QUESTION = "河道淤泥怎么清理"
IN_TIME = 5.0
"""Seconds for which WeChat waits; `engine.WITHIN` is 0.25, and a busy machine takes more."""

GOLDEN = ROOT / "tests" / "golden" / "tune.jsonl"


@pytest.fixture
def engine(opensearch: Cluster) -> Iterator[Engine]:
    engine = Engine(opensearch.new_url(), 1, 0, PATIENT)
    yield engine
    engine.close()


def told(finding: Finding) -> object:
    """All that an answer is made of."""
    return [(m.passage.id, m.score, m.quote.text) for m in finding.matches], finding.features, finding.limit


def recovers(engine: Engine) -> bool:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            engine.tend()
        except StorageError:
            time.sleep(0.3)
        else:
            if not list(engine.problems()):
                return True
    return False


def test_each_question_finds_the_same_to_the_last_bit(
    engine: Engine, knowledge: Corpus, dictionary: Dictionary
) -> None:
    here, there = Search(knowledge, dictionary), filled(engine, knowledge, dictionary)
    for line in GOLDEN.read_text("utf-8").splitlines()[:25]:
        question = json.loads(line)["q"]
        assert told(there.search(question)) == told(here.search(question)), question


def test_only_passages_of_a_unit_come_from_there_and_the_best_of_all_is_known(
    engine: Engine, dictionary: Dictionary
) -> None:
    held = corpus(RIVER, FLOWERS)
    here, there = Search(held, dictionary), filled(engine, held, dictionary)
    for question in ("园林局有没有清理河道淤泥", "除了水务局还有谁种树", "清理河道淤泥，还有口袋公园"):
        assert told(there.search(question)) == told(here.search(question))
    shown = RIVER.passages[1:]
    assert told(there.within("清了几次", shown)) == told(here.within("清了几次", shown))


def test_on_a_link_that_loses_all_the_process_finds_the_same_in_time(
    opensearch: Cluster, dictionary: Dictionary
) -> None:
    with laid(opensearch.nodes[0].port) as link:
        engine = Engine(f"http://127.0.0.1:{link.port}/{opensearch.new_url().rpartition('/')[2]}", 1, 0)
        search = filled(engine, corpus(RIVER, FLOWERS), dictionary)
        before = told(search.search(QUESTION))
        with link.lost():
            for asked in (QUESTION, "口袋公园在哪里"):
                started = time.monotonic()
                search.search(asked)
                assert time.monotonic() - started < IN_TIME
            assert told(search.search(QUESTION)) == before
            assert engine.gauges() == {"search_answers": 0.0}
        assert recovers(engine)
        engine.close()


def test_while_an_engine_says_nothing_the_process_finds_the_same_in_time(
    opensearch: Cluster, dictionary: Dictionary
) -> None:
    engine = Engine(opensearch.new_url(), 1, 0)  # as a service has it
    search = filled(engine, corpus(RIVER, FLOWERS), dictionary)
    before = told(search.search(QUESTION))
    with opensearch.nodes[0].frozen():
        for asked in (QUESTION, "口袋公园在哪里", QUESTION):
            started = time.monotonic()
            search.search(asked)
            assert time.monotonic() - started < IN_TIME
        assert told(search.search(QUESTION)) == before
        (problem,) = engine.problems()
        assert "没有" in problem
        assert "用本机盘上的索引找" in problem
        assert engine.gauges() == {"search_answers": 0.0}
    assert recovers(engine)
    assert told(search.search(QUESTION)) == before
    engine.close()


def test_what_was_found_before_is_not_asked_for_again_and_tells_nothing_of_the_engine(
    engine: Engine, dictionary: Dictionary, tmp_path: Path
) -> None:
    own, _ = stored(corpus(RIVER, FLOWERS), dictionary, tmp_path)
    asked = []

    def ask(work: Callable[[], T], within: float) -> T:
        asked.append(within)
        return work()

    index = OpenSearchIndex(engine.server, own, engine.name_of("river"), ask, PATIENT)
    index.is_complete = Filling(engine.server, 1, 0).tend(index.name, own, lambda: True)
    first, again = (index.first({"河道": 1.0}, 5) for _ in range(2))
    assert first == again != []
    assert asked == [PATIENT]


def test_an_engine_that_refuses_costs_nobody_an_answer(dictionary: Dictionary) -> None:
    engine = Engine(f"http://127.0.0.1:{free_port()},127.0.0.1:{free_port()}/nobody", 1, 0)
    search = over(engine, corpus(RIVER, FLOWERS), dictionary)
    with pytest.raises(StorageError, match="连不上"):
        engine.tend()
    assert search.search(QUESTION).matches[0].passage.id == "shuiwu-20240501#p1"
    (problem,) = engine.problems()
    assert "连不上" in problem


def test_an_engine_that_was_killed_is_used_again_when_it_is_back(
    engine: Engine, opensearch: Cluster, dictionary: Dictionary
) -> None:
    search = filled(engine, corpus(RIVER, FLOWERS), dictionary)
    (node,) = opensearch.nodes
    before = told(search.search(QUESTION))
    node.crash()
    assert told(search.search(QUESTION)) == before
    assert "连不上" in next(engine.problems())
    node.begin_again()
    assert recovers(engine)
    assert told(search.search(QUESTION)) == before


def test_an_index_that_is_deleted_is_filled_anew(
    engine: Engine, opensearch: Cluster, dictionary: Dictionary
) -> None:
    search = filled(engine, corpus(RIVER, FLOWERS), dictionary)
    before = told(search.search(QUESTION))
    opensearch.nodes[0].got(f"/{engine.server.prefix}-*", "DELETE")
    assert search.search("种下柳树").matches[0].passage.id == "shuiwu-20240501#p2"
    assert "索引不在" in next(engine.problems())
    assert recovers(engine)
    assert told(search.search(QUESTION)) == before


def test_what_nobody_holds_is_not_left_out_in_silence(three_nodes: Cluster, dictionary: Dictionary) -> None:
    held = corpus(RIVER, FLOWERS)
    engine = Engine(three_nodes.new_url(), 3, 0, PATIENT)
    search = filled(engine, held, dictionary)
    first, *_, gone = three_nodes.nodes
    with killed(gone):
        wait(lambda: first.knows(2))  # before, its part counts as one that failed
        wait(lambda: "有的分片没有答复" in "".join(engine.problems()))
        assert engine.gauges() == {"search_answers": 0.0}
        assert search.search(QUESTION).matches[0].passage.id == "shuiwu-20240501#p1"
    three_nodes.wait()
    assert recovers(engine)
    engine.close()


def test_each_corpus_has_an_index_the_alias_leads_to_the_last_and_few_stay(
    engine: Engine, dictionary: Dictionary, opensearch: Cluster
) -> None:
    prefix, (node,) = engine.server.prefix, opensearch.nodes
    searches = [filled(engine, corpus(RIVER, *more), dictionary) for more in ((), (FLOWERS,)) * 3]
    assert len(node.got(f"/{prefix}-*/_settings")) == 4
    last = searches[-1]
    assert last.search("口袋公园").matches[0].passage.speech == "yuanlin-20240502"
    (index,) = node.got(f"/_alias/{prefix}")
    assert node.got(f"/{index}/_count")["count"] == 6 + 2
    about = engine.server.about()
    assert (about["index"], about["passages"]) == (index, 6)
    assert next(iter(searches[-2].search(QUESTION).matches)).passage.speech == "shuiwu-20240501"


def test_of_several_that_want_one_index_at_once_one_fills_it_and_all_search_it(
    opensearch: Cluster, dictionary: Dictionary
) -> None:
    url, held = opensearch.new_url(), corpus(RIVER, FLOWERS)
    engines = [Engine(url, 1, 0, PATIENT) for _ in range(4)]
    own = told(Search(held, dictionary).search(QUESTION))
    searches = [over(engine, held, dictionary, "one") for engine in engines]
    ready = threading.Barrier(len(engines))

    def tend(engine: Engine) -> None:
        ready.wait()
        until = time.monotonic() + 60
        while not engine.is_complete:
            assert time.monotonic() < until
            engine.tend()

    with ThreadPoolExecutor(len(engines)) as pool:
        list(pool.map(tend, engines))
    for engine, search in zip(engines, searches, strict=True):
        assert told(search.search(QUESTION)) == own
        assert engine.gauges() == {"search_answers": 1.0}
    index, prefix, (node,) = engines[0].name_of("one"), engines[0].server.prefix, opensearch.nodes
    assert node.got(f"/{index}/_alias")[index]["aliases"].keys() == {
        f"{index}-filled",
        engines[0].server.prefix,
    }
    assert node.got(f"/{index}/_count")["count"] == 6 + 2
    assert opensearch.given(prefix) == 6 + 2  # none of them again, and none refused
    for engine in engines:
        engine.close()


_DIES = """
import os, signal, sys
from pathlib import Path
from bot.retrieval.opensearch_filling import Filling
from bot.retrieval.opensearch_server import OpenSearchServer
from bot.retrieval.stored_index import StoredIndex
url, index, folder = sys.argv[1:]
blocks = iter(range(2))
is_wanted = lambda: next(blocks) == 0 or os.kill(os.getpid(), signal.SIGKILL)
Filling(OpenSearchServer(url), 1, 0, block=2).tend(index, StoredIndex(Path(folder)), is_wanted)
"""


def test_who_is_killed_while_filling_is_succeeded_by_another_that_goes_on_from_there(
    engine: Engine, dictionary: Dictionary, opensearch: Cluster, tmp_path: Path
) -> None:
    own, _ = stored(corpus(RIVER, FLOWERS), dictionary, tmp_path)
    (node,), index, now = opensearch.nodes, f"{engine.server.prefix}-half", [0.0]
    url = opensearch.url_of(engine.server.prefix)
    assert (
        subprocess.run([sys.executable, "-c", _DIES, url, index, str(tmp_path)], check=False).returncode == -9
    )
    node.got(f"/{index}/_refresh", "POST")
    one, other = (Filling(engine.server, 1, 0, lambda: now[0], block=2) for _ in range(2))
    for filling in (one, other):
        assert not filling.tend(index, own, lambda: True)  # somebody may still be at it
    asking = OpenSearchIndex(engine.server, own, index, lambda work, _within: work(), PATIENT)
    with pytest.raises(StorageError, match="索引不在"):
        asking.try_asking()  # half of it is there
    now[0] += 31
    for filling in (one, other):
        assert filling.tend(index, own, lambda: True)
    asking.try_asking()
    assert node.got(f"/{index}/_count")["count"] == 6 + 2
    assert (
        opensearch.given(engine.server.prefix) == 6 + 2 + 2
    )  # one block again, of which a part might have been missing


def test_who_is_overtaken_while_filling_stops(
    engine: Engine, dictionary: Dictionary, opensearch: Cluster, tmp_path: Path
) -> None:
    own, _ = stored(corpus(RIVER, FLOWERS), dictionary, tmp_path)
    index, now = f"{engine.server.prefix}-twice", [0.0]
    one, other = (Filling(engine.server, 1, 0, lambda: now[0], block=2) for _ in range(2))

    def overtaken() -> bool:
        assert not other.tend(index, own, lambda: True)
        now[0] += 31
        return other.tend(index, own, lambda: True)

    assert one.tend(index, own, overtaken)
    assert opensearch.given(engine.server.prefix) == 2 + (6 + 2)


def test_what_is_deleted_while_it_is_filled_comes_back_only_as_it_must_be(
    engine: Engine, dictionary: Dictionary, opensearch: Cluster, tmp_path: Path
) -> None:
    own, _ = stored(corpus(RIVER, FLOWERS), dictionary, tmp_path)
    (node,), index = opensearch.nodes, f"{engine.server.prefix}-gone"
    filling = Filling(engine.server, 1, 0, block=2)
    assert not filling.tend(index, own, lambda: bool(node.got(f"/{index}", "DELETE")))
    assert node.got(f"/{engine.server.prefix}-*/_settings") == {}
    assert filling.tend(index, own, lambda: True)
    assert node.got(f"/{index}/_count")["count"] == 6 + 2


def test_who_fills_an_index_does_not_go_on_with_one_that_was_begun_in_its_place(
    engine: Engine, dictionary: Dictionary, opensearch: Cluster, tmp_path: Path
) -> None:
    own, _ = stored(corpus(RIVER, FLOWERS), dictionary, tmp_path)
    (node,), index = opensearch.nodes, f"{engine.server.prefix}-anew"
    one, other = (Filling(engine.server, 1, 0, block=2) for _ in range(2))

    def begun_anew() -> bool:
        node.got(f"/{index}", "DELETE")
        assert not other.tend(index, own, lambda: False)
        return True

    assert not one.tend(index, own, begun_anew)
    node.got(f"/{index}/_refresh", "POST")
    assert node.got(f"/{index}/_count")["count"] == 2


def test_an_alias_that_could_not_be_led_to_an_index_is_led_there_later(
    engine: Engine, dictionary: Dictionary, opensearch: Cluster
) -> None:
    (node,), prefix = opensearch.nodes, engine.server.prefix
    node.got(f"/{prefix}", "PUT")  # no alias can be called so
    over(engine, corpus(RIVER), dictionary, "late")
    with pytest.raises(StorageError):
        engine.tend()
    node.got(f"/{prefix}", "DELETE")
    engine.tend()
    assert list(node.got(f"/_alias/{prefix}")) == [f"{prefix}-late"]
