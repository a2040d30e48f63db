"""What holds of search holds wherever passages are found: in the process, and in OpenSearch of three nodes."""

from __future__ import annotations

import tempfile
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.app.engine import Engine
from bot.retrieval.portions import Portions
from bot.retrieval.search import Search
from bot.retrieval.stored_index import Stored, StoredIndex
from bot.retrieval.storing import store_search

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.model import Corpus
    from bot.retrieval.dictionary import Dictionary
    from tests.opensearch.cluster import Cluster

_names = count(1)


PATIENT = 10.0
"""Seconds; here it matters who answers and not how soon."""


def over(engine: Engine, corpus: Corpus, dictionary: Dictionary, name: str = "") -> Search:
    """A search over a corpus that an engine is to be filled with."""
    with tempfile.TemporaryDirectory() as folder:  # what is open stays readable
        shelf = store_search(corpus, dictionary, Portions(), Path(folder))
        own = StoredIndex(Path(folder))
    index = engine.over(own, name or f"corpus{next(_names)}")
    return Search(corpus, dictionary, shelf, stored=Stored(index, own))


def filled(engine: Engine, corpus: Corpus, dictionary: Dictionary) -> Search:
    """A search over a corpus that is in an engine."""
    search = over(engine, corpus, dictionary)
    engine.tend()
    assert engine.is_complete
    return search


@pytest.fixture(params=["process", "opensearch"])
def searching(request: pytest.FixtureRequest, dictionary: Dictionary) -> Iterator[Callable[[Corpus], Search]]:
    """Makes what searches a corpus."""
    if request.param == "process":
        yield lambda corpus: Search(corpus, dictionary)
        return
    cluster: Cluster = request.getfixturevalue("three_nodes")
    engine = Engine(cluster.new_url(), shards=len(cluster.nodes), replicas=1, within=PATIENT)
    yield lambda corpus: filled(engine, corpus, dictionary)
    assert engine.gauges() == {"search_answers": 1.0}
    assert cluster.asked(engine.server.prefix) > 0
    assert cluster.holders(engine.server.prefix) == len(cluster.nodes)
    engine.close()
