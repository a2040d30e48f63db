"""Every table, for any database that SQLAlchemy speaks; `migrations` makes them, and a test holds the two together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import (
    Boolean,
    Column,
    Double,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

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

erasures = Table(
    "erasures",
    metadata,
    Column("person", String(32), primary_key=True),
    Column("at", Double, nullable=False, index=True),
)
"""Who was erased of late, and when they asked for it: what they had said before may still be under way."""


greetings = Table(
    "greetings",
    metadata,
    Column("person", String(32), primary_key=True),
    Column("key", String(32), nullable=False),
    Column("at", Double, nullable=False, index=True),
)
"""Who was greeted of late for opening the conversation, by which message and when."""


def _entry(*, indexed: bool) -> Iterator[Column[Any]]:
    """What is kept of a question for those who make tomorrow's answers better."""
    yield Column("at", Float, nullable=False, index=indexed)
    yield Column("channel", String(16), nullable=False)
    yield Column("person", String(32), index=indexed)
    yield Column("question", Text, nullable=False)
    yield Column("status", String(16), nullable=False)
    yield Column("confidence", Float, nullable=False)
    yield Column("passage", String(255))
    yield Column("request", String(32))
    yield Column("why", String(16))
    yield Column("quoted", Text)
    yield Column("release", Integer)
    yield Column("fingerprint", String(16))
    yield Column("reply", Text)
    yield Column("latency", Float)
    yield Column("feedback", String(8))
    yield Column("key", String(32))


outbox = Table("outbox", metadata, Column("id", Integer, primary_key=True), *_entry(indexed=False))
"""Entries on their way into the journal, written with the reply that they tell of; few, so without indexes."""

journal = Table(
    "journal",
    metadata,
    Column("id", Integer, primary_key=True),
    *_entry(indexed=True),
    Index("journal_by_status", "status", "at"),
    Index("journal_by_key", "key", unique=True),
)
"""An entry's key is that of its message; what comes twice, on whatever ways, counts once."""

tokens = Table(
    "tokens",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
    Column("until", Float, nullable=False),
)

LARGEST_RELEASE = 2**32 - 1
"""Bytes of content; told to the database, for MySQL takes 64 kB to be enough where nobody says."""

releases = Table(
    "releases",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("version", String(16), nullable=False),
    Column("at", Double, nullable=False),
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("forced_because", Text),
    Column("speeches", Integer, nullable=False),
    Column("figures", Text, nullable=False),
    Column("checksum", String(64), nullable=False),
    Column("content", LargeBinary(LARGEST_RELEASE), nullable=False),
)

switches = Table(
    "switches",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("release", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("at", Double, nullable=False),
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
)

withholdings = Table(
    "withholdings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("passage", String(255), nullable=False),
    Column("at", Double, nullable=False),
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("is_back", Boolean, nullable=False),
)

facts = Table(
    "facts",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", Text, nullable=False),
)
"""What holds of the whole database: `needs` (see `schema`) and `secret` (see `secret`)."""

services = Table(
    "services",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("since", Double, nullable=False),
    Column("at", Double, nullable=False),
)
"""Services that use this database, and when each last said so."""

refusals = Table(
    "refusals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Double, nullable=False, index=True),
    Column("why", String(16), nullable=False),
    Column("count", Integer, nullable=False),
    Column("channel", String(16)),
)
"""Requests to webhooks that were refused, by reason; a row is what one process counted for a few seconds.

Without a channel it is of a program that knew but one, WeChat's.
"""

daily = Table(
    "daily",
    metadata,
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(16), primary_key=True),
    Column("name", String(255), primary_key=True),
    Column("count", Integer, nullable=False),
)
"""What each day brought, counted once it is over; the day by its ordinal. It tells of nobody and outlives the journal."""

operators = Table(
    "operators",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("rank", Integer, nullable=False),
    Column("password", Text, nullable=False),
    Column("since", Double, nullable=False),
    Column("at", Double),
    Column("left", Double),
)

invitations = Table(
    "invitations",
    metadata,
    Column("code", String(64), primary_key=True),
    Column("rank", Integer, nullable=False),
    Column("name", String(64)),
    Column("until", Double, nullable=False),
)
"""One-time codes, hashed, with which somebody sets a password."""

logins = Table(
    "logins",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("name", String(64), nullable=False, index=True),
    Column("since", Double, nullable=False),
    Column("at", Double, nullable=False),
)
"""Who is in the console; the key is the hash of what the browser holds."""

attempts = Table(
    "attempts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(64), nullable=False, index=True),
    Column("at", Double, nullable=False),
)
"""Wrong passwords of late; the name is a hash, for people type passwords where names belong."""

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Double, nullable=False, index=True),
    Column("who", String(64), nullable=False),
    Column("deed", String(32), nullable=False),
    Column("about", Text, nullable=False),
    Column("address", String(64), nullable=False),
)
"""What operators did; the database itself lets nobody change a line, nor take away one of the last year."""

tasks = Table(
    "tasks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("who", String(64), nullable=False),
    Column("given", Text, nullable=False),
    Column("at", Double, nullable=False),
    Column("state", String(16), nullable=False),
    Column("told", Text, nullable=False),
)
"""Work of the console that takes long, done by a process of its own."""

candidates = Table(
    "candidates",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Double, nullable=False),
    Column("who", String(64), nullable=False),
    Column("after", Integer, nullable=False),
    Column("preview", Text, nullable=False),
    Column("content", LargeBinary(LARGEST_RELEASE), nullable=False),
)
"""What is to be published, exactly as its reviewers see it."""

reviews = Table(
    "reviews",
    metadata,
    Column("candidate", Integer, primary_key=True, autoincrement=False),
    Column("step", String(32), primary_key=True),
    Column("at", Double, nullable=False),
    Column("who", String(64), nullable=False),
    Column("note", Text, nullable=False),
)
