"""Letters that tell of somebody's silence go only while it lasts: nobody looks for who has answered (promise 4)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import DistrictId, IncidentId, PersonId
from bot.core.letters import Fate, Letter
from bot.core.records import Silence
from bot.core.reports import Progress
from bot.storage.among import among
from bot.storage.database import Database
from bot.storage.instant import Instant
from bot.storage.ledger.undelivered import Ended, note_undelivered
from bot.storage.outbox.quiet_silence import lasting_on_quiet_days
from bot.storage.tables import check_ins, incidents, outbox

REASON: Final = "answered"

_SILENT = (
    select(check_ins.c.incident_id)
    .join(incidents, incidents.c.id == check_ins.c.incident_id)
    .where(
        check_ins.c.incident_id == bindparam("incident"),
        check_ins.c.progress != Progress.ANSWERED.value,
        incidents.c.closed_at.is_(None),
    )
)
_PEOPLE = _SILENT.with_only_columns(check_ins.c.person_id).where(among(check_ins.c.person_id, "those"))
_DISTRICTS = (
    _SILENT.with_only_columns(check_ins.c.district_id).where(among(check_ins.c.district_id, "those")).distinct()
)
_WITHHOLD = (
    update(outbox)
    .where(
        outbox.c.state == literal_column("'pending'"),
        among(outbox.c.id, "letters"),
        outbox.c.may_have_arrived.is_(False),
    )
    .values(state="dropped", fate=Fate.WITHHELD.value, reason=REASON, settled_at=bindparam("now", type_=Instant))
)


async def without_outlived(database: Database, letters: Sequence[Letter], now: datetime) -> tuple[Letter, ...]:
    """As they are, but without those whose silence is over, or whose incident is closed.

    Those are dropped, and the ledger says that what they would have shown was not shown. What may have arrived goes on.
    """
    own = [each for each in letters if not each.reply_token and not each.may_have_arrived]
    telling = [(each, each.tells_of) for each in own if each.tells_of]
    if not telling:
        return tuple(letters)
    async with database.reading() as connection:
        lasts = await lasting(connection, {silence for _, silence in telling})
    over = [letter for letter, silence in telling if silence not in lasts]
    if over:
        async with database.writing() as connection:
            await _withhold(connection, over, now)
    gone = {each.id for each in over}
    return tuple(each for each in letters if each.id not in gone)


def ended(letter: Letter, now: datetime) -> Ended | None:
    """For the ledger; None: it shows nothing of anybody."""
    return Ended(letter.showing, Fate.WITHHELD, REASON, now) if letter.showing else None


async def lasting(connection: AsyncConnection, told: Collection[Silence]) -> set[Silence]:
    """Those of them that last."""
    found = await lasting_on_quiet_days(connection, [each for each in told if each.incident is None])
    for incident in sorted({each.incident for each in told if each.incident}):
        here = [each for each in told if each.incident == incident]
        found |= await _lasting_in(connection, incident, here)
    return found


async def _lasting_in(connection: AsyncConnection, incident: IncidentId, told: Sequence[Silence]) -> set[Silence]:
    """Each read only where somebody, or some district, is told of."""
    people = sorted({each.person for each in told if each.person})
    districts = sorted({each.district for each in told if each.district})
    found: set[Silence] = set()
    if people:
        rows = await connection.scalars(_PEOPLE, {"incident": incident, "those": people})
        found |= {Silence(incident, person=PersonId(each)) for each in rows}
    if districts:
        rows = await connection.scalars(_DISTRICTS, {"incident": incident, "those": districts})
        found |= {Silence(incident, district=DistrictId(each)) for each in rows}
    return found


async def _withhold(connection: AsyncConnection, letters: Sequence[Letter], now: datetime) -> None:
    await connection.execute(_WITHHOLD, {"letters": [each.id for each in letters], "now": now})
    unseen = [each for letter in letters if (each := ended(letter, now)) is not None]
    await note_undelivered(connection, unseen)
