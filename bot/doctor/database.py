"""The database: its structure, its secret, whether it can be written, and who else uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import BaiguError, Outdated, StorageError, told
from bot.results.diagnosis import Diagnosis, error, good, warning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def check_database(write: Callable[[], None]) -> Iterator[Diagnosis]:
    """Whether the database can be written to.

    Args:
        write: writes to it; raises where that fails.
    """
    try:
        write()
    except Exception as failure:  # noqa: BLE001 # whatever it is, every message fails by it
        yield error(
            f"数据库写不进去（{told(failure)}）",
            "问题照答，问答先存在本机，修好了才补进去；本机也写不了，就只记在内存里",
            "看 BAIGU_DATABASE_URL 对不对、文件夹能不能写、磁盘满没满",
        )
    else:
        yield good("数据库能写")


def check_schema(version: Callable[[], int], ours: int) -> Iterator[Diagnosis]:
    """Whether this program may use the database.

    Args:
        version: of the database; raises where it cannot be used.
        ours: the version that this program knows.
    """
    try:
        found = version()
    except BaiguError as failure:
        starts = isinstance(failure, StorageError) and not isinstance(failure, Outdated)
        meaning = "问题照答，问答先存在本机，修好了才补进去" if starts else "服务起不来"
        yield error(str(failure), meaning, "照前面说的做，再来检查")
        return
    newer = f"，比这个程序（第 {ours} 代）新，可以一起用" if found > ours else ""
    yield good(f"数据库的结构是第 {found} 代{newer}")


def check_secret(is_settled: Callable[[], bool]) -> Iterator[Diagnosis]:
    """Whether the secret of pseudonyms is the one that the database is used with.

    Args:
        is_settled: False where none has been used yet; raises where it is another or missing.
    """
    try:
        settled = is_settled()
    except BaiguError as failure:
        yield error(
            str(failure), "服务起不来；用错了会认不出以前的人，也删不掉他们的记录", "照前面说的做，再来检查"
        )
        return
    yield good("密钥就是数据库一直用的" if settled else "还没有用过密钥；第一次启动服务时记下")


def check_machines(running: Callable[[], int], is_published: Callable[[], bool]) -> Iterator[Diagnosis]:
    """Whether several services on one database answer from the same knowledge.

    Args:
        running: how many services use it.
        is_published: whether any release is; both raise where the database cannot be asked, which others tell.
    """
    try:
        services, published = running(), is_published()
    except BaiguError:
        return
    if services < 2:  # noqa: PLR2004 # several
        return
    if published:
        yield good(f"{services} 个服务一起答，用同一版知识")
    else:
        yield warning(
            f"{services} 个服务一起答，还没有发布过版本",
            "各用各的知识文件夹，同一个问题可能答得不一样",
            "运行 baigu publish，几秒内都换上",
        )
