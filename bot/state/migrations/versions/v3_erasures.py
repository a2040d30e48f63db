"""Who was erased of late; tokens, which stood here in the clear, are fetched anew."""

from alembic import op
from sqlalchemy import Column, Double, String

revision = "3"
down_revision = "2"


def upgrade() -> None:
    """Add a table, of which programs of version 2 know nothing; empty another, which they fill again."""
    op.create_table(
        "erasures",
        Column("person", String(32), primary_key=True),
        Column("at", Double, nullable=False, index=True),
    )
    op.execute("DELETE FROM tokens")
