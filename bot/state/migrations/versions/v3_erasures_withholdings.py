"""Who was erased of late, and passages that are withheld; tokens, which stood here in the clear, are fetched anew."""

from alembic import op
from sqlalchemy import Boolean, Column, Double, Integer, String, Text

revision = "3"
down_revision = "2"


def upgrade() -> None:
    """Add two tables, of which programs of version 2 know nothing; empty another, which they fill again."""
    op.create_table(
        "erasures",
        Column("person", String(32), primary_key=True),
        Column("at", Double, nullable=False, index=True),
    )
    op.create_table(
        "withholdings",
        Column("id", Integer, primary_key=True),
        Column("passage", String(255), nullable=False),
        Column("at", Double, nullable=False),
        Column("who", Text, nullable=False),
        Column("why", Text, nullable=False),
        Column("is_back", Boolean, nullable=False),
    )
    op.execute("DELETE FROM tokens")
