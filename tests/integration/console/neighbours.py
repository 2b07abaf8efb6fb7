"""Who is around the people of the console's town, and what was written to them."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from bot.core.ids import IncidentId, PersonId
from bot.core.reports import CheckIn
from bot.storage import tables
from bot.storage.rows.check_ins import CHECK_IN_COLUMNS, check_in_of
from bot.storage.rows.letters import letter_of
from tests.integration.console_town import HANA, QUAKE, YUKI, Town

NOW = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)


async def daughter(town: Town, *, agreed: bool = True) -> None:
    """雪 is 花子's daughter, with an account on LINE; 花子 has one too."""
    relation = {"person_id": HANA, "other_id": YUKI, "kind": "family", "label": "娘", "confirmed": True}
    await town.add(tables.relations, relation)
    for person in (HANA, YUKI):
        await town.add(tables.accounts, {"channel": "line", "address": f"U{person}", "person_id": person})
    if agreed:
        consent = {
            "id": "c1",
            "person_id": HANA,
            "purpose": "safety_sharing",
            "items": ["name", "condition"],
            "recipient_kind": "family",
            "phase": "both",
            "cadence": "once",
            "given_at": datetime(2026, 4, 1, tzinfo=UTC),
        }
        await town.add(tables.consents, consent)


async def letters_to(town: Town, person: PersonId) -> list[str]:
    """What each says, as it stands in the outbox."""
    rows = [letter_of(row) for row in await town.rows(tables.outbox)]
    return [repr(each.speech.replies) for each in rows if each.recipients == (f"U{person}",)]


async def stands(town: Town, person: PersonId, incident: IncidentId = QUAKE) -> CheckIn:
    async with town.database.reading() as connection:
        here = (tables.check_ins.c.person_id == person, tables.check_ins.c.incident_id == incident)
        return check_in_of((await connection.execute(select(*CHECK_IN_COLUMNS).where(*here))).one())


async def ledger_of(town: Town, kind: str) -> list[Any]:
    return [row for row in await town.rows(tables.ledger) if row.kind == kind]
