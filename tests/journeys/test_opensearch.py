"""A service that searches in OpenSearch answers whatever becomes of that, and says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.searching import is_used, publish
from tests.journeys.service import running
from tests.journeys.test_faults import ANSWER, IN_TIME, QUESTION, Phone, health
from tests.link import certified, laid

if TYPE_CHECKING:
    from pathlib import Path

    from tests.opensearch.cluster import Cluster


def test_a_service_searches_in_an_engine_as_long_as_that_answers(opensearch: Cluster, tmp_path: Path) -> None:
    (node,), prefix = opensearch.nodes, opensearch.new_url().rpartition("/")[2]
    publish(f"sqlite:///{tmp_path / 'baigu.db'}")
    sealing, authority = certified(tmp_path)
    with (
        laid(node.port, sealing) as link,
        running(
            tmp_path,
            SEARCH_URL=f"https://ops:geheim@127.0.0.1:{link.port}/{prefix}",
            SEARCH_CA=str(authority),
            SEARCH_REPLICAS="0",
        ) as service,
    ):
        phone = Phone(service)
        assert ANSWER in phone.ask()
        assert is_used(service)
        assert "\nbaigu_release 1.0" in service.got("/metrics")
        asked = opensearch.asked(prefix)
        assert "社区" in phone.ask("文明遛狗怎么管的")
        assert opensearch.asked(prefix) > asked
        for away in (node.frozen, link.lost):
            with away():
                for text in (QUESTION, "狗不牵绳怎么办", "路边乱停车"):
                    assert "……" not in phone.ask(text)
                assert health(service)[0] == "degraded"
                assert "OpenSearch" in "".join(health(service))
            assert phone.slowest < IN_TIME
            assert is_used(service)
            assert health(service)[0] == "ok"
        assert ANSWER in phone.ask()
        assert "geheim" not in (tmp_path / "service.log").read_text("utf-8")
