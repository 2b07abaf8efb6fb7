"""Reads everything that turns start from: six statements, however many conversations."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.conversation import Conversation
from bot.core.events import address_of, channel_of
from bot.core.ids import ConversationId, PersonId, TalkId
from bot.core.people import Person
from bot.core.ports import Known
from bot.storage.among import among
from bot.storage.open_incidents import check_ins_of, open_incidents
from bot.storage.register import roles_of
from bot.storage.rows.conversations import conversation_of
from bot.storage.rows.people import PERSON_COLUMNS, person_of
from bot.storage.tables import accounts, conversations, people, talks
from bot.storage.turn_store.known import (
    concerning,
    concerning_any,
    conversation_as_known,
    meant_by,
    owner_of,
    sharers_of,
    talk_of,
)
from bot.storage.turn_store.related import read_related

_CONVERSATIONS = select(conversations).where(among(conversations.c.id, "conversations"))
_OWNERS = (
    select(accounts.c.channel, accounts.c.address.label("account"), *PERSON_COLUMNS, talks.c.id.label("talk"))
    .join(people, people.c.id == accounts.c.person_id)
    .outerjoin(talks, (talks.c.person_id == people.c.id) & talks.c.ended_at.is_(None))
    .where(among(accounts.c.channel, "channels"), among(accounts.c.address, "addresses"))
    .order_by(people.c.id)
)


async def load_known(connection: AsyncConnection, ids: Collection[ConversationId]) -> Mapping[ConversationId, Known]:
    stored = await _stored(connection, ids)
    owners, talking = await _owners(connection, ids)
    persons = {id_: owner_of(stored.get(id_), owners[id_]) for id_ in ids}
    meant = {id_: meant_by(person, sharers_of(owners[id_])) for id_, person in persons.items()}
    linked = sorted({person.id for people in meant.values() for person in people})
    speakers = {person.id for person in persons.values() if person}
    related = await read_related(connection, speakers) if speakers else {}
    incidents = await open_incidents(connection)
    foremost = concerning(None, incidents)
    roles = await roles_of(connection, linked) if linked else {}
    answers = await check_ins_of(connection, linked, [each.id for each in incidents]) if linked and incidents else {}
    return {
        id_: Known(
            conversation_as_known(id_, stored.get(id_), person),
            person,
            tuple(roles.get(person.id, ())) if person else (),
            concerning_any(meant[id_], incidents, answers),
            tuple(answer for each in meant[id_] for answer in answers.get(each.id, ())),
            sharers_of(owners[id_]),
            related.get(person.id, ()) if person else (),
            foremost,
            talk_of(meant[id_], talking),
        )
        for id_, person in persons.items()
    }


async def _stored(connection: AsyncConnection, ids: Collection[ConversationId]) -> dict[ConversationId, Conversation]:
    rows = await connection.execute(_CONVERSATIONS, {"conversations": list(ids)})
    return {each.id: each for each in map(conversation_of, rows)}


async def _owners(
    connection: AsyncConnection, ids: Collection[ConversationId]
) -> tuple[Mapping[ConversationId, list[Person]], Mapping[PersonId, TalkId]]:
    """And with whom of them staff talk."""
    channels = sorted({channel_of(each).value for each in ids})
    asked = {"channels": channels, "addresses": [address_of(each) for each in ids]}
    found: defaultdict[ConversationId, list[Person]] = defaultdict(list)
    talking: dict[PersonId, TalkId] = {}
    for row in await connection.execute(_OWNERS, asked):
        found[ConversationId(f"{row.channel}:{row.account}")].append(person_of(row))
        if row.talk:
            talking[PersonId(row.id)] = TalkId(row.talk)
    return found, talking
