"""OpenSearch, where large corpora are searched: whether it answers, and whether what answers is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import BaiguError, told
from bot.results.diagnosis import Diagnosis, error, good, warning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


def check_opensearch(about: Callable[[], Mapping[str, object]]) -> Iterator[Diagnosis]:
    """Whether OpenSearch does what Baigu needs of it.

    Args:
        about: its version and the health of our indexes; raises where it says nothing.
    """
    try:
        said = about()
    except BaiguError as failure:
        yield error(
            f"OpenSearch 没有应答（{told(failure)}）",
            "问题照答，用本机的索引找，慢一些",
            "看 BAIGU_SEARCH_URL 对不对、那几台开着没有",
        )
        return
    yield good(f"OpenSearch {said['version']} 在应答，{said['number_of_nodes']} 台")
    if not said["active_shards"]:
        yield warning(
            "OpenSearch 里还没有索引",
            "问题照答，用本机的索引找",
            "发布一版；已经发布过的，启动服务，几分钟以后再来检查",
        )
    elif said["status"] == "red":
        yield error(
            "OpenSearch 里的索引缺了几片（red）",
            "问题照答，用本机的索引找，慢一些",
            "看哪一台没有开；找不回来就删掉那个索引，摆古会再存",
        )
    elif said["status"] == "yellow":
        yield warning(
            "OpenSearch 里的索引没有存够份数（yellow）",
            "坏一台就可能要用本机的索引找，慢一些",
            "看哪一台没有开；只有一台时，在 .env 里写 BAIGU_SEARCH_REPLICAS=0",
        )
