"""The SQLite file that settings name and that is not there: to open it would leave an empty one behind."""

from pathlib import Path

from bot.storage.database import address_of


def missing_file(database_url: str) -> Path | None:
    """None where the file is there, and for PostgreSQL. Raises ValueError as `address_of` does."""
    address = address_of(database_url)
    if address.get_backend_name() != "sqlite" or Path(str(address.database)).exists():
        return None
    return Path(str(address.database))
