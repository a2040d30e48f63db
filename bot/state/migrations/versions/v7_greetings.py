"""Who was greeted, and on which channel a request was refused."""

from alembic import op
from sqlalchemy import Column, Double, String

revision = "7"
down_revision = "6"


def upgrade() -> None:
    """Add a table, and a column which programs of version 6 leave empty."""
    op.create_table(
        "greetings",
        Column("person", String(32), primary_key=True),
        Column("key", String(32), nullable=False),
        Column("at", Double, nullable=False, index=True),
    )
    op.add_column("refusals", Column("channel", String(16)))
