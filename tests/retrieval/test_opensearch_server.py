"""What is said to OpenSearch and of it, held on servers that answer as OpenSearch does when something is wrong."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from bot.errors import StorageError
from bot.retrieval.opensearch_server import OpenSearchServer
from tests.http import Asked, Says, serving
from tests.journeys.service import free_port
from tests.link import certified, laid

if TYPE_CHECKING:
    from pathlib import Path

    from tests.opensearch.cluster import Cluster

WELL = Says(b'{"version": {"number": "2.19.6"}, "status": "green"}')


@pytest.mark.parametrize(
    ("says", "told"),
    [
        (Says(b"{}", 401), "用户名或密码不对"),
        (Says(b"{}", 403), "没有权限"),
        (Says(b'{"error": {"type": "circuit_breaking_exception"}}', 429), "太忙，或者内存不够"),
        (Says(b'{"error": {}}', 503), "它说 503"),
        (Says(b"<html>", 502), "答的不是 JSON"),
        (Says(hangs_up=True), "连不上"),
    ],
)
def test_what_is_wrong_is_told_without_what_was_sent(says: Says, told: str) -> None:
    with serving(lambda _: says) as url:
        server = OpenSearchServer(f"http://ops:geheim@{urlsplit(url).netloc}/liuzhou")
        with pytest.raises(StorageError, match=told) as error:
            server.ask("POST", "/_msearch", {"query": "secret"})
        server.close()
    assert "geheim" not in str(error.value)
    assert "secret" not in str(error.value)
    assert "/liuzhou" in str(error.value)


def test_what_says_nothing_in_time_is_not_waited_for() -> None:
    with serving(lambda _: Says(b"{}", after=30)) as url:
        server = OpenSearchServer(f"{url}/liuzhou")
        with pytest.raises(StorageError, match="没有按时答复"):
            server.ask("POST", "/_msearch", {"query": "secret"}, within=0.2)
        server.close()


def test_it_comes_with_user_and_password_and_a_line_for_each_of_several() -> None:
    heard = list[Asked]()

    def hear(asked: Asked) -> Says:
        heard.append(asked)
        return Says(b'{"error": "no alias"}', 404) if asked.path == "/_alias/baigu" else WELL

    with serving(hear) as url:
        server = OpenSearchServer(f"http://ops:p%40ss@{urlsplit(url).netloc}")
        server.ask("POST", "/_bulk", [{"a": "字"}, {"b": 1}])
        assert server.prefix == "baigu"
        about = server.about()
        assert (about["version"], about["index"], about["passages"]) == ("2.19.6", None, 0)
        server.close()
    assert base64.b64decode(heard[0].headers["authorization"].split()[1]) == b"ops:p@ss"
    assert [json.loads(line) for line in heard[0].body.splitlines()] == [{"a": "字"}, {"b": 1}]


def test_whoever_failed_is_passed_over_by_the_next() -> None:
    with serving(lambda _: WELL) as url:
        server = OpenSearchServer(f"http://127.0.0.1:{free_port()},{urlsplit(url).netloc}/baigu")
        with pytest.raises(StorageError, match="连不上"):
            server.try_asking()
        for _ in range(3):
            server.try_asking()
        server.close()


def test_a_cluster_behind_tls_is_asked_where_its_authority_is_known(
    opensearch: Cluster, tmp_path: Path
) -> None:
    sealing, authority = certified(tmp_path)
    with laid(opensearch.nodes[0].port, sealing) as link:
        url = f"https://ops:geheim@127.0.0.1:{link.port}/sealed"
        server = OpenSearchServer(url, authority)
        assert server.about()["version"] == "2.19.6"
        server.close()
        unknown = OpenSearchServer(url)
        with pytest.raises(StorageError, match=r"证书不被信任.*BAIGU_SEARCH_CA") as error:
            unknown.try_asking()
        unknown.close()
        assert "geheim" not in str(error.value)
        elsewhere = OpenSearchServer(f"https://localhost:{link.port}", authority)
        with pytest.raises(StorageError, match="不是给这个地址的"):
            elsewhere.try_asking()
        elsewhere.close()


def test_an_authority_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("no certificate", "ascii")
    with pytest.raises(StorageError, match=r"ca\.pem 不是证书"):
        OpenSearchServer("https://127.0.0.1:1", tmp_path / "ca.pem").try_asking()
