"""The transcripts' town on a real database, with telephones and addresses, and a channel that can fail.

What people say goes in as LINE sends it, through the real shells; what they get is kept for their next tap alone.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, insert, update

from bot.core.consents import Consent, Item, RecipientKind
from bot.core.errors import Refused, TryLater
from bot.core.events import Channel
from bot.core.gazetteer import EMPTY, Gazetteer
from bot.core.ids import DistrictId, IncidentId, PersonId
from bot.core.incidents import Hazard, Incident
from bot.core.language import Language
from bot.core.letters import Letter
from bot.core.people import Office, Person, Relation, RelationKind, Role
from bot.core.ports import LANES
from bot.core.replies import Card, Choice, Reply, Speech
from bot.core.reports import Casualty
from bot.core.taps import encode
from bot.core.understanding import Understanding
from bot.delivery import Delivery
from bot.hearing import Hearing
from bot.rules.emergency_message import emergency_begins
from bot.rules.greeting_message import greeting_message, practice_message
from bot.rules.opening_message import opening_message
from bot.rules.quiet_days import month_of
from bot.storage import tables
from bot.storage.database import Database
from bot.storage.emergencies import EmergencyStore
from bot.storage.inbox import SqlInbox
from bot.storage.incidents import IncidentStore
from bot.storage.insert import add_new
from bot.storage.linking.code_digest import CodeDigests
from bot.storage.linking.codes import keep_code
from bot.storage.linking.nonces import add_nonce
from bot.storage.memory.world import Account
from bot.storage.outbox import SqlOutbox
from bot.storage.staff_word.casualties import Recorded, Recording, record_casualty
from bot.storage.turn_store import SqlTurnStore
from bot.storage.wakeups import InProcessWakeups
from bot.turns import Turns
from handlers.line.arrivals import arrivals
from handlers.line.parsing import LineParser
from handlers.line.rendering import Renderer
from tests.contracts.city import City
from tests.contracts.city_rows import rows_of
from tests.transcripts.stage import START, book, declared
from tests.transcripts.town import CITY, NORTH, WHO, agreed, consent_of, town
from tests.understanding import interpreter, many_heard

DIGESTS = CodeDigests((b"k" * 32,))
BREAKS = "こわれることば"
"""Understanding fails on it with an error that quotes it, as a library's errors do."""


@cache
def line_id(address: str) -> str:
    """A user id as LINE gives them."""
    return "U" + sha256(address.encode()).hexdigest()[:32]


def phone_of(number: int) -> str:
    return f"0242-55-{7000 + number}"


def address_of(number: int) -> str:
    return f"栄町{number + 1}丁目{number + 2}番{number + 3}号"


class FailingInterpreter:
    async def understand(self, text: str, gazetteer: Gazetteer = EMPTY) -> Understanding:
        if text == BREAKS:
            raise ValueError(f"cannot make sense of {text!r}")
        return interpreter().read(text, gazetteer)


class SetClock:
    def __init__(self) -> None:
        self.at = START

    def now(self) -> datetime:
        return self.at


@dataclass
class FakeLine:
    """Keeps the buttons that each address has. Pushes fail by their number: too late, or refused with the address."""

    late_every: int = 7
    refused_every: int = 11
    buttons: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    pushes: int = 0

    def render(self, speech: Speech) -> str:
        return Renderer(book()).render(speech)

    async def reply(self, token: str, letter: Letter) -> None:
        del token
        self._keep(letter)

    async def push(self, letter: Letter) -> None:
        self.pushes += 1
        if self.pushes % self.late_every == 0:
            raise TryLater("timeout", ambiguous=True)
        if self.pushes % self.refused_every == 0:
            raise Refused(400, letter.recipients)
        self._keep(letter)

    async def multicast(self, letter: Letter) -> None:
        self._keep(letter)

    def _keep(self, letter: Letter) -> None:
        for address in letter.recipients:
            self.offer(address, letter.speech.replies, letter.speech.language)

    def offer(self, address: str, replies: Sequence[Reply], language: Language) -> None:
        for reply in replies:
            found = reply.buttons if isinstance(reply, Card) else getattr(reply, "choices", ())
            for button in found:
                if isinstance(button, Choice):
                    self.buttons[address][book().say(button.label, language)] = encode(button.tap)


class LoggedTown:
    """One conversation of a transcript after the other, over one database each."""

    def __init__(self, database: Database, line: FakeLine) -> None:
        self.database = database
        self.clock = SetClock()
        self.line = line
        self.number = 0
        self.said: set[str] = set()
        store = SqlTurnStore(database, digests=DIGESTS)
        self._turns = Turns(
            store=store,
            parsers={Channel.LINE: LineParser()},
            hearing=Hearing(FailingInterpreter(), store, self.clock, many_heard()),
            city=CITY,
            clock=self.clock,
            wakeups=InProcessWakeups(),
        )
        outbox = SqlOutbox(database)
        self._delivery = Delivery(outbox=outbox, senders={Channel.LINE: self.line}, clock=self.clock, jitter=lambda: 0)

    async def fill(self) -> None:
        world = town()
        accounts = [Account(Channel.LINE, line_id(each.address), each.person) for each in world.accounts]
        people = list(world.people.values())
        city = City(world.districts, people, accounts, world.relations, world.roles, world.consents, [], [], [])
        async with self.database.writing() as connection:
            for table, rows in rows_of(city):
                await add_new(connection, table, rows)
            for number, person in enumerate(WHO.values()):
                known = {"phone": phone_of(number), "address": address_of(number), "support_reason": "足が不自由"}
                await connection.execute(update(tables.people).where(tables.people.c.id == person.id).values(known))

    async def play(self, step: Mapping[str, Any]) -> None:
        self.clock.at += timedelta(minutes=step.get("after", 1))
        if "opens" in step:
            await self._open(step["opens"])
        elif "closes" in step:
            await IncidentStore(self.database).close(IncidentId(step["closes"]), self.clock.at)
        elif "code" in step:
            await self._code(step)
        elif "shares" in step:
            await self._share(step)
        elif "agrees" in step:
            await self._agree(step)
        elif "as" in step:
            await self._tie(step)
        elif "declares" in step:
            await self._declare(step)
        elif "move_in" in step:
            await self._move_in(step)
        elif "greets" in step:
            self._greet(step)
        else:
            await (self._put_on_record(step) if "puts_on_record" in step else self.say(step))
        await self.work()

    async def work(self) -> None:
        """Turns and deliveries until nothing is left that is due."""
        for shell in (self._turns, self._delivery, self._delivery):
            while await shell.begin(range(LANES)):
                await shell.settle()

    async def _open(self, wanted: Mapping[str, Any]) -> None:
        districts = tuple(wanted.get("districts", ()))
        incident = Incident(
            id=IncidentId(wanted["id"]),
            title=wanted["title"],
            hazard=Hazard(wanted.get("hazard", "earthquake")),
            level=str(wanted.get("level", "")),
            districts=districts,
            drill=wanted.get("drill", False),
            opened_at=self.clock.at,
        )
        named = tuple(each for each in town().districts if each.id in districts)
        await IncidentStore(self.database).open(incident, opening_message(incident, CITY, named))

    async def _code(self, step: Mapping[str, Any]) -> None:
        until = self.clock.at + timedelta(hours=step.get("hours", 72))
        self.said.add(step["code"])
        async with self.database.writing() as connection:
            await keep_code(connection, DIGESTS.of(step["code"]), WHO[step["for"]].id, self.clock.at, until)

    async def _share(self, step: Mapping[str, Any]) -> None:
        async with self.database.writing() as connection:
            for each in step["with"]:
                row = {"channel": "line", "address": line_id(step["shares"]), "person_id": WHO[each].id}
                await connection.execute(insert(tables.accounts), row)

    async def _agree(self, step: Mapping[str, Any]) -> None:
        person, items = WHO[step["agrees"]].id, frozenset(map(Item, step["to"]))
        kind = RecipientKind(step.get("kind", RecipientKind.ASSOCIATION))
        of_kind = tables.consents.c.recipient_kind == kind.value
        async with self.database.writing() as connection:
            await connection.execute(delete(tables.consents).where(tables.consents.c.person_id == person, of_kind))
        await self._add(consents=[consent_of(step["agrees"], kind, items)] if items else [])

    async def _tie(self, step: Mapping[str, Any]) -> None:
        if "serves" in step:
            office = Role(Office(step["as"]), DistrictId(step["in"]))
            await self._add(roles=[(WHO[step["serves"]].id, office)])
        else:
            pair = WHO[step["relates"]].id, WHO[step["to"]].id
            await self._add(relations=[Relation(*pair, RelationKind(step["as"]), confirmed=True)])

    async def _declare(self, step: Mapping[str, Any]) -> None:
        emergency = declared(step, self.clock.at)
        areas = tuple(each for each in town().districts if each.id in emergency.districts)
        still_open = await IncidentStore(self.database).still_open()
        words = emergency_begins(emergency, CITY, areas, still_open)
        await EmergencyStore(self.database).declare(emergency, words)

    async def _put_on_record(self, step: Mapping[str, Any]) -> None:
        (incident,) = await IncidentStore(self.database).still_open()
        basis = "警察の田中さんから電話"
        self.said.add(basis)
        wish = Recording(
            person=WHO[step["of"]].id,
            incident=incident.id,
            casualty=Casualty(step["puts_on_record"]),
            by=PersonId("officer"),
            basis=basis,
            at=self.clock.at,
            sure=True,
        )
        assert await record_casualty(self.database, wish) is Recorded.DONE

    async def _move_in(self, step: Mapping[str, Any]) -> None:
        people = [Person(PersonId(each), each, NORTH, block=step["block"]) for each in step["move_in"]]
        agreeing = [] if step.get("silent") else people
        await self._add(people, [agreed(each.id, RecipientKind.ASSOCIATION) for each in agreeing])
        async with self.database.writing() as connection:
            of_them = tables.people.c.id.in_([each.id for each in people])
            await connection.execute(update(tables.people).where(of_them).values(address=step.get("address", "")))

    async def _add(
        self,
        people: Sequence[Person] = (),
        consents: Sequence[Consent] = (),
        roles: Sequence[tuple[PersonId, Role]] = (),
        relations: Sequence[Relation] = (),
    ) -> None:
        fresh = City(
            districts=[],
            people=list(people),
            accounts=[],
            relations=list(relations),
            roles=list(roles),
            consents=list(consents),
            emergencies=[],
            incidents=[],
            check_ins=[],
        )
        async with self.database.writing() as connection:
            for table, rows in rows_of(fresh):
                await add_new(connection, table, rows)

    def _greet(self, step: Mapping[str, Any]) -> None:
        person = WHO[step["greets"]]
        today = self.clock.at.date()
        practice = practice_message(month_of(self.clock.at))
        words = practice if step.get("drill") else greeting_message(CITY.quiet_days, today, person.language)
        self.line.offer(line_id(person.id), words, person.language)

    async def say(self, step: Mapping[str, Any]) -> None:
        """As LINE's webhook body."""
        self.number += 1
        address = line_id(step.get("phone") or (WHO[step["who"]].id if step["who"] in WHO else step["who"]))
        source = {"type": "user", "userId": address}
        if step.get("place") == "group":
            speaker = line_id(WHO[step["by"]].id) if "by" in step else address
            source = {"type": "group", "groupId": "C" + address[1:], "userId": speaker}
        event = {
            "mode": "active",
            "timestamp": round((self.clock.at - timedelta(minutes=step.get("late", 0))).timestamp() * 1000),
            "webhookEventId": f"{self.number:026}",
            "deliveryContext": {"isRedelivery": False},
            "source": source,
            "replyToken": f"{self.number:032}" if self.number % 3 else "0" * 32,
            **await self._what(source.get("groupId", address), step),
        }
        body = json.dumps({"destination": "U" + "b0" * 16, "events": [event]}, ensure_ascii=False).encode()
        await SqlInbox(self.database).accept(arrivals(body, self.clock.at))

    async def _what(self, address: str, step: Mapping[str, Any]) -> dict[str, Any]:
        if "says" in step:
            self.said.add(step["says"])
            return {"type": "message", "message": {"type": "text", "id": f"{self.number}", "text": step["says"]}}
        if "taps" in step:
            return {"type": "postback", "postback": {"data": self.line.buttons[address][step["taps"]]}}
        if "signed_in" in step:
            async with self.database.writing() as connection:
                nonce = await add_nonce(connection, WHO[step["signed_in"]].id, None, self.clock.at)
            self.said.add(nonce)
            return {"type": "accountLink", "link": {"result": "ok", "nonce": nonce}}
        return _SENT[step["sends"]]


def _message(kind: str, **more: object) -> dict[str, Any]:
    return {"type": "message", "message": {"type": kind, "id": "1", **more}}


_SENT: dict[str, dict[str, Any]] = {
    "スタンプ": _message("sticker", packageId="1", stickerId="2"),
    "写真": _message("image", contentProvider={"type": "line"}),
    "声": _message("audio", duration=1000, contentProvider={"type": "line"}),
    "場所": _message("location", title="一箕町の角", address="一箕町", latitude=37.512345, longitude=139.954321),
    "友だち追加": {"type": "follow", "follow": {"isUnblocked": False}},
    "ブロック": {"type": "unfollow"},
    "グループに招待": {"type": "join"},
    "グループから退会させる": {"type": "leave"},
    "新しい人が参加": {"type": "memberJoined", "joined": {"members": [{"type": "user", "userId": "U" + "1" * 32}]}},
    "知らない種類": {"type": "membership", "membership": {"type": "joined"}},
    "ログインをやめた": {"type": "accountLink", "link": {"result": "failed", "nonce": "nobodys"}},
}
