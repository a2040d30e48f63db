"""A Redis server, or several behind one address: who is asked, for how long, and what is said when it cannot be used.

Addresses are written as the limits library and redis-py write them: redis://, rediss:// and unix:// name one server,
redis+sentinel://one:26379,other:26379/name the servers that watch over one, redis+cluster://one:6379,other:6379 a cluster.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from bot.errors import SettingsError, StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

try:
    import redis
    from redis.backoff import NoBackoff
    from redis.retry import Retry
except ImportError as error:  # an extra, which only those who set an address of one need
    raise SettingsError("用 Redis 还缺 redis 这个包；运行 pip install 'baigu[redis]'，再来一次") from error

_TAG = "{baigu}"
"""In every key, so that a cluster keeps all of them on one server and one script reaches them."""

_WHY = {
    redis.OutOfMemoryError: "内存用满了（maxmemory）",
    redis.ReadOnlyError: "连到的是只读的副本",
    redis.AuthenticationError: "用户名或密码不对",
    redis.BusyLoadingError: "刚启动，还在读数据",
    redis.ConnectionError: "连不上",
}


def key_of(kind: str, name: str = "") -> str:
    """A key: what it is of, and whose."""
    return f"{_TAG}:{kind}:{name}"


class RedisServer:
    """Where state is kept that several machines share; connects when it is first asked.

    Args:
        within: seconds that a command may take, or a connection; a message waits less, see `patience`.

    Raises:
        SettingsError: the address is none.
    """

    def __init__(self, url: str, within: float = 0.5) -> None:
        self._address, self._within = urlsplit(url), within
        hosts = self._address.netloc.rpartition("@")[2]
        self.name = f"{self._address.scheme}://{hosts}{self._address.path}"
        """What operators know it by, without its password."""
        self._url = url
        self._hosts = [_host(host) for host in hosts.split(",")]

    @contextmanager
    def asked(self) -> Iterator[Any]:
        """The client, to be asked something.

        Raises:
            StorageError: the server cannot be used.
        """
        try:
            yield self._client
        except (redis.RedisError, redis.RedisClusterException) as error:
            # Without its text, which may carry what was sent.
            raise StorageError(
                f"Redis {self.name} 用不了：{self._why(error)}；稍后再试，或用 baigu doctor 检查"
            ) from None

    def run(self, script: str, keys: list[str], values: list[str | float]) -> Any:
        """What a script in Lua gives, in one round trip: all or nothing of it is done.

        It is sent whole each time: a server that has just taken another's place knows none, and to teach it one, a client
        of a cluster goes to every server of that, also to those that are gone.

        Raises:
            StorageError: the server cannot be used.
        """
        with self.asked() as client:
            return client.eval(script, len(keys), *keys, *values)

    def about(self) -> Mapping[str, object]:
        """What it says of itself, by the names of INFO; of a cluster, what the server says that keeps our keys.

        Raises:
            StorageError: it cannot be used.
        """
        with self.asked() as client:
            is_cluster = hasattr(client, "get_node_from_key")
            of = {"target_nodes": client.get_node_from_key(key_of("tried"))} if is_cluster else {}
            told: dict[str, object] = {**client.info("memory", **of), **client.info("persistence", **of)}
        return told

    def close(self) -> None:
        """Let go of all connections."""
        if "_client" in vars(self):
            self._client.close()

    @cached_property
    def _client(self) -> Any:
        library: Any = redis  # whose types say of each command that it may be awaited, and of some nothing
        # One that was closed meanwhile is opened again at once; a server that says nothing is not asked twice.
        again = Retry(NoBackoff(), 1, supported_errors=(redis.ConnectionError,))
        how: dict[str, Any] = {
            "socket_timeout": self._within,
            "socket_connect_timeout": self._within,
            "decode_responses": True,
            "retry": again,
        }
        _, _, name = self._address.scheme.partition("+")
        who = {"username": _plain(self._address.username), "password": _plain(self._address.password)}
        if name == "sentinel":
            service, _, number = self._address.path.strip("/").partition("/")
            watching = library.Sentinel(self._hosts, sentinel_kwargs=how)
            return watching.master_for(service, db=int(number or 0), **who, **how)
        if name == "cluster":
            nodes = [library.cluster.ClusterNode(host, port) for host, port in self._hosts]
            return library.RedisCluster(startup_nodes=nodes, require_full_coverage=False, **who, **how)
        return redis.Redis.from_url(self._url, **how)

    def _why(self, error: Exception) -> str:
        if isinstance(error, redis.TimeoutError):
            return f"{self._within} 秒里没有答复"
        return next((why for kind, why in _WHY.items() if isinstance(error, kind)), type(error).__name__)


def _host(written: str) -> tuple[str, int]:
    host, _, port = written.rpartition(":") if ":" in written else (written, "", "6379")
    try:
        return host, int(port)
    except ValueError as error:
        raise SettingsError(
            f"BAIGU_REDIS_URL 里的 {written} 不是主机和端口；要写成 10.0.0.2:6379 的样子"
        ) from error


def _plain(written: str | None) -> str | None:
    return unquote(written) if written else None
