"""What Alembic runs; see `bot.state.schema`, which hands it a connection in a transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
