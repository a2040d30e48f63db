"""A service that searches in OpenSearch answers whatever becomes of that, and says so."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from bot.corpus.archive import pack
from bot.corpus.folder import KnowledgeFolder
from bot.model import Release
from bot.state.database import Database
from bot.state.releases import Releases
from tests.builders import KNOWLEDGE
from tests.journeys.service import Running, running
from tests.journeys.test_faults import ANSWER, IN_TIME, QUESTION, Phone, health

if TYPE_CHECKING:
    from pathlib import Path

    from tests.opensearch.cluster import Cluster


def publish(database: str) -> None:
    """What stands in our folder."""
    opened, knowledge = Database(database), KnowledgeFolder(KNOWLEDGE)
    release = Release(knowledge.load().version, "小李", "第一版", 4)
    Releases(opened).publish(release, pack(knowledge.files), 0)
    opened.dispose()


def is_used(service: Running) -> bool:
    """Whether all processes come to search there, by what monitors read of each."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        told = [service.got("/metrics") for _ in range(6)]
        if all(re.search(r"^baigu_search_answers 1\.0$", text, re.MULTILINE) for text in told):
            return True
        time.sleep(0.3)
    return False


def test_a_service_searches_in_an_engine_as_long_as_that_answers(opensearch: Cluster, tmp_path: Path) -> None:
    (node,), url = opensearch.nodes, opensearch.new_url()
    publish(f"sqlite:///{tmp_path / 'baigu.db'}")
    with running(tmp_path, SEARCH_URL=url, SEARCH_REPLICAS="0") as service:
        phone, prefix = Phone(service), url.rpartition("/")[2]
        assert ANSWER in phone.ask()
        assert is_used(service)
        asked = opensearch.asked(prefix)
        assert "社区" in phone.ask("文明遛狗怎么管的")
        assert opensearch.asked(prefix) > asked
        with node.frozen():
            for text in (QUESTION, "狗不牵绳怎么办", "路边乱停车"):
                assert "……" not in phone.ask(text)
            assert health(service)[0] == "degraded"
            assert "OpenSearch" in "".join(health(service))
        assert phone.slowest < IN_TIME
        assert is_used(service)
        assert health(service)[0] == "ok"
        assert ANSWER in phone.ask()
