"""OpenSearch, where large corpora are searched: whether it answers, and whether what answers is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import BaiguError, told
from bot.results.diagnosis import Diagnosis, error, good, warning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


def check_opensearch(
    about: Callable[[], Mapping[str, object]], published: Callable[[], tuple[str, int] | None]
) -> Iterator[Diagnosis]:
    """Whether OpenSearch does what Baigu needs of it.

    Args:
        about: its version, the health of our indexes, which of them is the current one and how many passages that has;
            raises where it says nothing.
        published: the index of the release that answers, and how many passages that has; None where this machine has
            not got it.
    """
    try:
        said = about()
    except BaiguError as failure:
        yield error(
            f"OpenSearch 没有应答（{told(failure)}）",
            "问题照答，用本机盘上的索引找，找得粗一些",
            "看 BAIGU_SEARCH_URL 对不对、那几台开着没有",
        )
        return
    yield good(f"OpenSearch {said['version']} 在应答，{said['number_of_nodes']} 台")
    if not said["active_shards"]:
        yield warning(
            "OpenSearch 里还没有索引",
            "问题照答，用本机盘上的索引找",
            "发布一版；已经发布过的，启动服务，几分钟以后再来检查",
        )
    elif said["status"] == "red":
        yield error(
            "OpenSearch 里的索引缺了几片（red）",
            "问题照答，用本机盘上的索引找",
            "看哪一台没有开；正在存的，缺两分钟摆古自己删掉再存；存完的，找不回来就删掉那个索引，摆古会再存",
        )
    elif said["status"] == "yellow":
        yield warning(
            "OpenSearch 里的索引没有存够份数（yellow）",
            "坏一台就可能要用本机盘上的索引找",
            "看哪一台没有开；只有一台时，在 .env 里写 BAIGU_SEARCH_REPLICAS=0",
        )
    if said["active_shards"]:
        yield from _of_release(said, published())


def _of_release(said: Mapping[str, object], published: tuple[str, int] | None) -> Iterator[Diagnosis]:
    if published is None:
        return
    index, passages = published
    if said["index"] != index:
        yield warning(
            "OpenSearch 里用着的不是这一版的索引",
            "问题照答，用本机盘上的索引找",
            "服务正在存的，等它存完；服务没有启动的，启动它",
        )
    elif said["passages"] != passages:
        yield error(
            f"OpenSearch 里有 {said['passages']} 段，这一版有 {passages} 段",
            "有的段落可能找不到",
            f"在 OpenSearch 里删掉 {index}，服务会再存一份",
        )
    else:
        yield good(f"这一版的 {passages} 段都在 OpenSearch 里")
