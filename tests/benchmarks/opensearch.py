"""OpenSearch held against the index in the process: `python -m tests.benchmarks.opensearch PASSAGES NODES HEAP [FOLDER]`.

Fills real nodes with generated speeches, puts the same questions to both, and prints how often they find the same, how
long that took, and what becomes of it while nodes are frozen and killed. What was analysed stays in the folder.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bot.app.engine import WITHIN, Engine
from bot.errors import StorageError
from bot.model import Corpus
from bot.retrieval.dictionary import Dictionary
from bot.retrieval.portion_files import PortionFiles
from bot.retrieval.portions import Portions
from bot.retrieval.search import Search
from bot.retrieval.shelf_file import ShelfFiles
from bot.retrieval.stored_index import Stored, StoredIndex
from bot.retrieval.storing import store_search
from tests.benchmarks.many_speeches import Writer
from tests.benchmarks.memory import resident
from tests.builders import ROOT
from tests.journeys.service import free_port
from tests.opensearch.cluster import running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.opensearch.cluster import Cluster

QUESTIONS = 300
_PATIENT, _LASTING = 30.0, 10.0
"""Seconds that are waited for an answer where it matters which it is, and that a fault lasts."""

_GOLDEN = ROOT / "tests" / "golden" / "tune.jsonl"


def written(passages: int) -> Corpus:
    """A corpus of so many passages, and a few more."""
    writer, speeches, held = Writer(), [], 0
    for number in count():
        if held >= passages:
            break
        speeches.append(writer.speech(number))
        held += len(speeches[-1].passages)
    return Corpus(speeches=tuple(speeches), units=tuple(writer.units))


def questions(corpus: Corpus) -> list[str]:
    """What people asked, what editors wrote to passages, and clauses of passages, a third each."""
    chosen = random.Random(5)  # noqa: S311 # which passages are asked for is no secret
    asked = [json.loads(line)["q"] for line in _GOLDEN.read_text("utf-8").splitlines()]
    named = [passage for passage in corpus.passages if passage.asked_as]
    part = QUESTIONS // 3
    return [
        *chosen.sample(asked, part),
        *(passage.asked_as[0] for passage in chosen.sample(named, part)),
        *(chosen.choice(passage.text[:-1].split("，")) for passage in chosen.sample(named, part)),
    ]


@contextmanager
def took(what: str) -> Iterator[None]:
    """Print how long something took."""
    started, cpu = time.monotonic(), time.process_time()
    yield
    print(
        f"{what}：{time.monotonic() - started:.0f} 秒（本进程 CPU {time.process_time() - cpu:.0f} 秒）",
        flush=True,
    )


def found(search: Search, asked: list[str]) -> tuple[list[list[str]], str]:
    """The first five passages of each question, and how long the search took."""
    ranked, seconds, cpu = list[list[str]](), list[float](), time.process_time()
    for question in asked:
        started = time.monotonic()
        finding = search.search(question)
        seconds.append(1000 * (time.monotonic() - started))
        ranked.append([match.passage.id for match in finding.matches[:5]])
    p50, p95 = np.percentile(seconds, [50, 95])
    own = 1000 * (time.process_time() - cpu) / len(asked)
    return ranked, f"p50 {p50:.0f} 毫秒，p95 {p95:.0f} 毫秒；本进程 CPU {own:.1f} 毫秒"


def used(cluster: Cluster) -> float:
    """Milliseconds of CPU that the nodes have taken."""
    stats = (Path(f"/proc/{node.process}/stat").read_text("ascii") for node in cluster.nodes)
    ticks = (sum(map(int, stat.rpartition(")")[2].split()[11:13])) for stat in stats)
    return 1000 * sum(ticks) / os.sysconf("SC_CLK_TCK")


def outlast(cluster: Cluster, search: Search, asked: list[str], expected: list[list[str]]) -> None:
    """Ask on while each node is frozen and killed, and print what came of it."""
    seconds, other = list[float](), 0

    def ask_for(lasting: float) -> None:
        nonlocal other
        until = time.monotonic() + lasting
        while time.monotonic() < until:
            number = len(seconds) % len(asked)
            started = time.monotonic()
            finding = search.search(asked[number])
            seconds.append(time.monotonic() - started)
            other += [match.passage.id for match in finding.matches[:1]] != expected[number][:1]
            time.sleep(0.1)

    for node in cluster.nodes:
        with node.frozen():
            ask_for(_LASTING)
        ask_for(_LASTING)
        node.crash()
        ask_for(_LASTING)
        node.begin_again()
        cluster.wait()
        ask_for(_LASTING)
    print(
        f"{len(cluster.nodes)} 台轮流冻住、被杀，每次 {_LASTING:.0f} 秒：找了 {len(seconds)} 次，每次都找到了，"
        f"最慢 {max(seconds):.2f} 秒，第一段和本机的索引不同 {other} 次"
    )


def tend(engine: Engine) -> None:
    """As a service does it: again and again, whatever fails."""
    while True:
        with suppress(StorageError):
            engine.tend()
            if engine.is_complete:
                return
        time.sleep(5)


def compare(corpus: Corpus, cluster: Cluster, folder: Path) -> None:
    """Print all of it."""
    nodes, dictionary, portions = len(cluster.nodes), Dictionary(), Portions(PortionFiles(folder))
    patient, hasty = (Engine(cluster.url, nodes, min(nodes - 1, 1), within) for within in (_PATIENT, WITHIN))
    with (
        took(f"{len(corpus.passages):,} 段，{len(corpus.speeches):,} 篇，分析"),
        ShelfFiles(folder).of(repr(corpus.speeches)) as shelf,
    ):
        search = Search(corpus, dictionary, shelf, portions)
    asked = questions(corpus)
    found(search, asked)  # once for nothing: dictionaries are read, and later Java compiles
    here, told = found(search, asked)
    print(f"内存里的索引：{told}", flush=True)
    del search
    with (
        took("存成本机的文件夹"),
        tempfile.TemporaryDirectory(dir=folder) as index,
    ):  # what is open stays readable
        vocabulary = store_search(corpus, dictionary, portions, Path(index))
        own = StoredIndex(Path(index))

    def over(engine: Engine) -> Search:
        stored = Stored(engine.over(own, "compared"), own)
        return Search(corpus, dictionary, vocabulary, stored=stored)

    alone, told = found(over(Engine(f"http://127.0.0.1:{free_port()}", 1, 0)), asked)
    print(f"没有 OpenSearch，用本机盘上的索引：{told}；{agreement(here, alone)}", flush=True)
    there = over(patient)
    with took(f"存进 {nodes} 台 OpenSearch"):
        tend(patient)
    size = cluster.nodes[0].got("/_all/_stats/store")["_all"]
    held = "、".join(f"{resident(node.process):.0f}" for node in cluster.nodes)
    print(f"索引 {size['primaries']['store']['size_in_bytes'] / 1e6:.0f} MB，每台内存 {held} MB", flush=True)
    found(there, asked)
    before = used(cluster)
    ranked, told = found(there, asked)
    print(f"OpenSearch：{told}，OpenSearch 的 CPU {(used(cluster) - before) / len(asked):.1f} 毫秒")
    print(f"{len(asked)} 个问题，{agreement(here, ranked)}", flush=True)
    search = over(hasty)
    tend(hasty)
    outlast(cluster, search, asked, here)


def agreement(here: list[list[str]], there: list[list[str]]) -> str:
    """How often the same passages were found."""
    first = sum(one[:1] == other[:1] for one, other in zip(here, there, strict=True))
    five = sum(one == other for one, other in zip(here, there, strict=True))
    return f"第一段相同 {first}，前五段全同 {five}"


if __name__ == "__main__":
    wanted, nodes, heap = map(int, sys.argv[1:4])
    with tempfile.TemporaryDirectory() as temporary, running(nodes, heap) as cluster:
        compare(written(wanted), cluster, Path(sys.argv[4] if sys.argv[4:] else temporary))
