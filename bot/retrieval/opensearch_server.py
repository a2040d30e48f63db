"""An OpenSearch cluster behind one address: who is asked, and what is said when it cannot be used.

An address names one node or several, and the name that all indexes of ours begin with:
https://user:password@one:9200,other:9200/baigu.
"""

from __future__ import annotations

import json
import ssl
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import urllib3
from urllib3.exceptions import HTTPError, NewConnectionError, SSLError
from urllib3.exceptions import TimeoutError as TooLate

from bot.errors import StorageError
from bot.retrieval.stored_index import PASSAGES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

_LONGEST, SOON = 60.0, 5.0
"""Seconds that anything may take for which no message waits, and that whoever asks how it is waits."""

_CONNECTIONS = 8
_REFUSED, _MISSING = 400, 404
_WHY = {401: "用户名或密码不对", 403: "这个用户没有权限", 404: "索引不在", 429: "太忙，或者内存不够"}


class OpenSearchServer:
    """Where the passages of large corpora are found; connects when it is first asked.

    Args:
        authority: a file with the certificate of whoever vouches for it beside those whom the machine trusts.
    """

    def __init__(self, url: str, authority: Path | None = None) -> None:
        self._address, self._authority = urlsplit(url), authority
        hosts = self._address.netloc.rpartition("@")[2]
        self._hosts = hosts.split(",")
        self.prefix = self._address.path.strip("/") or "baigu"
        """What names of indexes begin with, and the alias of the one that answers."""
        self.name = f"{self._address.scheme}://{hosts}/{self.prefix}"
        """What operators know it by, without its password."""

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        within: float = _LONGEST,
        fine: Collection[int] = (),
    ) -> Any:
        """What a node answers.

        Args:
            body: as JSON; of several, each is a line.
            within: seconds.
            fine: of statuses that tell of an error those that are answers all the same.

        Raises:
            StorageError: the cluster cannot be used; the next is put to another node.
        """
        host = self._hosts[0]
        try:
            response = self._pool.request(
                method,
                f"{self._address.scheme}://{host}{path}",
                body=_encoded(body),
                headers=self._headers,
                timeout=urllib3.Timeout(total=within),
                retries=False,
            )
            answer = json.loads(response.data or b"null")
        except (HTTPError, ValueError) as error:
            self._pass_over(host)
            raise self.failure(_why(error)) from None  # without its text, which may carry what was asked
        if response.status >= _REFUSED and response.status not in fine:
            self._pass_over(host)
            raise self.refusal(response.status)
        return answer

    def refusal(self, status: int) -> StorageError:
        """That the cluster answers with an error, for operators."""
        return self.failure(_WHY.get(status, f"它说 {status}"))

    def failure(self, why: str) -> StorageError:
        """That the cluster cannot be used, for operators."""
        return StorageError(f"OpenSearch {self.name} 用不了：{why}；稍后再试，或用 baigu doctor 检查")

    def try_asking(self) -> None:
        """Ask it who it is.

        Raises:
            StorageError: there is no answer.
        """
        self.ask("GET", "/", within=SOON)

    def about(self) -> Mapping[str, Any]:
        """What it says of itself: its version, and the health of our indexes by the names that the cluster gives.

        With them the index that the alias leads to, None where there is none, and how many passages that has.

        Raises:
            StorageError: it says nothing.
        """
        version = self.ask("GET", "/", within=SOON)["version"]
        health = self.ask("GET", f"/_cluster/health/{self.prefix}-*", within=SOON)
        led_to = self.ask("GET", f"/_alias/{self.prefix}", within=SOON, fine=[_MISSING])
        index = None if "error" in led_to else next(iter(led_to), None)
        counted = {"query": {"exists": {"field": PASSAGES}}}
        passages = self.ask("POST", f"/{index}/_count", counted, within=SOON)["count"] if index else 0
        return {**health, "version": version["number"], "index": index, "passages": passages}

    def close(self) -> None:
        """Let go of all connections."""
        if "_pool" in vars(self):
            self._pool.clear()

    def _pass_over(self, host: str) -> None:
        if self._hosts[0] == host:  # else another has done so meanwhile
            self._hosts = [*self._hosts[1:], host]

    @cached_property
    def _pool(self) -> urllib3.PoolManager:
        trusted = self._trusted() if self._address.scheme == "https" else None
        return urllib3.PoolManager(maxsize=_CONNECTIONS, ssl_context=trusted)

    def _trusted(self) -> ssl.SSLContext:
        trusted = ssl.create_default_context()
        if self._authority:
            try:
                trusted.load_verify_locations(self._authority)
            except OSError:  # an SSLError is one
                raise self.failure(f"{self._authority} 不是证书（PEM），或者读不了") from None
        return trusted

    @cached_property
    def _headers(self) -> Mapping[str, str]:
        user, password = (unquote(told or "") for told in (self._address.username, self._address.password))
        who = urllib3.make_headers(basic_auth=f"{user}:{password}") if user else {}
        return {**who, "Content-Type": "application/x-ndjson"}


def _encoded(body: Any) -> bytes | None:
    if body is None:
        return None
    lines: Iterable[Any] = body if isinstance(body, list) else [body]
    return b"".join(
        b"%s\n" % json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") for line in lines
    )


def _why(error: Exception) -> str:
    if isinstance(error, TooLate) and not isinstance(error, NewConnectionError):
        return "没有按时答复"
    if isinstance(error, SSLError):
        return "证书不被信任，或者不是给这个地址的；单位自己的 CA 写进 BAIGU_SEARCH_CA"
    return "连不上" if isinstance(error, HTTPError) else "答的不是 JSON"
