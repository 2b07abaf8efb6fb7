"""Who of many people has anybody of a kind who can be written to, and what deciding about those needs."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import PersonId
from bot.core.people import Person, RelationKind
from bot.core.requests import Circle, Member
from bot.storage.agreed import CityOsRules, agreements_of, emergencies_declared
from bot.storage.among import among
from bot.storage.register import is_open, people_of, same_account
from bot.storage.rows.people import PERSON_COLUMNS, RELATION_COLUMNS, person_from, relation_of
from bot.storage.tables import accounts, conversations, people, relations
from bot.storage.turn_store.going import goings_to
from bot.storage.turn_store.mail import Road, Roads
from bot.storage.turn_store.roads import ROAD_COLUMNS, road_of

# The road of a relation is read with the relation: who has none is told nothing, and then nothing is decided.
_NEAR = (
    select(*RELATION_COLUMNS, *PERSON_COLUMNS, *ROAD_COLUMNS)
    .join(people, people.c.id == relations.c.other_id)
    .join(accounts, accounts.c.person_id == relations.c.other_id)
    .outerjoin(conversations, same_account)
    .where(among(relations.c.person_id, "people"), relations.c.kind == bindparam("kind"), is_open)
    .order_by(relations.c.person_id, relations.c.other_id, accounts.c.channel, accounts.c.address)
)
_OF_PERSON = len(RELATION_COLUMNS)
_OF_ROAD = _OF_PERSON + len(PERSON_COLUMNS)


class Near(NamedTuple):
    """`circles` hold the reachable members of that kind alone, and no leaders; `roads` lead to those members."""

    circles: Sequence[Circle]
    roads: Roads


async def circles_near(
    connection: AsyncConnection, of: Sequence[PersonId], kind: RelationKind, city_os: CityOsRules | None
) -> Near:
    """In the order of the ids; whoever has nobody of the kind has no circle. Confirmed or not is for the decision."""
    rows = (await connection.execute(_NEAR, {"people": of, "kind": kind.value})).all()
    members, roads = _members(rows)
    centres = await people_of(connection, members)
    agreed = await agreements_of(connection, centres, city_os)
    emergencies = await emergencies_declared(connection)
    going = await goings_to(connection, centres)
    circles = [
        Circle(
            centres[id_],
            tuple(of_kind),
            consents=agreed.of(id_),
            emergencies=emergencies,
            consent_unasked=id_ in agreed.unasked,
            going=tuple(going.get(id_, ())),
        )
        for id_, of_kind in members.items()
    ]
    return Near(circles, roads)


def _members(rows: Sequence[Any]) -> tuple[Mapping[PersonId, list[Member]], Roads]:
    """One row is one road of one relation: a member with two accounts is in two of them, which follow each other."""
    members: defaultdict[PersonId, list[Member]] = defaultdict(list)
    roads: dict[PersonId, list[Road]] = {}
    last = None
    for row in rows:
        if row[:2] != last:
            last = row[:2]
            other: Person = person_from(row[_OF_PERSON:_OF_ROAD])
            members[PersonId(row[0])].append(Member(other, relation_of(row[:_OF_PERSON])))
        found = roads.setdefault(PersonId(row[1]), [])
        if (road := road_of(row[_OF_ROAD:])) not in found:
            found.append(road)
    return members, roads
