"""Answers `StreetOf`: all whom the sender of a message about many might mean, before any decision about showing."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import PersonId
from bot.core.people import Relation
from bot.core.reports import Standing
from bot.core.requests import Circle, CircleOf, CirclesOf, Neighbour, Street, StreetOf
from bot.storage.agreed import Agreements, CityOsRules, agreements_of, emergencies_declared
from bot.storage.among import among
from bot.storage.open_incidents import check_ins_of
from bot.storage.register import relations_towards
from bot.storage.rows import AnyRow
from bot.storage.rows.people import PERSON_COLUMNS, person_from
from bot.storage.tables import people
from bot.storage.turn_store.circle import read_circles
from bot.storage.turn_store.followed import closest

_THERE: Select[*tuple[Any, ...]] = (
    select(*PERSON_COLUMNS, people.c.kana, people.c.address)
    .where(or_(among(people.c.district_id, "districts"), among(people.c.id, "people")))
    .order_by(people.c.id)
)


async def read_streets(
    connection: AsyncConnection, requests: Collection[StreetOf], city_os: CityOsRules | None = None
) -> Mapping[StreetOf, Street]:
    """One after the other: they are rare, and each is large."""
    emergencies = await emergencies_declared(connection)
    return {each: Street(await _neighbours(connection, each, city_os), emergencies) for each in requests}


async def _neighbours(
    connection: AsyncConnection, asked: StreetOf, city_os: CityOsRules | None
) -> tuple[Neighbour, ...]:
    towards = closest(await relations_towards(connection, {asked.sender}), asked.sender)
    relations = {each.person: each for each in towards}
    rows = (await connection.execute(_THERE, {"districts": list(asked.districts), "people": list(relations)})).all()
    rows = sorted((row for row in rows if row.id != asked.sender), key=lambda row: str(row.id))
    ids = [PersonId(row.id) for row in rows]
    agreed = await agreements_of(connection, ids, city_os)
    standings = await check_ins_of(connection, ids, [asked.incident]) if ids else {}
    standing_of = {person: each.standing for person, several in standings.items() for each in several}
    return tuple(_neighbour(row, relations, agreed, standing_of) for row in rows)


def _neighbour(
    row: AnyRow,
    relations: Mapping[PersonId, Relation],
    agreed: Agreements,
    standings: Mapping[PersonId, Standing],
) -> Neighbour:
    person = person_from(row[: len(PERSON_COLUMNS)])
    return Neighbour(
        person,
        row.kana,
        row.address,
        standings.get(person.id, Standing()),
        agreed.of(person.id),
        consent_unasked=person.id in agreed.unasked,
        relation=relations.get(person.id),
    )


async def read_many_circles(
    connection: AsyncConnection, requests: Collection[CirclesOf], city_os: CityOsRules | None = None
) -> Mapping[CirclesOf, tuple[Circle, ...]]:
    each_of = {person: CircleOf(person) for request in requests for person in request.people}
    found = await read_circles(connection, each_of.values(), city_os)
    return {
        request: tuple(circle for person in request.people if (circle := found[each_of[person]]) is not None)
        for request in requests
    }
