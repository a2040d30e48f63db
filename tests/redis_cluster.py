"""A Redis Cluster of our own: three masters that share the slots, each with a replica."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from bot.state.redis_server import key_of
from tests.journeys.service import free_port
from tests.redis_server import running as running_server
from tests.waiting import wait

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.redis_server import Server

_MASTERS, _SLOTS = 3, 16384
SETTINGS = (
    *("--cluster-enabled", "yes"),
    *("--cluster-require-full-coverage", "no"),
    *("--repl-diskless-sync-delay", "0"),
    *("--databases", "1"),
)


class Node:
    """One of its servers."""

    def __init__(self, server: Server, port: int, bus: int) -> None:
        self.server, self.port, self.bus = server, port, bus

    def says(self, *command: str | int) -> Any:
        """What it answers."""
        return self.server.client().execute_command(*command)

    @property
    def name(self) -> str:
        """What the others know it by."""
        return str(self.says("CLUSTER", "MYID"))

    def follows(self, master: str) -> bool:
        """Whether it becomes the replica of a master, which it must know by then."""
        return master in str(self.says("CLUSTER", "NODES")) and bool(
            self.says("CLUSTER", "REPLICATE", master)
        )


class Cluster:
    """Running servers that know each other, masters first."""

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = nodes

    @property
    def url(self) -> str:
        """Of two that a program may begin with."""
        return "redis+cluster://" + ",".join(f"127.0.0.1:{node.port}" for node in self.nodes[1:3])

    def emptied(self) -> str:
        """The address, when nothing is there any more."""
        self.keeper().says("FLUSHALL")
        return self.url

    def keeper(self) -> Node:
        """The master that keeps all that is ours."""
        (keeper,) = (node for node, is_keeper in self._masters() if is_keeper)
        return keeper

    def stranger(self) -> Node:
        """A master that keeps nothing of ours."""
        return next(node for node, is_keeper in self._masters() if not is_keeper)

    def _masters(self) -> Iterator[tuple[Node, bool]]:
        """With each whether it keeps what is ours."""
        slot = int(self.nodes[0].says("CLUSTER", "KEYSLOT", key_of("reply")))
        for first, last, (_, port, *_), *_ in self.nodes[0].says("CLUSTER", "SLOTS"):
            yield next(node for node in self.nodes if node.port == port), first <= slot <= last

    def form(self) -> None:
        """Make one of them all."""
        first, *others = self.nodes
        for number, node in enumerate(self.nodes, 1):
            node.says("CLUSTER", "SET-CONFIG-EPOCH", number)
        for node in others:
            first.says("CLUSTER", "MEET", "127.0.0.1", node.port, node.bus)
        masters = self.nodes[:_MASTERS]
        ends = [number * _SLOTS // _MASTERS for number in range(_MASTERS + 1)]
        for master, begins, ends_before in zip(masters, ends, ends[1:], strict=False):
            master.says("CLUSTER", "ADDSLOTSRANGE", begins, ends_before - 1)
        for master, replica in zip(masters, self.nodes[_MASTERS:], strict=True):
            name = master.name
            wait(lambda replica=replica, name=name: replica.follows(name))  # type: ignore[misc] # its defaults
        self.wait()

    @contextmanager
    def quick(self) -> Iterator[None]:
        """Takes a server for dead after two seconds, as docs/scaling.md has it; else a busy machine's may be taken so."""
        usual = self._patience(2000)
        yield
        self._patience(usual)

    def _patience(self, milliseconds: int) -> int:
        """What it was before."""
        name, was = "cluster-node-timeout", 0
        for node in self.nodes:
            was = int(node.says("CONFIG GET", name)[name])
            node.says("CONFIG SET", name, milliseconds)
        return was

    def wait(self) -> None:
        """Until each knows that all is well, and each replica has what its master has."""
        wait(lambda: all(self._is_well(node) for node in self.nodes))

    def _is_well(self, node: Node) -> bool:
        told, replication = str(node.says("CLUSTER INFO")), node.says("INFO", "replication")
        link = replication.get("master_link_status") or replication.get("slave0", {}).get("state")
        return (
            "'cluster_state': 'ok'" in told
            and f"'cluster_known_nodes': '{len(self.nodes)}'" in told
            and link in {"up", "online"}
        )


@contextmanager
def running() -> Iterator[Cluster]:
    """A cluster, until stopped; see `redis_server.running`."""
    with ExitStack() as until:
        nodes = []
        for _ in range(2 * _MASTERS):
            port, bus = free_port(), free_port()  # else the bus is at its port and 10000 more
            at = ("--port", str(port), "--cluster-port", str(bus))
            nodes.append(Node(until.enter_context(running_server(*at, *SETTINGS)), port, bus))
        cluster = Cluster(nodes)
        cluster.form()
        yield cluster
