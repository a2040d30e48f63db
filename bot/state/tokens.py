"""Tokens of WeChat's interface, one for all workers: fetching anew costs quota, and may end another's."""

from __future__ import annotations

import hmac
import secrets
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import select

from bot.errors import Overtaken
from bot.state.tables import tokens
from bot.state.upserts import put

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.state.database import Database

_PURPOSE = b"tokens of WeChat's interface"
_NONCE = 12
"""Bytes; AES-GCM asks for these."""


class SqlTokens:
    """Tokens in a database, encrypted under their names: a copy of it, as a backup is, gives nobody our account.

    Args:
        secret: of the database; its services share it.
        clock: seconds since 1970.
    """

    def __init__(self, database: Database, secret: bytes, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._cipher = AESGCM(hmac.digest(secret, _PURPOSE, "sha256"))
        self._clock = clock

    def get(self, name: str) -> str | None:
        """The token of that name, None where there is none that still lives and was kept with this secret."""
        query = select(tokens.c.value).where(tokens.c.name == name, tokens.c.until > self._clock())
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        return self._opened(name, row[0]) if row else None

    def put(self, name: str, value: str, lifetime: float) -> None:
        """Keep a token for so many seconds; of two workers that keep one at once, either may win."""
        row = {"name": name, "value": self._sealed(name, value), "until": self._clock() + lifetime}
        with suppress(Overtaken), self._database.writing() as connection:
            put(connection, tokens, row)

    def _sealed(self, name: str, value: str) -> str:
        nonce = secrets.token_bytes(_NONCE)
        return (nonce + self._cipher.encrypt(nonce, value.encode(), name.encode())).hex()

    def _opened(self, name: str, sealed: str) -> str | None:
        with suppress(
            ValueError, InvalidTag
        ):  # one that a program before wrote in the clear, or with another secret
            whole = bytes.fromhex(sealed)
            return self._cipher.decrypt(whole[:_NONCE], whole[_NONCE:], name.encode()).decode()
        return None
