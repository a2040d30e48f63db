from __future__ import annotations

import pytest

from bot.doctor.opensearch import check_opensearch
from bot.errors import StorageError
from bot.results.diagnosis import Severity
from tests.doctor.findings import bad, severities

WELL = {
    "version": "2.19.6",
    "number_of_nodes": 3,
    "active_shards": 2,
    "status": "green",
    "index": "baigu-1",
    "passages": 13,
}


def held() -> tuple[str, int]:
    return "baigu-1", 13


def test_an_engine_that_does_not_answer_is_an_error() -> None:
    def away() -> dict[str, object]:
        raise StorageError("OpenSearch http://h 用不了：连不上")

    (found,) = bad(check_opensearch(away, held))
    assert found.severity is Severity.ERROR
    assert "连不上" in found.what
    assert severities(check_opensearch(lambda: WELL, held)) == ["good", "good"]
    assert severities(check_opensearch(lambda: WELL, lambda: None)) == ["good"]


@pytest.mark.parametrize(
    ("said", "severity", "told"),
    [
        ({"active_shards": 0}, Severity.WARNING, "发布一版"),
        ({"status": "yellow"}, Severity.WARNING, "BAIGU_SEARCH_REPLICAS=0"),
        ({"status": "red"}, Severity.ERROR, "再存"),
        ({"index": "baigu-0"}, Severity.WARNING, "等它存完"),
        ({"passages": 12}, Severity.ERROR, "删掉 baigu-1"),
    ],
)
def test_what_it_lacks_is_told(said: dict[str, object], severity: Severity, told: str) -> None:
    (found,) = bad(check_opensearch(lambda: {**WELL, **said}, held))
    assert found.severity is severity
    assert told in found.step
