"""Answers `DisclosuresOf`: who was shown something of a person, read from the ledger."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Integer, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import PersonId
from bot.core.people import Relation, RelationKind
from bot.core.requests import DisclosuresOf, Look, Looks
from bot.storage.among import among
from bot.storage.ledger.entry import EntryKind
from bot.storage.register import people_of, relations_around, roles_of
from bot.storage.rows import AnyRow
from bot.storage.rows.consents import disclosure_of
from bot.storage.tables import incidents, ledger

_CLOSEST_FIRST = {RelationKind.FAMILY: 0, RelationKind.SUPPORTER: 1, RelationKind.CARE_MANAGER: 2}
_undelivered = ledger.alias("undelivered")
_NEVER_ARRIVED = (
    select(_undelivered.c.seq)
    .where(
        _undelivered.c.message_id == ledger.c.message_id,
        _undelivered.c.person_id == ledger.c.person_id,
        _undelivered.c.kind == EntryKind.UNDELIVERED.value,
    )
    .exists()
)
# What somebody saw of themselves is no disclosure, and what never arrived was seen by nobody; a row whose time is over
# has lost its body, but still counts.
_RANKED = (
    select(
        ledger.c.seq,
        ledger.c.at,
        ledger.c.person_id,
        ledger.c.other_id,
        ledger.c.drill,
        ledger.c.body,
        func.count().over(partition_by=ledger.c.person_id).label("total"),
        func.row_number()
        .over(partition_by=ledger.c.person_id, order_by=(ledger.c.body.is_(None), ledger.c.seq.desc()))
        .label("place"),
    )
    .where(
        among(ledger.c.person_id, "people"),
        ledger.c.kind == EntryKind.DISCLOSURE.value,
        ledger.c.other_id != ledger.c.person_id,
        ~_NEVER_ARRIVED,
    )
    .subquery()
)
_LOOKS = select(_RANKED).where(_RANKED.c.place <= bindparam("most", type_=Integer)).order_by(_RANKED.c.seq.desc())
_TITLES = select(incidents.c.id, incidents.c.title).where(among(incidents.c.id, "incidents"))


async def read_looks(connection: AsyncConnection, requests: Collection[DisclosuresOf]) -> Mapping[DisclosuresOf, Looks]:
    subjects = sorted({each.person for each in requests})
    asked = {"people": subjects, "most": max(each.limit for each in requests)}
    rows = (await connection.execute(_LOOKS, asked)).all()
    looks = await _looks(connection, subjects, rows)
    totals = {row.person_id: row.total for row in rows}
    return {
        each: Looks(
            tuple(look for look in looks if look.disclosure.about == each.person)[: each.limit],
            totals.get(each.person, 0),
        )
        for each in requests
    }


async def _looks(connection: AsyncConnection, subjects: Sequence[PersonId], rows: Sequence[AnyRow]) -> list[Look]:
    shown = [(row, disclosure_of(row.person_id, row.other_id, json.loads(row.body))) for row in rows if row.body]
    recipients = sorted({each.recipient for _, each in shown})
    people = await people_of(connection, recipients) if recipients else {}
    offices = await roles_of(connection, recipients) if recipients else {}
    relations = await relations_around(connection, subjects) if recipients else []
    ids = sorted({each.incident for _, each in shown if each.incident})
    titles = {row.id: row.title for row in await connection.execute(_TITLES, {"incidents": ids})} if ids else {}
    return [
        Look(
            at=row.at,
            disclosure=each,
            recipient=people.get(each.recipient),
            relation=relation_to(each.recipient, each.about, relations),
            offices=tuple(offices.get(each.recipient, ())),
            drill=row.drill,
            incident_title=titles.get(each.incident, ""),
        )
        for row, each in shown
    ]


def relation_to(recipient: PersonId, person: PersonId, relations: Iterable[Relation]) -> Relation | None:
    """The person's own row towards the recipient; the closest where there are several. Pure: the twin uses it too."""
    rows = [each for each in relations if (each.person, each.other) == (person, recipient)]
    return min(rows, key=lambda each: _CLOSEST_FIRST[each.kind], default=None)
