"""A console at which a named member of staff sits, however they came to be signed in."""

from datetime import datetime

import pytest

from admin.sessions import Sessions
from admin.staff import Staff
from bot.core.ids import PersonId
from bot.core.people import Office

TANAKA = Staff(PersonId("tanaka"), "田中 実", frozenset({Office.CITY_STAFF}))


def sign_everybody_in_as(staff: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever types the code is this member of staff."""
    begin = Sessions.begin

    def begin_named(self: Sessions, now: datetime, _: Staff | None = None) -> str:
        return begin(self, now, staff)

    monkeypatch.setattr(Sessions, "begin", begin_named)
