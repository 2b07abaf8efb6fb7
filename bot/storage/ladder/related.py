"""Who of many people has anybody of a kind at all: nobody else needs to be read on the way to those."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import PersonId
from bot.core.people import RelationKind
from bot.storage.among import among
from bot.storage.tables import relations

_WITH = (
    select(relations.c.person_id)
    .where(among(relations.c.person_id, "people"), relations.c.kind == bindparam("kind"))
    .distinct()
    .order_by(relations.c.person_id)
)


async def people_with(
    connection: AsyncConnection, people: Sequence[PersonId], kind: RelationKind
) -> Sequence[PersonId]:
    """Those with a relation of this kind, confirmed or not: that is for the decision to weigh."""
    return [PersonId(each) for each in await connection.scalars(_WITH, {"people": people, "kind": kind.value})]
