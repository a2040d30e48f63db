"""The tables as they were before versions were counted; what is there already stays as it is."""

from alembic import op
from sqlalchemy import Column, Double, Float, Index, Integer, LargeBinary, MetaData, String, Table, Text

revision = "1"
down_revision = None

_then = MetaData()
Table(
    "replies",
    _then,
    Column("key", String(32), primary_key=True),
    Column("person", String(32), index=True),
    Column("reply", Text, nullable=False),
    Column("at", Float, nullable=False, index=True),
)
Table(
    "conversations",
    _then,
    Column("person", String(32), primary_key=True),
    Column("conversation", Text, nullable=False),
    Column("at", Float, nullable=False, index=True),
)
Table(
    "journal",
    _then,
    Column("id", Integer, primary_key=True),
    Column("at", Float, nullable=False, index=True),
    Column("channel", String(16), nullable=False),
    Column("person", String(32), index=True),
    Column("question", Text, nullable=False),
    Column("status", String(16), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("passage", String(255)),
    Index("journal_by_status", "status", "at"),
)
Table(
    "tokens",
    _then,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
    Column("until", Float, nullable=False),
)
Table(
    "releases",
    _then,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("version", String(16), nullable=False),
    Column("at", Double, nullable=False),
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("forced_because", Text),
    Column("speeches", Integer, nullable=False),
    Column("figures", Text, nullable=False),
    Column("checksum", String(64), nullable=False),
    Column("content", LargeBinary(2**32 - 1), nullable=False),
)
Table(
    "switches",
    _then,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("release", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("at", Double, nullable=False),
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
)


def upgrade() -> None:
    """Make those that are missing."""
    _then.create_all(op.get_bind())
