"""Statements that open an incident: the check-ins of everyone it concerns, and the accounts they are asked on."""

from typing import Any

from sqlalchemy import ColumnElement, Row, and_, exists, func, insert, literal, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.events import Channel
from bot.core.ids import PersonId
from bot.core.incidents import Incident
from bot.core.language import Language
from bot.core.people import RelationKind
from bot.core.proposals import Whom
from bot.core.reports import Progress
from bot.storage.instant import Instant
from bot.storage.questions import Addressee
from bot.storage.register import is_open, same_account
from bot.storage.speaking import spoken
from bot.storage.tables import accounts, check_ins, conversations, people, relations

_ASKED = (
    *("incident_id", "person_id", "district_id", "support_needed"),
    *("progress", "label", "contested", "asked_at", "steps"),
)


_HELPERS = (RelationKind.FAMILY.value, RelationKind.SUPPORTER.value)
_helped = people.alias()


async def write_check_ins(connection: AsyncConnection, incident: Incident, whom: Whom = Whom.EVERYBODY) -> int:
    """Of all whom the incident concerns; who is in no known district is asked rather than missed.

    Whoever has a check-in in it keeps that. Returns how many have one now.
    """
    asked = select(
        literal(incident.id),
        people.c.id,
        people.c.district_id,
        people.c.support_needed,
        literal(Progress.NOT_SENT.value),
        literal(""),
        literal(value=False),
        literal(incident.opened_at, Instant),
        literal(0),
    ).where(concerned(incident, whom), ~_is_asked(incident))
    await connection.execute(insert(check_ins).from_select(_ASKED, asked))
    counted = select(func.count()).where(check_ins.c.incident_id == incident.id)
    return (await connection.execute(counted)).scalar_one()


def concerned(incident: Incident, whom: Whom) -> ColumnElement[bool]:
    """A condition on `people`: who lives there, and of these all, or those who need support and who helps them."""
    there = _lives_in(incident, people.c.district_id)
    return and_(there, or_(people.c.support_needed, _helps(incident))) if whom is Whom.SUPPORTED else there


def _lives_in(incident: Incident, district: ColumnElement[Any]) -> ColumnElement[bool]:
    if not incident.districts:
        return true()
    return or_(district.in_(incident.districts), district.is_(None))


def _helps(incident: Incident) -> ColumnElement[bool]:
    """A confirmed relative or supporter of somebody there who needs support."""
    return exists().where(
        relations.c.other_id == people.c.id,
        relations.c.person_id == _helped.c.id,
        relations.c.confirmed,
        relations.c.kind.in_(_HELPERS),
        _helped.c.support_needed,
        _lives_in(incident, _helped.c.district_id),
    )


def _is_asked(incident: Incident) -> ColumnElement[bool]:
    return exists().where(check_ins.c.incident_id == incident.id, check_ins.c.person_id == people.c.id)


async def addressees_of(
    connection: AsyncConnection, incident: Incident, among_them: ColumnElement[bool] | None = None
) -> list[Addressee]:
    """The accounts that can be written to (not blocked, not gone) of all who are asked, or of some of them."""
    statement = (
        select(accounts, people.c.support_needed, spoken.label("spoken"))
        .join(people, people.c.id == accounts.c.person_id)
        .join(check_ins, check_ins.c.person_id == people.c.id)
        .outerjoin(conversations, same_account)
        .where(check_ins.c.incident_id == incident.id, is_open, *([] if among_them is None else [among_them]))
    )
    return [_addressee(row) for row in await connection.execute(statement)]


def _addressee(row: Row[*tuple[Any, ...]]) -> Addressee:
    return Addressee(
        PersonId(row.person_id), Channel(row.channel), row.address, Language(row.spoken), row.support_needed
    )
