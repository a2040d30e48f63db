"""The console: who works there, what they did, what they prepare."""

from alembic import op
from sqlalchemy import Column, Double, Integer, LargeBinary, String, Text

revision = "5"
down_revision = "4"

_LARGEST = 2**32 - 1

_KEEP_ON_SQLITE = """
CREATE TRIGGER audit_stays_{what} BEFORE {what} ON audit {when}
BEGIN SELECT RAISE(ABORT, 'the audit log is kept a year as it is'); END
"""
_KEEP_ON_POSTGRESQL = """
CREATE FUNCTION keep_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' OR OLD.at > extract(epoch FROM now()) - 364 * 86400 THEN
    RAISE EXCEPTION 'the audit log is kept a year as it is';
  END IF;
  RETURN OLD;
END $$
"""


def upgrade() -> None:
    """Add tables of which programs of version 4 know nothing."""
    op.create_table(
        "operators",
        Column("name", String(64), primary_key=True),
        Column("rank", Integer, nullable=False),
        Column("password", Text, nullable=False),
        Column("since", Double, nullable=False),
        Column("at", Double),
        Column("left", Double),
    )
    op.create_table(
        "invitations",
        Column("code", String(64), primary_key=True),
        Column("rank", Integer, nullable=False),
        Column("name", String(64)),
        Column("until", Double, nullable=False),
    )
    op.create_table(
        "logins",
        Column("key", String(64), primary_key=True),
        Column("name", String(64), nullable=False, index=True),
        Column("since", Double, nullable=False),
        Column("at", Double, nullable=False),
    )
    op.create_table(
        "attempts",
        Column("id", Integer, primary_key=True),
        Column("name", String(64), nullable=False, index=True),
        Column("at", Double, nullable=False),
    )
    op.create_table(
        "audit",
        Column("id", Integer, primary_key=True),
        Column("at", Double, nullable=False, index=True),
        Column("who", String(64), nullable=False),
        Column("deed", String(32), nullable=False),
        Column("about", Text, nullable=False),
        Column("address", String(64), nullable=False),
    )
    _add_work()
    _keep_audit()


def _add_work() -> None:
    op.create_table(
        "daily",
        Column("day", Integer, primary_key=True, autoincrement=False),
        Column("kind", String(16), primary_key=True),
        Column("name", String(255), primary_key=True),
        Column("count", Integer, nullable=False),
    )
    op.create_table(
        "tasks",
        Column("id", Integer, primary_key=True),
        Column("kind", String(16), nullable=False),
        Column("who", String(64), nullable=False),
        Column("given", Text, nullable=False),
        Column("at", Double, nullable=False),
        Column("state", String(16), nullable=False),
        Column("told", Text, nullable=False),
    )
    op.create_table(
        "candidates",
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("at", Double, nullable=False),
        Column("who", String(64), nullable=False),
        Column("after", Integer, nullable=False),
        Column("preview", Text, nullable=False),
        Column("content", LargeBinary(_LARGEST), nullable=False),
    )
    op.create_table(
        "reviews",
        Column("candidate", Integer, primary_key=True, autoincrement=False),
        Column("step", String(32), primary_key=True),
        Column("at", Double, nullable=False),
        Column("who", String(64), nullable=False),
        Column("note", Text, nullable=False),
    )


def _keep_audit() -> None:
    """Whoever has the program, and not the database's owner, cannot change what stands there.

    A day less than a year, for clocks of two machines differ.
    """
    dialect = op.get_bind().dialect.name
    if dialect == "sqlite":
        young = "WHEN OLD.at > CAST(strftime('%s', 'now') AS INTEGER) - 364 * 86400"
        op.execute(_KEEP_ON_SQLITE.format(what="DELETE", when=young))
        op.execute(_KEEP_ON_SQLITE.format(what="UPDATE", when=""))
    elif dialect == "postgresql":
        op.execute(_KEEP_ON_POSTGRESQL)
        op.execute(
            "CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION keep_audit()"
        )
