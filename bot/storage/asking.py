"""Statements that open an incident: the check-ins of everyone it concerns, and the accounts they are asked on."""

from typing import Any

from sqlalchemy import ColumnElement, Row, func, insert, literal, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.events import Channel
from bot.core.ids import PersonId
from bot.core.incidents import Incident
from bot.core.language import Language
from bot.core.reports import Progress
from bot.storage.questions import Addressee
from bot.storage.register import is_open, same_account
from bot.storage.speaking import spoken
from bot.storage.tables import accounts, check_ins, conversations, people

_ASKED = ("incident_id", "person_id", "district_id", "progress", "label", "contested")


async def write_check_ins(connection: AsyncConnection, incident: Incident) -> int:
    """Everybody whom the incident concerns; who is in no known district is asked rather than missed."""
    everybody = select(
        literal(incident.id),
        people.c.id,
        people.c.district_id,
        literal(Progress.NOT_SENT.value),
        literal(""),
        literal(value=False),
    ).where(_concerned(incident))
    await connection.execute(insert(check_ins).from_select(_ASKED, everybody))
    counted = select(func.count()).where(check_ins.c.incident_id == incident.id)
    return (await connection.execute(counted)).scalar_one()


def _concerned(incident: Incident) -> ColumnElement[bool]:
    if not incident.districts:
        return true()
    return or_(people.c.district_id.in_(incident.districts), people.c.district_id.is_(None))


async def addressees_of(connection: AsyncConnection, incident: Incident) -> list[Addressee]:
    """The accounts that can be written to (not blocked, not gone) of all who are asked."""
    statement = (
        select(accounts, people.c.support_needed, spoken.label("spoken"))
        .join(people, people.c.id == accounts.c.person_id)
        .join(check_ins, check_ins.c.person_id == people.c.id)
        .outerjoin(conversations, same_account)
        .where(check_ins.c.incident_id == incident.id, is_open)
    )
    return [_addressee(row) for row in await connection.execute(statement)]


def _addressee(row: Row[*tuple[Any, ...]]) -> Addressee:
    return Addressee(
        PersonId(row.person_id), Channel(row.channel), row.address, Language(row.spoken), row.support_needed
    )
