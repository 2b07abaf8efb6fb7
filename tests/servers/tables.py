"""Anpi's tables in a database of a test, as `anpi migrate` makes them but without a process that has to start."""

from bot.storage.migrations import migrate
from tests.servers.postgres import in_own_thread


def migrated(address: str) -> None:
    """Brings the database at the address to the newest schema."""
    in_own_thread(migrate(address))
