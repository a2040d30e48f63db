"""A service over a corpus that OpenSearch holds: `python -m tests.benchmarks.large_corpus PASSAGES NODES HEAP [FOLDER]`.

Publishes so many generated passages, starts a service over real nodes, and prints how long each step took, what it takes
on disk and in memory, how soon messages and searches are answered, and what becomes of both while nodes are away.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bot.app.engine import Engine
from bot.corpus.archive import pack
from bot.corpus.folder import KnowledgeFolder
from bot.corpus.speech_rendering import render_speech
from bot.model import Release
from bot.retrieval.analysis import Analysis
from bot.retrieval.dictionary import Dictionary
from bot.retrieval.normalization import normalise
from bot.retrieval.stored_index import StoredIndex
from bot.state.database import Database
from bot.state.releases import Releases
from tests.away import together
from tests.benchmarks.many_speeches import Writer
from tests.benchmarks.memory import resident
from tests.builders import KNOWLEDGE, ROOT
from tests.journeys.messages import reply_to
from tests.journeys.searching import is_used
from tests.journeys.service import running
from tests.opensearch.cluster import running as opensearch_running
from tests.wechat.counterpart import text_message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.journeys.service import Running
    from tests.opensearch.cluster import Cluster

MESSAGES, QUESTIONS = 600, 300
_FAULT, _FILLING = 20.0, 4 * 3600.0
"""Seconds."""


class Written:
    """The files of our knowledge with generated speeches in place of ours, a few more passages than wanted."""

    def __init__(self, wanted: int) -> None:
        ours = KnowledgeFolder(KNOWLEDGE).files
        left_out = ("speeches/", "sources/", "questions/", "keywords.toml", "calibration.meaning.toml")
        self._files = {name: ours.read(name) for name in ours.names() if not name.startswith(left_out)}
        self._files["wording/examples.txt"] = b""
        writer, self.passages, self.speeches = Writer(), 0, 0
        rows = (f'\n[[unit]]\nname = "{unit.name}"\nslug = "{unit.slug}"\n' for unit in writer.units)
        self._files["units.toml"] += "".join(rows).encode()
        self.asked = list[str]()
        for number in count():
            if self.passages >= wanted:
                break
            speech = writer.speech(number)
            speech = replace(speech, source=replace(speech.source, file=None))
            self._files[f"speeches/{speech.slug}.md"] = render_speech(speech).encode()
            self.passages += len(speech.passages)
            self.speeches += 1
            if number % 97 == 0:
                self.asked += [speech.passages[1].asked_as[0], speech.passages[-1].text.split("，")[1]]

    def names(self) -> Sequence[str]:
        """See `Files`."""
        return sorted(self._files)

    def read(self, name: str) -> bytes:
        """See `Files`."""
        return self._files[name]


def said(what: str, since: float) -> None:
    """Print how long a step took."""
    print(f"{what}：{time.monotonic() - since:.0f} 秒", flush=True)


def spread(seconds: Sequence[float]) -> str:
    """How soon most were answered."""
    p50, p95 = np.percentile(seconds, [50, 95])
    return f"p50 {1000 * p50:.0f} 毫秒，p95 {1000 * p95:.0f} 毫秒，最慢 {max(seconds):.2f} 秒"


def publish(database: str, wanted: int) -> Written:
    """Make the release, and what can be asked of it."""
    since = time.monotonic()
    written = Written(wanted)
    release = Release("generated", "测试", "生成的讲稿", written.speeches)
    opened = Database(database)
    Releases(opened).publish(release, pack(written), 0)
    opened.dispose()
    said(f"{written.passages:,} 段，{written.speeches:,} 篇，写成一版", since)
    return written


def size(folder: Path) -> float:
    """Megabytes of the files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def proportional(process: int) -> float:
    """Megabytes of a process, of what it shares its part."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def memory(service: Running) -> str:
    """What the processes of a service take."""
    processes = [service.process.pid, *service.workers()]
    told = "，".join(f"{resident(one):.0f}" for one in processes)
    return f"主进程和工作进程 RSS {told} MB，合起来（PSS）{sum(map(proportional, processes)):.0f} MB"


def ask(service: Running, asked: Sequence[str], most: int, until: float = float("inf")) -> list[float]:
    """Seconds that each of so many messages took, one after the other."""
    taken = list[float]()
    for number in range(most):
        if time.monotonic() > until:
            break
        xml = text_message(
            asked[number % len(asked)], person=f"o{time.monotonic_ns()}", msg_id=str(time.monotonic_ns())
        )
        started = time.monotonic()
        assert reply_to(service, xml) is not None
        taken.append(time.monotonic() - started)
    return taken


def search(cluster: Cluster, place: Path, name: str, asked: Sequence[str]) -> str:
    """How soon the engine names passages, and those are scored."""
    engine = Engine(cluster.url, 1, 0, 30.0)
    index = engine.over(StoredIndex(place / "index"), name)
    index.is_complete = True
    analysis, taken = Analysis(Dictionary()), list[float]()
    for question in asked[:QUESTIONS]:
        terms: Mapping[str, float] = dict.fromkeys(analysis.terms(normalise(question)), 1.0)
        started = time.monotonic()
        index.first(terms, 20)
        taken.append(time.monotonic() - started)
    engine.close()
    return spread(taken)


def outlast(service: Running, cluster: Cluster, asked: Sequence[str]) -> Iterator[str]:
    """What became of messages while each node was away."""
    node = cluster.nodes[-1]
    with node.frozen():
        yield f"冻住一台：{spread(ask(service, asked, 10_000, time.monotonic() + _FAULT))}"
    with together(one.frozen() for one in cluster.nodes):
        yield f"都冻住：{spread(ask(service, asked, 10_000, time.monotonic() + _FAULT))}"
    node.crash()
    yield f"杀掉一台：{spread(ask(service, asked, 10_000, time.monotonic() + _FAULT))}"


def main(wanted: int, nodes: int, heap: int, folder: Path) -> None:
    """Print all of it."""
    database = f"sqlite:///{folder / 'baigu.db'}"
    written = publish(database, wanted)
    people = [
        json.loads(line)["q"] for line in (ROOT / "tests/golden/tune.jsonl").read_text("utf-8").splitlines()
    ]
    asked = [*written.asked, *people]
    random.Random(7).shuffle(asked)  # noqa: S311 # in which order is no secret
    del written
    with opensearch_running(nodes, heap) as cluster:
        since = time.monotonic()
        replicas = min(nodes - 1, 1)
        settings = {"SEARCH_URL": cluster.url, "SEARCH_SHARDS": str(nodes), "SEARCH_REPLICAS": str(replicas)}
        with running(folder, 1, **settings) as service:
            said("服务启动（切词、存成本机的文件夹）", since)
            (place,) = (path for path in (folder / "var" / "stored").iterdir() if path.is_dir())
            print(f"本机的文件夹 {size(place):.0f} MB；{memory(service)}", flush=True)
            assert is_used(service, _FILLING)
            said("到 OpenSearch 开始答", since)
            told = cluster.nodes[0].got("/_all/_stats/store")["_all"]["primaries"]["store"]["size_in_bytes"]
            held = "、".join(f"{resident(node.process):.0f}" for node in cluster.nodes)
            print(
                f"OpenSearch 里的索引 {told / 1e6:.0f} MB（另存的一份不算），每台内存 {held} MB", flush=True
            )
            ask(service, asked, 100)
            print(
                f"{MESSAGES} 条消息：{spread(ask(service, asked[100:], MESSAGES))}；{memory(service)}",
                flush=True,
            )
            print(f"OpenSearch 找一次、重新算分：{search(cluster, place, place.name, asked)}", flush=True)
            for line in outlast(service, cluster, asked):
                print(line, flush=True)
            print(memory(service))
        since = time.monotonic()
        with running(folder, 1, **settings) as service:
            said("重新启动", since)
            ask(service, asked, MESSAGES)
            print(f"{MESSAGES} 条消息以后：{memory(service)}")


if __name__ == "__main__":
    passages, nodes, heap = map(int, sys.argv[1:4])
    with tempfile.TemporaryDirectory() as temporary:
        main(passages, nodes, heap, Path(sys.argv[4] if sys.argv[4:] else temporary))
