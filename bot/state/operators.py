"""Who may work at the console: names, ranks and passwords, and the one-time codes with which passwords are set."""

from __future__ import annotations

import hashlib
import re
import secrets
import time
from functools import cache
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, func, insert, select, update

from bot.errors import OperatorError
from bot.model import Operator, Rank
from bot.state.tables import invitations, operators

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    from bot.state.database import Database

INVITATION_TTL = 86400.0
"""Seconds for which a one-time code holds."""

_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
_GROUPS, _GROUP = 4, 4
_SHORTEST, _LONGEST = 10, 200
_LONGEST_NAME = 20
_NAME = re.compile(r"[\w·.\- ]+")
_KINDS = (re.compile(r"\d"), re.compile(r"[^\W\d_]"), re.compile(r"[\W_]"))
_MARKS = re.compile(r"[\s-]")
_NO_CODE = "口令不对，或者过期了；请管理员给一个新的，或在服务器上运行 baigu console code"
_COLUMNS = [column for column in operators.c if column.name != "password"]


class Operators:
    """The operators in a database.

    Args:
        clock: seconds since 1970.
        hasher: of passwords.
    """

    def __init__(
        self,
        database: Database,
        clock: Callable[[], float] = time.time,
        hasher: PasswordHasher | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._hasher = hasher or PasswordHasher()

    def all(self) -> Sequence[Operator]:
        """Everybody who ever joined, by name."""
        with self._database.reading() as connection:
            rows = connection.execute(select(*_COLUMNS).order_by(operators.c.name)).mappings()
            return [Operator(**{**row, "rank": Rank(row["rank"])}) for row in rows]

    def invite(self, rank: Rank, name: str | None = None) -> str:
        """A new one-time code with which somebody joins, or somebody who is there sets another password.

        Args:
            name: who alone may use it; whatever code they had is void. Of codes for anybody the first that is used
                voids the others: each machine of an installation may have told one when it started.

        Raises:
            OperatorError: nobody can be called so.
        """
        called = _checked_name(name) if name is not None else None
        code = "-".join(_letters() for _ in range(_GROUPS))
        row = {
            "code": _hashed(code),
            "rank": int(rank),
            "name": called,
            "until": self._clock() + INVITATION_TTL,
        }
        with self._database.writing() as connection:
            if called is not None:
                connection.execute(delete(invitations).where(invitations.c.name == called))
            connection.execute(delete(invitations).where(invitations.c.until < self._clock()))
            connection.execute(insert(invitations), row)
        return code

    def invited(self) -> Sequence[str]:
        """Who may join and has not yet."""
        there = select(operators.c.name)
        awaited = (invitations.c.name.is_not(None), invitations.c.until > self._clock())
        query = select(invitations.c.name).where(*awaited, invitations.c.name.not_in(there))
        with self._database.reading() as connection:
            return list(connection.execute(query.order_by(invitations.c.name)).scalars())

    def join(self, code: str, name: str, password: str) -> Operator:
        """Use a one-time code: somebody new comes in, or somebody who is there gets another password.

        Raises:
            OperatorError: the code, the name or the password will not do; then the code still holds.
        """
        called = _checked_name(name)
        _check_password(called, password)
        hashed, now = self._hasher.hash(password), self._clock()
        with self._database.writing() as connection:
            rank, owner = self._invitation(connection, code)
            if owner not in (None, called):
                raise OperatorError("口令和名字对不上；名字要和管理员登记的一样")
            known = connection.execute(select(operators.c.name).where(operators.c.name == called)).first()
            if known and owner is None:
                raise OperatorError("已经有人叫这个名字；换一个，或者请管理员给这个名字一个新口令")
            _use_up(connection, code, owner)
            row = {"rank": rank, "password": hashed, "left": None}
            if known:
                connection.execute(update(operators).where(operators.c.name == called).values(row))
            else:
                connection.execute(insert(operators), {**row, "name": called, "since": now})
        return Operator(called, Rank(rank), now)

    def _invitation(self, connection: Connection, code: str) -> tuple[int, str | None]:
        columns = select(invitations.c.rank, invitations.c.name)
        row = connection.execute(
            columns.where(invitations.c.code == _hashed(code), invitations.c.until > self._clock())
        ).first()
        if row is None:
            raise OperatorError(_NO_CODE)
        return row[0], row[1]

    def verify(self, name: str, password: str) -> bool:
        """Whether this is the password of somebody who may come in; takes as long where nobody is called so."""
        query = select(operators.c.password).where(operators.c.name == name, operators.c.left.is_(None))
        with self._database.reading() as connection:
            kept = connection.execute(query).scalar()
        try:
            return self._hasher.verify(kept or _nobodys(self._hasher), password[:_LONGEST]) and bool(kept)
        except (VerificationError, InvalidHashError):
            return False

    def came(self, name: str) -> None:
        """Note that somebody came in."""
        with self._database.writing() as connection:
            connection.execute(update(operators).where(operators.c.name == name).values(at=self._clock()))

    def set_password(self, name: str, password: str) -> None:
        """Put another password in the place of somebody's.

        Raises:
            OperatorError: it will not do.
        """
        _check_password(name, password)
        hashed = self._hasher.hash(password)
        with self._database.writing() as connection:
            connection.execute(update(operators).where(operators.c.name == name).values(password=hashed))

    def appoint(self, name: str, rank: Rank) -> None:
        """Give somebody another rank.

        Raises:
            OperatorError: there would be no administrator left.
        """
        self._change(name, rank=int(rank))

    def dismiss(self, name: str) -> None:
        """Let somebody in no more; what they did stays under their name.

        Raises:
            OperatorError: there would be no administrator left.
        """
        with self._database.writing() as connection:
            connection.execute(delete(invitations).where(invitations.c.name == name))
        self._change(name, left=self._clock())

    def _change(self, name: str, **values: float) -> None:
        with self._database.writing() as connection:
            done = connection.execute(update(operators).where(operators.c.name == name).values(values))
            if not done.rowcount:
                raise OperatorError(f"没有叫“{name}”的人")
            if not _has_administrator(connection):
                raise OperatorError("至少要留一位管理员；先请另一个人当管理员")

    def has_administrator(self) -> bool:
        """Whether anybody can appoint others."""
        with self._database.reading() as connection:
            return _has_administrator(connection)


def _has_administrator(connection: Connection) -> bool:
    query = select(func.count()).where(
        operators.c.rank == int(Rank.ADMINISTRATOR), operators.c.left.is_(None)
    )
    return bool(connection.execute(query).scalar())


def _use_up(connection: Connection, code: str, owner: str | None) -> None:
    """Void a code, and with it all others of its owner, or all for anybody.

    In one statement: of two who come at once the second waits for the first, and then finds none.
    """
    gone = delete(invitations).where(invitations.c.name == owner).returning(invitations.c.code)
    if _hashed(code) not in connection.execute(gone).scalars().all():
        raise OperatorError(_NO_CODE)


def _letters() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(_GROUP))


def _hashed(code: str) -> str:
    """Codes are long and random, so that a plain hash keeps them."""
    return hashlib.sha256(_MARKS.sub("", code).upper().encode()).hexdigest()


@cache
def _nobodys(hasher: PasswordHasher) -> str:
    return hasher.hash(secrets.token_hex())


def _checked_name(name: str) -> str:
    called = " ".join(name.split())
    if not called or len(called) > _LONGEST_NAME or not _NAME.fullmatch(called):
        raise OperatorError(f"名字写 1 到 {_LONGEST_NAME} 个字：汉字、字母、数字")
    return called


def _check_password(name: str, password: str) -> None:
    if not _SHORTEST <= len(password) <= _LONGEST:
        raise OperatorError(f"密码要 {_SHORTEST} 到 {_LONGEST} 个字符")
    if sum(bool(kind.search(password)) for kind in _KINDS) < 2:  # noqa: PLR2004 # two kinds
        raise OperatorError("密码里字母、数字、符号至少要有两种")
    if name in password:
        raise OperatorError("密码里不要有自己的名字")
