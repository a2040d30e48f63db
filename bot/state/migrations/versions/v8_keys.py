"""Which message an entry of the journal tells of, so that it counts once whichever way it comes."""

from alembic import op
from sqlalchemy import Column, String

revision = "8"
down_revision = "7"


def upgrade() -> None:
    """Add a column to entries, which programs of version 7 leave empty."""
    for table in ("outbox", "journal"):
        op.add_column(table, Column("key", String(32)))
    op.create_index("journal_by_key", "journal", ["key"], unique=True)
