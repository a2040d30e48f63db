from __future__ import annotations

from bot.doctor.database import check_database, check_machines, check_schema, check_secret
from bot.errors import SettingsError, StorageError
from bot.results.diagnosis import Severity
from tests.doctor.findings import bad, severities


def test_a_database_that_cannot_be_written_is_an_error() -> None:
    def full() -> None:
        raise OSError("disk full")

    assert bad(check_database(full))[0].severity is Severity.ERROR
    assert severities(check_database(lambda: None)) == ["good"]


def test_a_database_of_this_program_or_a_newer_one_is_good() -> None:
    assert [found.what for found in check_schema(lambda: 2, 2)] == ["数据库的结构是第 2 代"]
    assert [found.what for found in check_schema(lambda: 3, 2)] == [
        "数据库的结构是第 3 代，比这个程序（第 2 代）新，可以一起用"
    ]


def test_a_database_that_wants_a_newer_program_is_an_error() -> None:
    def refused() -> int:
        raise StorageError("数据库已经升级；请换上新的摆古")

    (found,) = bad(check_schema(refused, 2))
    assert (found.severity, found.what) == (Severity.ERROR, "数据库已经升级；请换上新的摆古")


def test_a_secret_that_is_another_is_an_error_and_one_not_used_yet_is_not() -> None:
    def refused() -> bool:
        raise SettingsError("secret.key 不是数据库一直用的密钥；换回原来的")

    (found,) = bad(check_secret(refused))
    assert (found.severity, found.what) == (Severity.ERROR, "secret.key 不是数据库一直用的密钥；换回原来的")
    assert [found.what for found in check_secret(lambda: True)] == ["密钥就是数据库一直用的"]
    assert [found.what for found in check_secret(lambda: False)] == ["还没有用过密钥；第一次启动服务时记下"]


def test_several_services_without_a_release_are_told_that_they_may_differ() -> None:
    (found,) = bad(check_machines(lambda: 3, lambda: False))
    assert (found.severity, found.what) == (Severity.WARNING, "3 个服务一起答，还没有发布过版本")
    assert severities(check_machines(lambda: 3, lambda: True)) == ["good"]
    assert severities(check_machines(lambda: 1, lambda: False)) == []


def test_of_services_nobody_can_count_nothing_is_told_twice() -> None:
    def away() -> int:
        raise StorageError("数据库用不了")

    assert severities(check_machines(away, lambda: True)) == []
