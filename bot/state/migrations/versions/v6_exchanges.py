"""What else is kept of an exchange: why it was judged so, what was quoted and replied, from which release, and if it helped."""

from alembic import op
from sqlalchemy import Column, Float, Integer, String, Text

revision = "6"
down_revision = "5"


def upgrade() -> None:
    """Add columns, which programs of version 5 leave empty; of what was asked before nobody knows them any more."""
    for table in ("outbox", "journal"):
        op.add_column(table, Column("why", String(16)))
        op.add_column(table, Column("quoted", Text))
        op.add_column(table, Column("release", Integer))
        op.add_column(table, Column("fingerprint", String(16)))
        op.add_column(table, Column("reply", Text))
        op.add_column(table, Column("latency", Float))
        op.add_column(table, Column("feedback", String(8)))
