"""Which errors of a driver mean that the database is down, and which are our own."""

import pytest
from sqlalchemy import exc

from bot.core.errors import Unavailable
from bot.storage.border import Rejected, border


class DriverError(Exception):
    def __init__(self, sqlstate: str = "") -> None:
        super().__init__("Failing row contains (会津 花子)")
        self.sqlstate = sqlstate


def raised_at_the_border(error: Exception) -> Exception:
    with pytest.raises((Unavailable, Rejected)) as caught, border():
        raise error
    return caught.value


@pytest.mark.parametrize("state", ["08006", "40P01", "53300", "57P01", "57P03", "58030", "28P01"])
def test_a_server_in_trouble_is_unavailable(state: str) -> None:
    assert isinstance(raised_at_the_border(exc.DBAPIError("INSERT", {}, DriverError(state))), Unavailable)


@pytest.mark.parametrize("state", ["23505", "23502", "22021", "42P01"])
def test_a_statement_of_ours_is_rejected_without_the_drivers_words(state: str) -> None:
    error = raised_at_the_border(exc.DBAPIError("INSERT", {}, DriverError(state)))
    assert isinstance(error, Rejected)
    assert state in str(error)
    assert "花子" not in str(error)
    assert error.__suppress_context__


@pytest.mark.parametrize("error", [ConnectionRefusedError(), TimeoutError(), exc.TimeoutError("pool")])
def test_no_connection_is_unavailable(error: Exception) -> None:
    assert isinstance(raised_at_the_border(error), Unavailable)


def test_a_value_that_the_driver_cannot_write_is_ours() -> None:
    driver_error = DriverError()
    driver_error.__cause__ = ValueError("asyncpg raises a kind of it for a value that it cannot encode")
    assert isinstance(raised_at_the_border(exc.InterfaceError("INSERT", {}, driver_error)), Rejected)
    assert isinstance(raised_at_the_border(exc.InterfaceError("INSERT", {}, DriverError())), Unavailable)
