"""The helpers of many people who are not asked themselves, and the roads to them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import IncidentId, PersonId
from bot.core.people import Person, RelationKind
from bot.core.requests import Circle, Member
from bot.storage.agreed import CityOsRules
from bot.storage.among import among
from bot.storage.ladder.circles import Near, circles_near
from bot.storage.tables import check_ins

_ASKED = select(check_ins.c.person_id).where(
    check_ins.c.incident_id == bindparam("incident"), among(check_ins.c.person_id, "people")
)


Heard = Mapping[PersonId, Mapping[PersonId, str]]
"""By person, the level that each helper has heard of last."""


async def circles_elsewhere(
    connection: AsyncConnection,
    incident: IncidentId,
    people: Sequence[PersonId],
    heard: Heard,
    city_os: CityOsRules | None,
) -> Near:
    """Without those who read the same with their own question; confirmed or not is for the decision.

    That is who lives in the same district, or in none that is known and so in all, and is asked. Whoever heard by name
    before hears the rest too.
    """
    family = await circles_near(connection, people, RelationKind.FAMILY, city_os)
    supporters = await circles_near(connection, people, RelationKind.SUPPORTER, city_os)
    roads = {**family.roads, **supporters.roads}
    asked = {
        PersonId(each) for each in await connection.scalars(_ASKED, {"incident": incident, "people": sorted(roads)})
    }
    merged: dict[PersonId, Circle] = {}
    for circle in (*family.circles, *supporters.circles):
        person = circle.person
        told_by_question = asked - heard.get(person.id, {}).keys()
        elsewhere = [each for each in circle.members if not _reads_it(each, person, told_by_question)]
        before = merged.get(person.id, replace(circle, members=()))
        merged[person.id] = replace(before, members=(*before.members, *elsewhere))
    return Near(list(merged.values()), roads)


def _reads_it(helper: Member, person: Person, asked: Collection[PersonId]) -> bool:
    return helper.person.id in asked and helper.person.district in (None, person.district)
