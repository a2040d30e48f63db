"""The tables of state, for any database that SQLAlchemy speaks."""

from __future__ import annotations

from sqlalchemy import Column, Float, Index, Integer, MetaData, String, Table, Text

metadata = MetaData()

replies = Table(
    "replies",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("person", String(32), index=True),
    Column("reply", Text, nullable=False),
    Column("at", Float, nullable=False, index=True),
)

conversations = Table(
    "conversations",
    metadata,
    Column("person", String(32), primary_key=True),
    Column("conversation", Text, nullable=False),
    Column("at", Float, nullable=False, index=True),
)

journal = Table(
    "journal",
    metadata,
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

tokens = Table(
    "tokens",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
    Column("until", Float, nullable=False),
)
