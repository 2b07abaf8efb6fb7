"""Statements that open an incident: the check-ins of everyone it concerns, and the accounts they are asked on."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, and_, exists, false, func, literal, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.audience import Audience
from bot.core.events import Channel
from bot.core.ids import IncidentId, PersonId
from bot.core.incidents import Hazard, Incident
from bot.core.language import Language
from bot.core.reports import Progress
from bot.rules.fitting import fit_of
from bot.rules.openings import Places, places
from bot.storage.audience import can_wait, helps, is_called, lives_under
from bot.storage.insert import insert_new
from bot.storage.instant import Instant
from bot.storage.openings import read_openings
from bot.storage.questions import Addressee
from bot.storage.register import is_open, same_account
from bot.storage.speaking import spoken
from bot.storage.tables import accounts, check_ins, conversations, districts, people, sites

_ASKED = (
    *("incident_id", "person_id", "district_id", "support_needed"),
    *("progress", "label", "contested", "asked_at", "steps"),
)
_MOST_SITES = 3
"""Of a district, in one message: what somebody reads while leaving."""
_SITES = (
    select(sites.c.district_id, sites.c.name, sites.c.hazards, districts.c.name.label("district"))
    .join(districts, districts.c.id == sites.c.district_id)
    .order_by(sites.c.id)
)


# Or what follows would be planned for a table without the people who have just been asked. Never waits for whoever
# looks after the table at that moment.
_KNOW_THEM = text("ANALYZE (SKIP_LOCKED) check_ins")


class About(NamedTuple):
    """What words and order depend on: the hazards of the moment; `fitted`: the area, where words fit people.

    `since`: when it began, where what is announced of shelters counts; None for a drill, which real shelters do not.
    """

    hazards: tuple[Hazard, ...] = ()
    fitted: Audience | None = None
    since: datetime | None = None


async def write_check_ins(connection: AsyncConnection, incident: Incident, asked: ColumnElement[bool]) -> int:
    """Of all whom the incident concerns: `asked`, a condition on `people`. The dead are asked nothing.

    Whoever has a check-in in it keeps that. Returns how many have one now. Who has one is left to the key: a plan made
    for an empty table would look, for each person, through all that this very statement has written.
    """
    rows = select(
        literal(incident.id),
        people.c.id,
        people.c.district_id,
        people.c.support_needed,
        literal(Progress.NOT_SENT.value),
        literal(""),
        literal(value=False),
        literal(incident.opened_at, Instant),
        literal(0),
    ).where(asked, people.c.deceased_at.is_(None))
    await connection.execute(insert_new(check_ins, connection.dialect.name).from_select(_ASKED, rows))
    if connection.dialect.name == "postgresql":
        await connection.execute(_KNOW_THEM)
    counted = select(func.count()).where(check_ins.c.incident_id == incident.id)
    return (await connection.execute(counted)).scalar_one()


def concerned(incident: Incident, born_by: date | None) -> Audience:
    """Who lives there. Who is in no known district is asked rather than missed."""
    return Audience(districts=incident.districts, born_by=born_by)


def about(incident: Incident, born_by: date | None = None, *, fitted: bool = True) -> About:
    """`born_by`: who needs time by age (bot.core.elders); counts where the words are fitted to people."""
    area = concerned(incident, born_by) if fitted else None
    return About((incident.hazard,), area, None if incident.drill else incident.opened_at)


def asked_in(incident: IncidentId) -> ColumnElement[bool]:
    """A condition on `people`: who has a check-in in it."""
    return exists().where(check_ins.c.incident_id == incident, check_ins.c.person_id == people.c.id)


async def addressees_of(
    connection: AsyncConnection,
    incident: Incident,
    matter: About,
    among_them: ColumnElement[bool] | None = None,
) -> list[Addressee]:
    """The accounts that can be written to (not blocked, not gone) of all who are asked, or of some of them."""
    asked = asked_in(incident.id) if among_them is None else and_(asked_in(incident.id), among_them)
    return await addressees_among(connection, asked, matter)


async def addressees_among(
    connection: AsyncConnection,
    condition: ColumnElement[bool],
    matter: About = About(),  # noqa: B008 - a value
) -> list[Addressee]:
    """The open accounts of the people for whom the condition holds, in one statement."""
    where = await _places_for(connection, matter) if matter.fitted else {}
    found = await connection.execute(_statement(matter).where(condition, is_open))
    return [_addressee(row, where.get(row.district_id, Places())) for row in found]


def _statement(matter: About) -> Select[Any]:
    return (
        select(
            *(accounts.c.person_id, accounts.c.channel, accounts.c.address),
            *(people.c.support_needed, people.c.district_id, spoken.label("spoken")),
            lives_under(matter.hazards).label("at_hazard"),
            can_wait().label("can_wait"),
            *_part_in(matter.fitted),
        )
        .select_from(accounts)
        .join(people, people.c.id == accounts.c.person_id)
        .outerjoin(conversations, same_account)
    )


def _part_in(area: Audience | None) -> tuple[ColumnElement[bool], ...]:
    """What words fitted to the area depend on; without one they are the same for everybody."""
    if area is None:
        return (false().label("called"), false().label("helps"))
    return (is_called(people, area).label("called"), helps(area).label("helps"))


async def _places_for(connection: AsyncConnection, matter: About) -> Mapping[str, Places]:
    """By district, those designated for one of the hazards: another may be the wrong place to go (standards.md 4.8).

    Where somebody is told to go is decided here alone; the register holds no site of a person's own (docs/sending.md).
    """
    known = await read_openings(connection, matter.since) if matter.since else {}
    found: dict[str, list[str]] = {}
    named: dict[str, str] = {}
    for row in await connection.execute(_SITES):
        if any(each.value in row.hazards.split(";") for each in matter.hazards):
            found.setdefault(row.district_id, []).append(row.name)
            named[row.district_id] = row.district
    return {id_: replace(places(names, known, _MOST_SITES), district=named[id_]) for id_, names in found.items()}


def _addressee(row: Row[*tuple[Any, ...]], where: Places) -> Addressee:
    fit = fit_of(row.district_id, called=bool(row.called), helps=bool(row.helps))
    return Addressee(
        person=PersonId(row.person_id),
        channel=Channel(row.channel),
        address=row.address,
        language=Language(row.spoken),
        support_needed=row.support_needed,
        at_hazard=bool(row.at_hazard),
        can_wait=bool(row.can_wait),
        leaving=fit.leaving,
        may_help=fit.may_help,
        sites=where.sites,
        opened=where.opened,
        sites_of=where.district if where.sites else "",
    )
