"""The schema's history, run by alembic. `migrate` brings a database up to date; it is safe to run twice or at once."""

from bot.storage.migrations.run import migrate, revert

__all__ = ["migrate", "revert"]
