"""What every message runs goes past SQLAlchemy; its transactions and errors are the same."""

from __future__ import annotations

from contextlib import suppress

import pytest
from sqlalchemy import bindparam, insert, select

from bot.errors import Overtaken
from bot.state.database import Database, put
from bot.state.tables import tokens

KEEP = insert(tokens)
VALUE = select(tokens.c.value).where(tokens.c.name == bindparam("of"))
ROW = {"name": "a", "value": "1", "until": 1.0}


def test_what_is_written_is_read_in_whatever_order_values_are_given(database: Database) -> None:
    with database.prepared(writing=True) as connection:
        connection.execute(KEEP, dict(reversed(ROW.items())))
        put(connection, tokens, {**ROW, "value": "2"})
    with database.prepared(writing=False) as connection:
        assert connection.execute(VALUE, {"of": "a"}).first()[0] == "2"
        assert connection.execute(VALUE, {"of": "b"}).first() is None


def test_a_transaction_that_breaks_writes_nothing(database: Database) -> None:
    with suppress(KeyError), database.prepared(writing=True) as connection:
        connection.execute(KEEP, ROW)
        raise KeyError
    with database.prepared(writing=False) as connection:
        assert connection.execute(VALUE, {"of": "a"}).first() is None


def test_a_key_that_is_taken_is_overtaken(database: Database) -> None:
    with database.prepared(writing=True) as connection:
        connection.execute(KEEP, ROW)
    with pytest.raises(Overtaken), database.prepared(writing=True) as connection:
        connection.execute(KEEP, ROW)
