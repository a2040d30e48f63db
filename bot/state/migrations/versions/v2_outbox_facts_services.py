"""The outbox, what holds of the whole database, and the services that use it."""

from alembic import op
from sqlalchemy import Column, Double, Float, Integer, String, Text

revision = "2"
down_revision = "1"


def upgrade() -> None:
    """Add three tables; programs of version 1 know nothing of them and run on."""
    op.create_table(
        "outbox",
        Column("id", Integer, primary_key=True),
        Column("at", Float, nullable=False),
        Column("channel", String(16), nullable=False),
        Column("person", String(32)),
        Column("question", Text, nullable=False),
        Column("status", String(16), nullable=False),
        Column("confidence", Float, nullable=False),
        Column("passage", String(255)),
    )
    facts = op.create_table(
        "facts", Column("name", String(32), primary_key=True), Column("value", Text, nullable=False)
    )
    op.create_table(
        "services",
        Column("name", String(32), primary_key=True),
        Column("since", Double, nullable=False),
        Column("at", Double, nullable=False),
    )
    op.bulk_insert(facts, [{"name": "needs", "value": "1"}])
