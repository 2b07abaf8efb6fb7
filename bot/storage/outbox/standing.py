"""What letters show that waited, and whether its ground still holds: the ledger's rows against what stands now."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.consents import Consent, Disclosure
from bot.core.ids import MessageId, PersonId
from bot.core.incidents import Emergency
from bot.core.letters import Letter
from bot.core.people import Person, Relation, Role
from bot.rules.consent.lasting import Lost, Standing, lost
from bot.storage.agreed import CityOsRules, consents_of, emergencies_declared
from bot.storage.among import among
from bot.storage.ledger.entry import EntryKind
from bot.storage.register import people_of, relations_around, roles_of
from bot.storage.rows import AnyRow
from bot.storage.rows.consents import disclosure_of
from bot.storage.tables import accounts, ledger

_SHOWN = (
    select(ledger.c.message_id, ledger.c.person_id, ledger.c.other_id, ledger.c.at, ledger.c.body)
    .where(among(ledger.c.message_id, "messages"), ledger.c.kind == bindparam("kind"))
    .order_by(ledger.c.seq)
)
_ACCOUNTS = select(accounts.c.channel, accounts.c.address, accounts.c.person_id).where(
    among(accounts.c.person_id, "people")
)


@dataclass(frozen=True, slots=True)
class Decided:
    """A disclosure and when it was decided. `what` None: the row cannot be read, so that it is no ground."""

    at: datetime
    what: Disclosure | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands now around all of them."""

    now: datetime
    people: Mapping[PersonId, Person] = field(default_factory=dict)
    roles: Mapping[PersonId, Sequence[Role]] = field(default_factory=dict)
    relations: Sequence[Relation] = ()
    consents: Mapping[PersonId, Sequence[Consent]] = field(default_factory=dict)
    emergencies: Sequence[Emergency] = ()
    accounts: Collection[tuple[str, str, PersonId]] = ()
    """Of the recipients: channel, address, whose."""


async def read_groundless(
    connection: AsyncConnection, letters: Collection[Letter], now: datetime, city_os: CityOsRules | None
) -> Mapping[MessageId, Lost]:
    messages = sorted({each.showing for each in letters if each.showing})
    if not messages:
        return {}
    decided: defaultdict[MessageId, list[Decided]] = defaultdict(list)
    for row in await connection.execute(_SHOWN, {"messages": messages, "kind": EntryKind.DISCLOSURE.value}):
        decided[row.message_id].append(_decided(row))
    return groundless(letters, decided, await _facts(connection, decided, now, city_os))


def groundless(
    letters: Iterable[Letter], decided: Mapping[MessageId, Sequence[Decided]], facts: Facts
) -> Mapping[MessageId, Lost]:
    """One lost ground is enough: a letter is frozen and goes whole or not at all. Pure: the memory twin uses it too."""
    why = {message: _first_lost(rows, facts) for message, rows in decided.items()}
    return {
        each.id: reason
        for each in letters
        if each.showing
        and (reason := why.get(each.showing, Lost.UNKNOWN) or _moved(each, decided[each.showing], facts))
    }


def _first_lost(decided: Iterable[Decided], facts: Facts) -> Lost | None:
    found = (Lost.UNKNOWN if each.what is None else _lost(each.what, each.at, facts) for each in decided)
    return next((each for each in found if each is not None), None)


def _moved(letter: Letter, decided: Iterable[Decided], facts: Facts) -> Lost | None:
    """The account that it goes to is not, or no more, that of the person it was decided for."""
    roads = [
        (letter.channel.value, address, each.what.recipient)
        for address in letter.recipients
        for each in decided
        if each.what
    ]
    return None if all(road in facts.accounts for road in roads) else Lost.ACCOUNT


def _lost(what: Disclosure, at: datetime, facts: Facts) -> Lost | None:
    standing = Standing(
        now=facts.now,
        decided_at=at,
        subject=facts.people.get(what.about),
        roles=facts.roles.get(what.recipient, ()),
        relations=[each for each in facts.relations if each.person == what.about],
        consents=facts.consents.get(what.about, ()),
        emergencies=facts.emergencies,
    )
    return lost(what, standing)


async def _facts(
    connection: AsyncConnection,
    decided: Mapping[MessageId, Sequence[Decided]],
    now: datetime,
    city_os: CityOsRules | None,
) -> Facts:
    found = [each.what for several in decided.values() for each in several if each.what]
    subjects = sorted({each.about for each in found})
    recipients = sorted({each.recipient for each in found})
    return Facts(
        now=now,
        people=await people_of(connection, subjects),
        roles=await roles_of(connection, recipients),
        relations=await relations_around(connection, subjects),
        consents=await consents_of(connection, subjects, city_os),
        emergencies=await emergencies_declared(connection),
        accounts={tuple(row) for row in await connection.execute(_ACCOUNTS, {"people": recipients})},
    )


def _decided(row: AnyRow) -> Decided:
    """Somebody may have edited the ledger by hand: a row that says nothing must not stop all other letters."""
    try:
        what = disclosure_of(row.person_id, row.other_id, json.loads(row.body or ""))
    except (ValueError, KeyError, TypeError):
        return Decided(row.at, None)
    return Decided(row.at, what)
