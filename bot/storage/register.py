"""Reads of the register: people, their relations and offices, and whether they can be reached."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.conversation import Reach
from bot.core.ids import PersonId
from bot.core.people import Person, Relation, Role
from bot.storage.among import among
from bot.storage.rows.people import PERSON_COLUMNS, RELATION_COLUMNS, ROLE_COLUMNS, person_from, relation_of, role_of
from bot.storage.tables import accounts, conversations, people, relations, roles

same_account = conversations.c.id == accounts.c.channel + ":" + accounts.c.address
"""Joins an account to the conversation that is had over it."""

_DECEASED = select(people.c.id).where(people.c.deceased_at.is_not(None))
is_open = and_(
    or_(conversations.c.reach.is_(None), conversations.c.reach == Reach.OPEN.value),
    accounts.c.person_id.not_in(_DECEASED),
)
"""An account over which nobody has spoken yet counts as open. To the dead nothing is written; what somebody writes from
their telephone is answered.
"""

_PEOPLE = select(*PERSON_COLUMNS).where(among(people.c.id, "people"))
_ROLES = select(*ROLE_COLUMNS).where(among(roles.c.person_id, "people")).order_by(roles.c.role, roles.c.district_id)
_AROUND = select(*RELATION_COLUMNS).where(among(relations.c.person_id, "people"))
_TOWARDS = select(*RELATION_COLUMNS).where(among(relations.c.other_id, "people"), relations.c.confirmed)
_REACHABLE = (
    select(accounts.c.person_id)
    .outerjoin(conversations, same_account)
    .where(among(accounts.c.person_id, "people"), is_open)
)


async def people_of(connection: AsyncConnection, ids: Iterable[PersonId]) -> dict[PersonId, Person]:
    rows = (await connection.execute(_PEOPLE, {"people": list(ids)})).all()
    return {each.id: each for each in map(person_from, rows)}


async def roles_of(connection: AsyncConnection, ids: Iterable[PersonId]) -> Mapping[PersonId, list[Role]]:
    found: defaultdict[PersonId, list[Role]] = defaultdict(list)
    for row in await connection.execute(_ROLES, {"people": list(ids)}):
        found[PersonId(row.person_id)].append(role_of(row))
    return found


async def relations_around(connection: AsyncConnection, ids: Iterable[PersonId]) -> list[Relation]:
    """The rows of these people: whom they have as family, supporter, care manager. Confirmed or not."""
    return [relation_of(row) for row in (await connection.execute(_AROUND, {"people": list(ids)})).all()]


async def relations_towards(connection: AsyncConnection, ids: Iterable[PersonId]) -> list[Relation]:
    """The confirmed rows in which these people are the relation of somebody."""
    return [relation_of(row) for row in await connection.execute(_TOWARDS, {"people": list(ids)})]


async def reachable(connection: AsyncConnection, ids: Iterable[PersonId]) -> frozenset[PersonId]:
    """Those who have at least one account that a message can be sent to."""
    return frozenset((await connection.scalars(_REACHABLE, {"people": list(ids)})).all())
