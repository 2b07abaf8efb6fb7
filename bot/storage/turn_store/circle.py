"""Answers `CircleOf`: who is around a person, who leads where they live, and what they consented to."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import DistrictId, PersonId
from bot.core.people import Office, Person
from bot.core.requests import Circle, CircleOf, Member
from bot.storage.agreed import CityOsRules, agreements_of, emergencies_declared
from bot.storage.among import among
from bot.storage.register import people_of, reachable, relations_around
from bot.storage.rows.people import PERSON_COLUMNS, person_of
from bot.storage.tables import people, roles
from bot.storage.turn_store.going import goings_to

_OFFICERS = (
    select(roles.c.role, roles.c.district_id.label("served"), *PERSON_COLUMNS)
    .join(people, people.c.id == roles.c.person_id)
    .where(
        roles.c.role.in_([Office.LEADER.value, Office.WELFARE_COMMISSIONER.value]),
        among(roles.c.district_id, "districts"),
    )
    .order_by(people.c.id)
)

WHOLE_CITY = ""


async def read_circles(
    connection: AsyncConnection, requests: Collection[CircleOf], city_os: CityOsRules | None = None
) -> Mapping[CircleOf, Circle | None]:
    centres = await people_of(connection, {each.person for each in requests})
    relations = await relations_around(connection, centres)
    others = {each.other for each in relations}
    known = await people_of(connection, others)
    officers = await _officers(connection, {each.district for each in centres.values() if each.district})
    leaders = frozenset(each.id for served in officers[Office.LEADER].values() for each in served)
    reached = await reachable(connection, others | leaders)
    agreed = await agreements_of(connection, centres, city_os)
    emergencies = await emergencies_declared(connection)
    going = await goings_to(connection, centres)
    members: defaultdict[PersonId, list[Member]] = defaultdict(list)
    for each in relations:
        members[each.person].append(Member(known[each.other], each, each.other in reached))
    circles = {
        id_: Circle(
            centre,
            tuple(members[id_]),
            officers_of(centre, officers[Office.LEADER]),
            agreed.of(id_),
            emergencies,
            consent_unasked=id_ in agreed.unasked,
            going=tuple(going.get(id_, ())),
            commissioners=officers_of(centre, officers[Office.WELFARE_COMMISSIONER]),
            unreached=leaders - reached,
        )
        for id_, centre in centres.items()
    }
    return {each: circles.get(each.person) for each in requests}


def officers_of(centre: Person, officers: Mapping[str, Iterable[Person]]) -> tuple[Person, ...]:
    """Those of the person's district and those of the whole city, each once."""
    here = officers.get(centre.district, ()) if centre.district else ()
    found = {each.id: each for each in (*here, *officers.get(WHOLE_CITY, ()))}
    return tuple(found.values())


async def _officers(
    connection: AsyncConnection, districts: Collection[DistrictId]
) -> Mapping[Office, Mapping[str, list[Person]]]:
    found: dict[Office, defaultdict[str, list[Person]]] = {
        Office.LEADER: defaultdict(list),
        Office.WELFARE_COMMISSIONER: defaultdict(list),
    }
    for row in await connection.execute(_OFFICERS, {"districts": [*districts, WHOLE_CITY]}):
        found[Office(row.role)][row.served].append(person_of(row))
    return found
