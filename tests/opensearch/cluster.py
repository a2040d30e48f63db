"""OpenSearch nodes of our own, processes with their data in a temporary folder."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
import urllib3

from tests.bound_process import BoundProcess
from tests.journeys.service import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HERE = Path(__file__).parent
SINGLE_HEAP = 512
"""Megabytes; with 256 a node of a million passages refuses work."""

_FETCHING, _STARTING = 300, 180
QUICK = {
    "cluster.fault_detection.follower_check.interval": "500ms",
    "cluster.fault_detection.follower_check.timeout": "1s",
    "cluster.fault_detection.follower_check.retry_count": "2",
    "cluster.fault_detection.leader_check.interval": "500ms",
    "cluster.fault_detection.leader_check.timeout": "1s",
    "cluster.fault_detection.leader_check.retry_count": "2",
    "cluster.publish.timeout": "3s",
    "cluster.follower_lag.timeout": "5s",
}
"""With what is usual a node that says nothing holds up every search for a minute and a half."""

_names = count(1)


class Node(BoundProcess):
    """A running node."""

    def __init__(  # noqa: PLR0917 # where it is, and who the others are
        self, name: str, folder: Path, heap: int, host: str, ports: tuple[int, int], peers: list[int]
    ) -> None:
        self.host, (self.port, self._transport) = host, ports
        self._folder, self._name = folder / name, name
        self._folder.mkdir(exist_ok=True)
        known = ",".join(f"127.0.0.1:{peer}" for peer in peers)
        settings = {
            "path.home": self._folder,
            "cluster.name": "baigu",
            "node.name": name,
            "network.host": "127.0.0.1",
            "http.host": host,
            "http.port": self.port,
            "transport.port": self._transport,
            "discovery.seed_hosts": known,
            "cluster.initial_cluster_manager_nodes": ",".join(f"n{n}" for n in range(len(peers))),
            "cluster.routing.allocation.disk.threshold_enabled": "false",
            **QUICK,
        }
        options = (f"-Xms{heap}m", f"-Xmx{heap}m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
        command = (
            *("java", *options, "-cp", _class_path(), "Engine"),
            *(f"{name}={value}" for name, value in settings.items()),
        )
        super().__init__(command, self._folder / "log")

    def knows(self, nodes: int) -> bool:
        """Whether it answers, in a cluster of so many."""
        return self._health().get("number_of_nodes") == nodes

    def is_well(self, nodes: int) -> bool:
        """Whether it does, and all that the cluster has is there."""
        health = self._health()
        return bool(health.get("number_of_nodes") == nodes and health["status"] != "red")

    def _health(self) -> Mapping[str, Any]:
        """Empty where it says nothing."""
        try:
            health: Mapping[str, Any] = self.got("/_cluster/health")
        except urllib3.exceptions.HTTPError:
            return {}
        return health

    def got(self, path: str, method: str = "GET") -> Any:
        """What it answers."""
        response = urllib3.request(
            method, f"http://{self.host}:{self.port}{path}", timeout=2.0, retries=False
        )
        return json.loads(response.data)


class Cluster:
    """Running nodes."""

    def __init__(self, folder: Path, nodes: int, heap: int, host: str) -> None:
        transports = [free_port() for _ in range(nodes)]
        self.nodes = [
            Node(f"n{n}", folder, heap, host, (free_port(), port), transports)
            for n, port in enumerate(transports)
        ]

    @property
    def url(self) -> str:
        return self.url_of("baigu")

    def new_url(self) -> str:
        """An address whose indexes nobody else has."""
        return self.url_of(f"test{next(_names)}")

    def asked(self, prefix: str) -> int:
        """How many searches its indexes of that name have answered."""
        told = self.nodes[0].got(f"/{prefix}-*/_stats/search")
        return int(told["_all"]["total"]["search"]["query_total"])

    def given(self, prefix: str) -> int:
        """How many texts its indexes of that name were given, those included that they had already."""
        told = self.nodes[0].got(f"/{prefix}-*/_stats/indexing")["_all"]["primaries"]["indexing"]
        return int(told["index_total"]) + int(told["index_failed"])

    def holders(self, prefix: str) -> int:
        """How many nodes have a part of its indexes of that name."""
        shards = self.nodes[0].got(f"/_cat/shards/{prefix}-*?format=json")
        return len({shard["node"] for shard in shards if shard["state"] == "STARTED"})

    def url_of(self, prefix: str) -> str:
        hosts = ",".join(f"{node.host}:{node.port}" for node in self.nodes)
        return f"http://{hosts}/{prefix}"

    def wait(self) -> None:
        """Until all nodes answer together."""
        until = time.monotonic() + _STARTING
        while not all(node.is_well(len(self.nodes)) for node in self.nodes):
            assert time.monotonic() < until, "OpenSearch does not start"
            time.sleep(0.2)


@contextmanager
def running(nodes: int = 1, heap: int = SINGLE_HEAP, host: str = "127.0.0.1") -> Iterator[Cluster]:
    """A cluster, until stopped; skips where Java or what it needs is not there, but fails in CI.

    Args:
        heap: of each node, in megabytes.
        host: the address that they answer at.
    """
    _class_path()
    folder = Path(tempfile.mkdtemp(prefix="baigu-opensearch-"))
    cluster = Cluster(folder, nodes, heap, host)
    try:
        cluster.wait()
        yield cluster
    finally:
        for node in cluster.nodes:
            node.crash()
        shutil.rmtree(folder)


@cache
def _class_path() -> str:
    """The compiled main class and the jars, as Maven has them or fetches them."""
    if missing := [name for name in ("java", "javac", "mvn") if shutil.which(name) is None]:
        _cannot(f"no {', '.join(missing)}: apt-get install maven default-jdk-headless")
    folder = Path(tempfile.mkdtemp(prefix="baigu-engine-"))
    atexit.register(shutil.rmtree, folder)
    jars = folder / "jars"
    _run(
        "mvn",
        "-q",
        "-B",
        "-f",
        str(HERE / "pom.xml"),
        "dependency:build-classpath",
        f"-Dmdep.outputFile={jars}",
    )
    known = jars.read_text("utf-8")
    _run("javac", "-cp", known, "-d", str(folder), str(HERE / "Engine.java"))
    return f"{folder}:{known}"


def _run(*command: str) -> None:
    try:
        subprocess.run(command, check=True, timeout=_FETCHING, capture_output=True, text=True)
    except subprocess.CalledProcessError as error:
        _cannot(f"{command[0]} failed: {error.stdout[-2000:]}{error.stderr[-2000:]}")
    except subprocess.TimeoutExpired:
        _cannot(f"{command[0]} took more than {_FETCHING} s")


def _cannot(why: str) -> NoReturn:
    """Skip, but fail in CI."""
    why = f"needs OpenSearch 2.19.6; {why}"
    if "CI" in os.environ:
        pytest.fail(why)
    pytest.skip(why)
