"""Statements that open an incident: the check-ins of everyone it concerns, and the accounts they are asked on."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, and_, exists, false, func, insert, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.audience import Audience
from bot.core.events import Channel
from bot.core.ids import IncidentId, PersonId
from bot.core.incidents import Hazard, Incident
from bot.core.language import Language
from bot.core.proposals import Whom
from bot.core.reports import Progress
from bot.storage.audience import belongs, can_wait, helps, lives_under
from bot.storage.instant import Instant
from bot.storage.questions import Addressee
from bot.storage.register import is_open, same_account
from bot.storage.speaking import spoken
from bot.storage.tables import accounts, check_ins, conversations, people, sites

_ASKED = (
    *("incident_id", "person_id", "district_id", "support_needed"),
    *("progress", "label", "contested", "asked_at", "steps"),
)
_MOST_SITES = 3
"""Of a district, in one message: what somebody reads while leaving."""
_SITES = (
    select(sites.c.district_id, sites.c.name, sites.c.hazards)
    .where(sites.c.district_id.is_not(None))
    .order_by(sites.c.id)
)


class About(NamedTuple):
    """What words and order depend on: the hazards of the moment; `fitted`: the area, where words fit people."""

    hazards: tuple[Hazard, ...] = ()
    fitted: Audience | None = None


async def write_check_ins(connection: AsyncConnection, incident: Incident, asked: ColumnElement[bool]) -> int:
    """Of all whom the incident concerns: `asked`, a condition on `people`.

    Whoever has a check-in in it keeps that. Returns how many have one now.
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
    ).where(asked, ~asked_in(incident.id))
    await connection.execute(insert(check_ins).from_select(_ASKED, rows))
    counted = select(func.count()).where(check_ins.c.incident_id == incident.id)
    return (await connection.execute(counted)).scalar_one()


def concerned(incident: Incident, whom: Whom = Whom.EVERYBODY) -> ColumnElement[bool]:
    """A condition on `people`: who lives there, and of these all, or those who need support and who helps them.

    Who is in no known district is asked rather than missed.
    """
    return belongs(Audience(districts=incident.districts, supported=whom is Whom.SUPPORTED))


def about(incident: Incident, *, fitted: bool = True) -> About:
    return About((incident.hazard,), Audience(districts=incident.districts) if fitted else None)


def asked_in(incident: IncidentId) -> ColumnElement[bool]:
    """A condition on `people`: who has a check-in in it."""
    return exists().where(check_ins.c.incident_id == incident, check_ins.c.person_id == people.c.id)


async def addressees_of(
    connection: AsyncConnection,
    incident: Incident,
    among_them: ColumnElement[bool] | None = None,
    *,
    fitted: bool = False,
) -> list[Addressee]:
    """The accounts that can be written to (not blocked, not gone) of all who are asked, or of some of them."""
    asked = asked_in(incident.id) if among_them is None else and_(asked_in(incident.id), among_them)
    return await addressees_among(connection, asked, about(incident, fitted=fitted))


async def addressees_among(
    connection: AsyncConnection,
    condition: ColumnElement[bool],
    matter: About = About(),  # noqa: B008 - a value
) -> list[Addressee]:
    """The open accounts of the people for whom the condition holds, in one statement."""
    places = await _sites_for(connection, matter.hazards) if matter.fitted else {}
    found = await connection.execute(_statement(matter).where(condition, is_open))
    return [_addressee(row, places) for row in found]


def _statement(matter: About) -> Select[Any]:
    return (
        select(
            *(accounts.c.person_id, accounts.c.channel, accounts.c.address),
            *(people.c.support_needed, people.c.district_id, spoken.label("spoken")),
            lives_under(matter.hazards).label("at_hazard"),
            can_wait().label("can_wait"),
            (helps(matter.fitted) if matter.fitted else false()).label("helps"),
        )
        .select_from(accounts)
        .join(people, people.c.id == accounts.c.person_id)
        .outerjoin(conversations, same_account)
    )


async def _sites_for(connection: AsyncConnection, hazards: tuple[Hazard, ...]) -> Mapping[str, tuple[str, ...]]:
    """By district, those designated for one of the hazards: another may be the wrong place to go (standards.md 4.8)."""
    found: dict[str, tuple[str, ...]] = {}
    for row in await connection.execute(_SITES):
        is_meant = any(each.value in row.hazards.split(";") for each in hazards)
        known = found.get(row.district_id, ())
        if is_meant and len(known) < _MOST_SITES:
            found[row.district_id] = (*known, row.name)
    return found


def _addressee(row: Row[*tuple[Any, ...]], places: Mapping[str, tuple[str, ...]]) -> Addressee:
    return Addressee(
        person=PersonId(row.person_id),
        channel=Channel(row.channel),
        address=row.address,
        language=Language(row.spoken),
        support_needed=row.support_needed,
        at_hazard=bool(row.at_hazard),
        can_wait=bool(row.can_wait),
        helps=bool(row.helps),
        sites=places.get(row.district_id, ()),
    )
