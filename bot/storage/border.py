"""The one place where errors of the database driver end: outside there is only `Unavailable` and `Rejected`."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from bot.core.errors import Unavailable

DATABASE = "database"

_DOWN = frozenset({"08", "25", "28", "3D", "40", "53", "55", "57", "58", "XX"})
"""SQLSTATE classes that are about the server and not about the statement (PostgreSQL manual, appendix A): connection,
transaction state, authorisation, catalogue, rollback (deadlock), resources, locks, operator, system, internal."""


class Rejected(Exception):  # noqa: N818 - what the database said
    """The database will never take this statement as it is: a bug, or a value that a column cannot hold.

    The driver's own words are left out: they quote whole rows, and rows are personal.
    """

    def __init__(self, kind: str, state: str, constraint: str) -> None:
        super().__init__(f"{kind} {state} {constraint}".strip())


@contextmanager
def border() -> Iterator[None]:
    """Raises `Unavailable("database")` where the same work may succeed later, `Rejected` where it never will."""
    try:
        yield
    except exc.StatementError as error:
        if isinstance(error, exc.DBAPIError) and is_down(error):
            raise Unavailable(DATABASE) from error
        raise _rejected(error) from None
    except (exc.TimeoutError, OSError) as error:
        raise Unavailable(DATABASE) from error


def is_down(error: exc.DBAPIError) -> bool:
    """Whether the same statement may succeed when the database is well again."""
    if error.connection_invalidated:
        return True
    state = getattr(error.orig, "sqlstate", None)
    if state:
        return is_about_server(state)
    if isinstance(error, exc.InterfaceError):
        # asyncpg reports a value that it cannot encode as an interface error too; that one is ours.
        return not isinstance(error.orig.__cause__ if error.orig else None, ValueError)
    return isinstance(error, exc.OperationalError)


def is_about_server(state: str) -> bool:
    """Of an SQLSTATE."""
    return state[:2] in _DOWN


def _rejected(error: exc.StatementError) -> Rejected:
    driver_error = error.orig.__cause__ if error.orig else None
    state = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", None)
    constraint = getattr(driver_error, "constraint_name", None)
    return Rejected(type(error).__name__, str(state or ""), str(constraint or ""))
