"""The three ways to keep things, each with what a test needs to fill it and to look inside."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Table, select

from bot.core.consents import Disclosure
from bot.core.ids import IncidentId, PersonId, TalkId
from bot.core.letters import Letter
from bot.core.ports import Inbox, Outbox, TurnStore
from bot.core.records import NoticeRaised, TurnUnclear
from bot.core.reports import CheckIn, Report
from bot.storage import tables
from bot.storage.database import Database
from bot.storage.inbox import SqlInbox
from bot.storage.insert import add_new
from bot.storage.ledger.entry import Entry, EntryKind
from bot.storage.linking.code_digest import CodeDigests
from bot.storage.linking.codes import keep_code
from bot.storage.linking.nonces import LASTS, add_nonce
from bot.storage.memory import MemoryInbox, MemoryOutbox, MemoryTurnStore, World
from bot.storage.memory import linking as memory_linking
from bot.storage.memory.world import Asked
from bot.storage.outbox import SqlOutbox
from bot.storage.rows.check_ins import check_in_of
from bot.storage.rows.consents import disclosure_of
from bot.storage.rows.letters import letter_of, row_of_letter
from bot.storage.rows.notices import notice_of
from bot.storage.rows.reports import report_of
from bot.storage.rows.unclear import unclear_of
from bot.storage.sealing.keys import new_key, read_keys
from bot.storage.turn_store import SqlTurnStore
from tests.contracts.city import NOON, City
from tests.contracts.city_rows import rows_of

KEYS = read_keys([new_key()])
"""As in a real city: what the stores write is sealed on its way, and opened when it is read."""


@dataclass(frozen=True)
class Shown:
    disclosure: Disclosure
    letter: str | None
    drill: bool


@dataclass(frozen=True)
class Sent:
    letter: Letter
    state: str


class Backend(Protocol):
    @property
    def inbox(self) -> Inbox: ...
    @property
    def store(self) -> TurnStore: ...
    @property
    def outbox(self) -> Outbox: ...
    async def fill(self, city: City) -> None: ...
    async def post(self, *letters: Letter) -> None: ...
    async def reports(self) -> list[Report]: ...
    async def notices(self) -> list[NoticeRaised]: ...
    async def unclear(self) -> list[TurnUnclear]: ...
    async def talk(self, person: PersonId) -> TalkId: ...
    async def said_to_staff(self) -> list[str]: ...
    async def disclosures(self) -> list[Shown]: ...
    async def letters(self) -> list[Sent]: ...
    async def ledger(self) -> list[Entry]: ...
    async def check_in(self, incident: IncidentId, person: PersonId) -> CheckIn | None: ...
    async def raw(self, event: str) -> bytes: ...
    async def add_code(self, code: str, person: PersonId, expires_at: datetime) -> None: ...
    async def add_nonce(self, person: PersonId, now: datetime) -> str: ...
    async def state(self, event: str) -> str: ...


class MemoryBackend:
    def __init__(self) -> None:
        self.world = World()
        self.inbox = MemoryInbox(self.world)
        self.store = MemoryTurnStore(self.world)
        self.outbox = MemoryOutbox(self.world)

    async def fill(self, city: City) -> None:
        self.world.districts += city.districts
        self.world.people.update({each.id: each for each in city.people})
        self.world.accounts += city.accounts
        self.world.relations += city.relations
        self.world.roles += city.roles
        self.world.consents += city.consents
        self.world.emergencies += city.emergencies
        self.world.incidents += city.incidents
        self.world.kana.update(city.kana)
        self.world.addresses.update(city.addresses)
        self.world.sites.update({each.id: each for each in city.sites})
        for each in city.check_ins:
            self.world.check_ins[(each.incident, each.person)] = Asked(each, self.world.people[each.person].district)

    async def post(self, *letters: Letter) -> None:
        for each in letters:
            self.world.post(each)

    async def reports(self) -> list[Report]:
        return [each.report for each in self.world.reports]

    async def notices(self) -> list[NoticeRaised]:
        return [each.notice for each in self.world.notices]

    async def unclear(self) -> list[TurnUnclear]:
        return list(self.world.unclear)

    async def talk(self, person: PersonId) -> TalkId:
        self.world.talks[person] = TalkId(f"talk-{person}")
        return self.world.talks[person]

    async def said_to_staff(self) -> list[str]:
        return [each.words for each in self.world.said_to_staff]

    async def disclosures(self) -> list[Shown]:
        return [
            Shown(disclosure_of(each.person, each.other, each.body), each.message, each.drill)
            for each in self.world.ledger
            if each.kind is EntryKind.DISCLOSURE and each.person and each.other
        ]

    async def letters(self) -> list[Sent]:
        return [Sent(each.letter, each.state) for each in self.world.outbox.values()]

    async def ledger(self) -> list[Entry]:
        return self.world.ledger

    async def check_in(self, incident: IncidentId, person: PersonId) -> CheckIn | None:
        asked = self.world.check_ins.get((incident, person))
        return asked.check_in if asked else None

    async def raw(self, event: str) -> bytes:
        return next(each.arrival.raw for key, each in self.world.inbox.items() if key == event)

    async def state(self, event: str) -> str:
        return next(each.state for key, each in self.world.inbox.items() if key == event)

    async def add_code(self, code: str, person: PersonId, expires_at: datetime) -> None:
        memory_linking.add_code(self.world, code, person, expires_at)

    async def add_nonce(self, person: PersonId, now: datetime) -> str:
        nonce = f"nonce of {person}"
        memory_linking.add_nonce(self.world, nonce, person, now + LASTS)
        return nonce


class SqlBackend:
    def __init__(self, database: Database) -> None:
        self.database = database
        self.inbox = SqlInbox(database)
        self.digests = CodeDigests((b"of the tests",))
        self.store = SqlTurnStore(database, digests=self.digests)
        self.outbox = SqlOutbox(database)

    async def fill(self, city: City) -> None:
        for table, rows in rows_of(city):
            async with self.database.writing() as connection:
                await add_new(connection, table, rows)

    async def post(self, *letters: Letter) -> None:
        async with self.database.writing() as connection:
            await add_new(connection, tables.outbox, [row_of_letter(each) for each in letters])

    async def reports(self) -> list[Report]:
        return [report_of(row) for row in await self.rows(tables.reports)]

    async def notices(self) -> list[NoticeRaised]:
        return [notice_of(row) for row in await self.rows(tables.notices)]

    async def unclear(self) -> list[TurnUnclear]:
        return [unclear_of(row) for row in await self.rows(tables.unclear_turns)]

    async def talk(self, person: PersonId) -> TalkId:
        talk = TalkId(f"talk-{person}")
        row = {"id": talk, "person_id": person, "incident_id": "quake", "drill": False, "begun_at": NOON}
        async with self.database.writing() as connection:
            await add_new(connection, tables.talks, [{**row, "begun_by": "staff"}])
        return talk

    async def said_to_staff(self) -> list[str]:
        return [row.words for row in await self.rows(tables.talk_lines)]

    async def disclosures(self) -> list[Shown]:
        rows = [row for row in await self.rows(tables.ledger) if row.kind == EntryKind.DISCLOSURE]
        return [
            Shown(disclosure_of(row.person_id, row.other_id, json.loads(row.body)), row.message_id, row.drill)
            for row in rows
        ]

    async def letters(self) -> list[Sent]:
        return [Sent(letter_of(row), row.state) for row in sorted(await self.rows(tables.outbox))]

    async def ledger(self) -> list[Entry]:
        rows = sorted(await self.rows(tables.ledger), key=lambda row: row.seq)
        return [
            Entry(
                row.id,
                row.at,
                EntryKind(row.kind),
                row.person_id,
                row.other_id,
                json.loads(row.body),
                row.message_id,
                drill=row.drill,
            )
            for row in rows
        ]

    async def check_in(self, incident: IncidentId, person: PersonId) -> CheckIn | None:
        found = (check_in_of(row) for row in await self.rows(tables.check_ins))
        return next((each for each in found if (each.incident, each.person) == (incident, person)), None)

    async def raw(self, event: str) -> bytes:
        return next(bytes(row.raw) for row in await self.rows(tables.inbox) if row.event_id == event)

    async def state(self, event: str) -> str:
        return next(str(row.state) for row in await self.rows(tables.inbox) if row.event_id == event)

    async def add_code(self, code: str, person: PersonId, expires_at: datetime) -> None:
        async with self.database.writing() as connection:
            await keep_code(connection, self.digests.of(code), person, NOON, expires_at)

    async def add_nonce(self, person: PersonId, now: datetime) -> str:
        async with self.database.writing() as connection:
            return await add_nonce(connection, person, None, now)

    async def rows(self, table: Table) -> list[Any]:
        async with self.database.reading() as connection:
            return list(await connection.execute(select(table)))
