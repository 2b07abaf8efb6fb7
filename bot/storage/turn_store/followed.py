"""Answers `FollowedBy`: the people somebody is family, supporter or care manager of, each once."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import PersonId
from bot.core.people import Relation, RelationKind
from bot.core.requests import Followed, FollowedBy
from bot.storage.agreed import CityOsRules, agreements_of, emergencies_declared
from bot.storage.open_incidents import check_ins_of, open_incidents
from bot.storage.register import people_of, relations_around, relations_towards
from bot.storage.turn_store.going import goings_to
from bot.storage.turn_store.known import concerning

_CLOSEST_FIRST = {RelationKind.FAMILY: 0, RelationKind.SUPPORTER: 1, RelationKind.CARE_MANAGER: 2}


async def read_followed(
    connection: AsyncConnection, requests: Collection[FollowedBy], city_os: CityOsRules | None = None
) -> Mapping[FollowedBy, tuple[Followed, ...]]:
    askers = {each.person for each in requests}
    towards = await relations_towards(connection, askers)
    backs = await relations_around(connection, askers)
    ids = {each.person for each in towards}
    people = await people_of(connection, ids)
    incidents = await open_incidents(connection)
    check_ins = await check_ins_of(connection, ids, [each.id for each in incidents]) if ids and incidents else {}
    agreed = await agreements_of(connection, ids, city_os)
    emergencies = await emergencies_declared(connection)
    going = await goings_to(connection, ids)

    def followed(relation: Relation) -> Followed:
        person, answers = people[relation.person], tuple(check_ins.get(relation.person, ()))
        return Followed(
            person,
            relation,
            way_back(relation, backs),
            concerning(person, incidents, answers),
            answers,
            agreed.of(relation.person),
            emergencies,
            consent_unasked=relation.person in agreed.unasked,
            going=tuple(going.get(relation.person, ())),
        )

    return {each: tuple(followed(found) for found in closest(towards, each.person)) for each in requests}


def closest(towards: Iterable[Relation], asker: PersonId) -> tuple[Relation, ...]:
    """One relation for each person the asker follows, the closest where there are several; by the person's id."""
    mine = [each for each in towards if each.other == asker]
    nearest = {each.person: each for each in sorted(mine, key=lambda each: -_CLOSEST_FIRST[each.kind])}
    return tuple(nearest[person] for person in sorted(nearest))


def way_back(relation: Relation, backs: Sequence[Relation]) -> Relation | None:
    """The asker's own row towards the person, of the same kind if there is one: it holds the word 母."""
    rows = [each for each in backs if (each.person, each.other) == (relation.other, relation.person)]
    return min(rows, key=lambda each: (each.kind is not relation.kind, _CLOSEST_FIRST[each.kind]), default=None)
