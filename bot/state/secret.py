"""The secret of pseudonyms. It belongs to the database: whoever shares that must share it, or counts people twice.

A fingerprint of it stands in the database, so that another is noticed before anything is written with it.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from bot.causes import cause
from bot.errors import Overtaken, SettingsError
from bot.state.files import SECRET, make_whole
from bot.state.privacy import Pseudonyms
from bot.state.schema import OWNER, owner_of
from bot.state.tables import conversations, facts, journal, outbox, replies

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from bot.state.database import Database


class Secret:
    """The secret of a database: the one that the settings give, or for SQLite the one in a file beside it.

    Args:
        given: by the settings.
        var: the installation's folder for data. A secret that it has is used where there is none beside the database,
            for that is where secrets used to be kept.
    """

    def __init__(self, database: Database, given: str | None, var: Path) -> None:
        self._database = database
        self._given = given
        self._var = var

    def use(self) -> bytes:
        """The secret; made where there has been none, and from now on the only one that the database is used with.

        Raises:
            SettingsError: it is another one than the database was used with, it is empty, or it is missing.
        """
        secret = self._found() or self._made()
        if not self._compare(secret):  # nothing is written where it is known: one can only read it, perhaps
            with suppress(Overtaken), self._database.writing() as connection:
                if owner_of(connection) is None:
                    connection.execute(insert(facts), {"name": OWNER, "value": _fingerprint(secret)})
            self._compare(secret)
        self._database.keep_to(_fingerprint(secret))
        return secret

    def unproved(self) -> bytes | None:
        """The secret as it is found, while the database cannot say whether it is its own.

        Raises:
            SettingsError: it is empty or missing.
        """
        return self._found()

    def is_settled(self) -> bool:
        """Whether the secret is there and is the one that the database is used with; False if none has been used yet.

        Raises:
            SettingsError: see `use`.
        """
        secret = self._found()
        if secret is None:
            self._check_may_be_made()
            return False
        return self._compare(secret)

    def _found(self) -> bytes | None:
        if self._given is not None:
            if not self._given.strip():
                raise SettingsError("BAIGU_SECRET_KEY 是空的；填上原来的密钥，或者去掉这一行")
            return self._given.encode()
        file = self._database.file
        if file is None:
            raise SettingsError(
                "数据在服务器上，要填 BAIGU_SECRET_KEY，几台机器填一样的；以前用过的密钥在 var/secret.key 里，把内容填进来"
            )
        return _read(file.with_name(SECRET)) or _read(self._var / SECRET)

    def _made(self) -> bytes:
        self._database.make()  # first: beside a secret it would be missed
        self._check_may_be_made()
        assert self._database.file
        path = self._database.file.with_name(SECRET)
        _write(path, secrets.token_hex(32).encode())
        return _read(path) or b""

    def _check_may_be_made(self) -> None:
        """A new one would make strangers of everybody whom the database knows."""
        with self._database.reading() as connection:
            had_one = owner_of(connection) or _knows_people(connection)
        if had_one and self._found() is None:  # looked for once more: another service may just have made it
            raise SettingsError(
                f"数据库 {self._database.name} 里有以前的记录，却找不到当时的密钥；"
                f"把当时的 {SECRET} 放到数据库旁边，或把它的内容填到 BAIGU_SECRET_KEY"
            )

    def _compare(self, secret: bytes) -> bool:
        with self._database.reading() as connection:
            known = owner_of(connection)
        if known not in (None, _fingerprint(secret)):
            here = "BAIGU_SECRET_KEY" if self._given else SECRET
            raise SettingsError(
                f"{here} 不是数据库 {self._database.name} 一直用的密钥，用了会认不出以前的人；"
                f"换回原来的，几台机器要用一样的"
            )
        return known is not None


def _fingerprint(secret: bytes) -> str:
    """Tells secrets apart and nothing else of them."""
    return Pseudonyms(secret).of("fingerprint of the secret")


def _knows_people(connection: Connection) -> bool:
    return any(
        connection.execute(select(table.c.person).where(table.c.person.is_not(None)).limit(1)).first()
        for table in (replies, conversations, outbox, journal)
    )


def _read(path: Path) -> bytes | None:
    """What a file holds; None where there is none."""
    try:
        secret = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SettingsError(f"密钥 {path} 读不出来（{cause(error)}）；让运行摆古的用户能读它") from error
    if not secret.strip():
        raise SettingsError(f"密钥 {path} 是空的；把原来的放回来，从来没有用过就删掉它")
    return secret


def _write(path: Path, secret: bytes) -> None:
    try:
        make_whole(path, secret)
    except OSError as error:
        raise SettingsError(
            f"密钥 {path} 写不下来（{cause(error)}）；让运行摆古的用户能写这个文件夹"
        ) from error
