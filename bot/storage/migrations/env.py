"""Alembic's way in: uses the connection and the transaction that `run.py` has opened."""

from alembic import context

from bot.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=context.config.attributes.get("render_item", lambda *_: False),
)
context.run_migrations()
