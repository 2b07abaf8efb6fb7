"""Who may work on which lane: advisory locks on PostgreSQL, a locked file beside SQLite."""

from bot.storage.lanes.postgres import PostgresLanes
from bot.storage.lanes.sqlite import SqliteLanes

__all__ = ["PostgresLanes", "SqliteLanes"]
