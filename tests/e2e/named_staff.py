"""A console at which a named member of staff sits, however they came to be signed in."""

from datetime import datetime

import pytest

from admin.sessions import Sessions
from admin.staff import Staff
from bot.core.ids import PersonId
from bot.core.people import Office
from bot.storage import tables
from tests.integration.console_town import Town

TANAKA = Staff(PersonId("tanaka"), "田中 実", frozenset({Office.CITY_STAFF}))


def sign_everybody_in_as(staff: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever types the code is this member of staff."""
    begin = Sessions.begin

    def begin_named(self: Sessions, now: datetime, _: Staff | None = None) -> str:
        return begin(self, now, staff)

    monkeypatch.setattr(Sessions, "begin", begin_named)


async def sit_down_as_tanaka(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """田中 holds the office in the register too, which is asked again at every act."""
    await town.add(tables.people, {"id": TANAKA.person, "name": TANAKA.name})
    await town.add(tables.roles, {"person_id": TANAKA.person, "role": Office.CITY_STAFF.value})
    sign_everybody_in_as(TANAKA, monkeypatch)
