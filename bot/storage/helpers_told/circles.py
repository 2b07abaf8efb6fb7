"""The helpers of many people who are not asked themselves, and the roads to them."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import IncidentId, PersonId
from bot.core.people import RelationKind
from bot.core.requests import Circle
from bot.storage.agreed import CityOsRules
from bot.storage.among import among
from bot.storage.ladder.circles import Near, circles_near
from bot.storage.tables import check_ins

_ASKED = select(check_ins.c.person_id).where(
    check_ins.c.incident_id == bindparam("incident"), among(check_ins.c.person_id, "people")
)


async def circles_elsewhere(
    connection: AsyncConnection, incident: IncidentId, people: Sequence[PersonId], city_os: CityOsRules | None
) -> Near:
    """Without those who are asked: they have read what to do for whom they help. Confirmed is for the decision."""
    family = await circles_near(connection, people, RelationKind.FAMILY, city_os)
    supporters = await circles_near(connection, people, RelationKind.SUPPORTER, city_os)
    roads = {**family.roads, **supporters.roads}
    asked = set(await connection.scalars(_ASKED, {"incident": incident, "people": sorted(roads)}))
    merged: dict[PersonId, Circle] = {}
    for circle in (*family.circles, *supporters.circles):
        elsewhere = tuple(each for each in circle.members if each.person.id not in asked)
        before = merged.get(circle.person.id, replace(circle, members=()))
        merged[circle.person.id] = replace(before, members=(*before.members, *elsewhere))
    return Near(list(merged.values()), roads)
