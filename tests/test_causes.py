from __future__ import annotations

import csv
import errno
import json
import os
import re
import socket
import sqlite3
import sys
from typing import TYPE_CHECKING

import psycopg
import pytest
import urllib3
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from bot.causes import cause

if TYPE_CHECKING:
    from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FOREIGN = re.compile("[A-Za-z]{4,}")


def met(work: object) -> str:
    with pytest.raises(Exception) as failed:  # noqa: PT011 # whatever the library raises
        work()  # type: ignore[operator]
    return cause(failed.value)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOENT, "没有这个文件或文件夹"),
        (errno.EACCES, "没有权限"),
        (errno.ENOSPC, "磁盘满了"),
        (errno.EROFS, "磁盘是只读的"),
        (errno.EISDIR, "是文件夹，不是文件"),
    ],
)
def test_what_the_system_says_is_told_by_its_number(number: int, words: str) -> None:
    assert cause(OSError(number, os.strerror(number), "/x")) == words


def test_what_is_not_known_is_quoted_and_cut() -> None:
    assert cause(OSError(errno.ENOTRECOVERABLE, "State not recoverable")) == "原话是“State not recoverable”"
    assert cause(ValueError(f"{'x' * 200}\nmore")) == f"原话是“{'x' * 120}…”"


@pytest.mark.parametrize(
    "content",
    [
        "a = ",
        'a = "x',
        "a b",
        "[a",
        "a = 1\na = 2",
        "a = [1",
        "a = 1 b = 2",
        "中=1",
        "a = “b”",
        "a='x\n",
        "[[a]\n",
        "[a]\n[a]",
        "a = {b = 1",
        "a = 2024-13-01",
        'a = "\\q"',
        "a = 'x\x01'",
        "= 1",
    ],
)
def test_no_mistake_in_toml_is_told_in_english(content: str) -> None:
    told = met(lambda: tomllib.loads(content))
    assert not FOREIGN.search(told)


def test_where_it_is_stands_beside_it() -> None:
    assert met(lambda: tomllib.loads("a = 1\nb = “x”")).endswith("（第 2 行第 5 个字）")
    assert met(lambda: json.loads('{"a": }')) == "不是 JSON（第 1 行第 7 个字）"


def test_libraries_that_read_and_fill_in_are_told_in_chinese(tmp_path: Path) -> None:
    template = SandboxedEnvironment(undefined=StrictUndefined).from_string
    (tmp_path / "none.db").write_bytes(b"no database" * 100)
    told = [
        met(lambda: template("{{ 没有 }}").render()),
        met(lambda: template("{{ 1 / 0 }}").render()),
        met(lambda: b"\xff".decode("utf-8")),
        met(lambda: list(csv.reader(['"a'], strict=True))),
        met(lambda: sqlite3.connect(tmp_path / "none.db").execute("SELECT * FROM a")),
        met(lambda: sqlite3.connect(tmp_path / "no" / "none.db")),
        met(lambda: socket.getaddrinfo("no.such.invalid", 80)),
    ]
    assert [one for one in told if FOREIGN.search(one)] == []
    assert told[0] == "没有“没有”可以填"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            'connection to server at "::1", port 1 failed: Connection refused\n\tIs the server running',
            "没有程序在听",
        ),
        ('connection failed: FATAL:  password authentication failed for user "x"', "用户 x 的密码不对"),
        ('connection failed: FATAL:  database "y" does not exist', "没有 y 这个库"),
        ("[Errno -2] Name or service not known", "查不到这个主机名"),
        ("canceling statement due to lock timeout\nLINE 1", "等了太久没有答复"),
    ],
)
def test_what_postgresql_says_is_told_in_chinese(said: str, words: str) -> None:
    told = cause(psycopg.OperationalError(said))
    assert words in told
    assert not FOREIGN.search(told)


def test_no_address_is_quoted_for_it_may_carry_a_token() -> None:
    at = "http://127.0.0.1:1/cgi-bin?access_token=geheim"
    assert met(lambda: urllib3.PoolManager().request("GET", at, retries=0)) == "那边没有程序在听"
    assert "geheim" not in cause(urllib3.exceptions.HTTPError(f"weird {at}"))
