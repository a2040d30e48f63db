"""Refused requests to the webhook, and by which request a question came."""

from alembic import op
from sqlalchemy import Column, Double, Integer, String

revision = "4"
down_revision = "3"


def upgrade() -> None:
    """Add a table and two columns, which programs of version 3 leave empty."""
    op.create_table(
        "refusals",
        Column("id", Integer, primary_key=True),
        Column("at", Double, nullable=False, index=True),
        Column("why", String(16), nullable=False),
        Column("count", Integer, nullable=False),
    )
    for table in ("outbox", "journal"):
        op.add_column(table, Column("request", String(32)))
