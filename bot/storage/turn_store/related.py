"""Who is related to a speaker, by name: to read what speakers write, never to show it to anybody."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.gazetteer import Named
from bot.core.ids import PersonId
from bot.rules.naming import named_person
from bot.storage.among import among
from bot.storage.tables import people, relations


def _others(speaker: ColumnElement[str], other: ColumnElement[str]) -> Select[Any]:
    """Whom a confirmed row names beside the speaker. Nobody under a disclosure block: a name found would be a trace."""
    return (
        select(speaker.label("speaker"), people.c.id, people.c.name, people.c.kana)
        .select_from(relations)
        .join(people, people.c.id == other)
        .where(among(speaker, "speakers"), relations.c.confirmed, ~people.c.disclosure_block)
    )


# A union, so that two people with several relations between them come once.
_RELATED = union(
    _others(relations.c.person_id, relations.c.other_id), _others(relations.c.other_id, relations.c.person_id)
)


async def read_related(
    connection: AsyncConnection, speakers: Collection[PersonId]
) -> Mapping[PersonId, tuple[Named, ...]]:
    """Of each speaker those related one way or the other, confirmed; each once, by id. One statement for all."""
    found: defaultdict[PersonId, list[Named]] = defaultdict(list)
    for row in await connection.execute(_RELATED, {"speakers": sorted(speakers)}):
        found[PersonId(row.speaker)].append(named_person(PersonId(row.id), row.name, row.kana))
    return {speaker: by_id(others) for speaker, others in found.items()}


def by_id(named: Collection[Named]) -> tuple[Named, ...]:
    """Pure: the memory twin uses it as well."""
    return tuple(sorted(named, key=lambda each: each.value))
