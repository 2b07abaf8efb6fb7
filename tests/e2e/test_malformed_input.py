"""Whatever is posted to the running app gets a clear 4xx or is kept: never a 500, never a lost neighbour."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from bot.app import create_app
from bot.bootstrap.process import Anpi
from bot.core.ids import EventId
from bot.core.taps import ReportCondition, encode
from bot.core.understanding import Condition
from bot.storage.database import Database
from config.settings import load_settings
from integrations.sandbox.line_platform import World
from integrations.sandbox.line_platform.webhooks.signing import signature
from tests.e2e.storm.findings import kept_in, until_quiet
from tests.e2e.storm.town import QUAKE, residents, settled

WEBHOOK = "/line/webhook"
DEEP = 100_000
TOWN = residents(10, 0)


@dataclass
class Running:
    """The app with a worker beside it, and LINE's side of it."""

    world: World
    http: httpx.AsyncClient
    database: Database

    async def post(self, body: bytes, signed: str | None = None) -> int:
        given = signature(self.world.channel.secret, body) if signed is None else signed
        answer = await self.http.post(WEBHOOK, content=body, headers={"x-line-signature": given} if given else {})
        return answer.status_code

    def event(self, number: int, **more: Any) -> dict[str, Any]:
        """「無事です」 tapped by somebody of the town, changed as asked."""
        token = self.world.ids.reply_token()
        user = TOWN[number % len(TOWN)].address
        self.world.reply_tokens.give(token, user, self.world.now_ms())
        return {
            "type": "postback",
            "mode": "active",
            "timestamp": self.world.now_ms(),
            "source": {"type": "user", "userId": user},
            "webhookEventId": self.world.ids.event_id(),
            "deliveryContext": {"isRedelivery": False},
            "replyToken": token,
            "postback": {"data": encode(ReportCondition(Condition.SAFE, QUAKE))},
            **more,
        }

    def said(self, number: int, words: Any) -> dict[str, Any]:
        return self.event(number, type="message", message={"type": "text", "id": str(number), "text": words})

    async def quiet(self) -> None:
        await until_quiet(self.database, within=60)


@pytest.fixture
async def running(engine: str, address: str) -> AsyncIterator[Running]:
    world = World()
    async with settled(world, TOWN, address) as environ:
        app = create_app(load_settings(environ))
        async with app.router.lifespan_context(app):
            transport = httpx.ASGITransport(app, raise_app_exceptions=False)
            async with (
                httpx.AsyncClient(transport=transport, base_url="http://anpi") as http,
                at_work(app.state.anpi, embedded=engine == "sqlite"),
            ):
                database = Database(address)
                yield Running(world, http, database)
                await database.close()


@asynccontextmanager
async def at_work(anpi: Anpi, *, embedded: bool) -> AsyncIterator[None]:
    """On PostgreSQL a worker of its own; on SQLite the app brings one."""
    working = None if embedded else asyncio.create_task(anpi.work.run())
    try:
        yield
    finally:
        if working is not None:
            working.cancel()
            await asyncio.wait({working})


REFUSED = {
    "nothing": (b"", 400),
    "no JSON": (b"hello", 400),
    "half a body": (b'{"events":[{"type":"message"', 400),
    "invalid UTF-8": (b'{"events":[{"type":"\xff\xfe"}]}', 400),
    "a list": (b"[]", 400),
    "a number": (b"5", 400),
    "no events": (b'{"destination":"x"}', 400),
    "events that are no list": (b'{"events":{"0":{}}}', 400),
    "nested without end": (b"[" * DEEP, 400),
    "1 MB of noise": (b"\x00\xff" * 500_000, 400),
    "1 MB of text": (b"a" * 1_000_000, 400),
    "too large": (b'{"events":[]}' + b" " * 2_200_000, 413),
}


async def test_bodies_that_are_none_get_a_clear_answer_and_leave_nothing(running: Running) -> None:
    answers = {name: await running.post(body) for name, (body, _) in REFUSED.items()}
    assert answers == {name: status for name, (_, status) in REFUSED.items()}
    assert (await kept_in(running.database)).inbox == []


@pytest.mark.parametrize("signed", ["", "wrong", "é", "A" * 44, "=" * 10_000])
async def test_without_the_right_signature_nothing_is_even_read(running: Running, signed: str) -> None:
    body = json.dumps({"events": [running.event(1)]}).encode()
    if signed == "é":
        answer = await running.http.post(WEBHOOK, content=body, headers=[(b"x-line-signature", b"\xe9\xff")])
        assert answer.status_code == 401
    else:
        assert await running.post(body, signed) == 401
    assert await running.post(body[:-1] + b" ]", signature(running.world.channel.secret, body)) == 401
    assert (await kept_in(running.database)).inbox == []


async def test_no_events_are_a_sign_of_life(running: Running) -> None:
    assert await running.post(b'{"destination":"x","events":[]}') == 200
    assert (await kept_in(running.database)).inbox == []


def odd_events(running: Running) -> dict[str, str]:
    """What may stand in the list of events, as it stands in the body."""
    event, said = running.event, running.said
    odd: dict[str, Any] = {
        "null": None,
        "number": 5,
        "text": "x",
        "list": [],
        "nothing": {},
        "no type": event(1, type=None),
        "unknown kind": event(2, type="eventOfTomorrow", tomorrow={"x": [1, None]}),
        "unknown kind without token": {**event(3, type="eventOfTomorrow"), "replyToken": None},
        "unknown message": event(4, type="message", message={"type": "hologram"}),
        "message without one": event(5, type="message", message=7),
        "text that is none": said(6, 5),
        "empty text": said(7, ""),
        "emoji": said(0, "👨‍👩‍👧‍👦😀🏚️"),
        "5,000 characters": said(1, "あ" * 5_000),
        "5,000 emoji": said(2, "😀" * 5_000),
        "10,000 characters of distress": said(3, "助けて" * 3_334),
        "NUL": said(4, "無事\x00です\x00"),
        "only NUL": said(5, "\x00"),
        "direction marks": said(6, "\u202e\u2066無事\u2069\ufeff"),
        "no source": {**event(7), "source": None},
        "source of a new kind": event(0, source={"type": "planet", "planetId": "Earth"}),
        "user that is none": event(1, source={"type": "user", "userId": "x' OR 1=1\x00"}),
        "id with NUL": event(2, webhookEventId="\x00" * 10),
        "id that is endless": event(3, webhookEventId="x" * 10_000),
        "id that is a number": event(4, webhookEventId=17),
        "token that is none": event(5, replyToken={"a": 1}),
        "token with quotes": event(6, replyToken='x","to":"U1'),
        "time of day one": event(7, timestamp=0),
        "time that is text": event(0, timestamp="yesterday"),
        "time far off": event(1, timestamp=10**30),
        "time that is truth": event(2, timestamp=True),
        "postback of another": event(3, postback={"data": "1|report|safe|x|y|z|\x00"}),
        "postback of a stranger": event(4, postback={"data": "1|report|dead||"}),
        "postback that is none": event(5, postback=[]),
        "place nowhere": event(6, type="message", message={"type": "location", "latitude": 999, "longitude": "x"}),
        "1 MB": event(7, type="message", message={"type": "text", "text": "x" * 1_000_000}),
        "standby": {**said(0, "無事です"), "mode": "standby"},
        "group": event(1, source={"type": "group", "groupId": "C" + "1" * 32}),
        "unsend of nothing": event(2, type="unsend", unsend={"messageId": "\x00"}),
    }
    written = {name: json.dumps(each, ensure_ascii=False) for name, each in odd.items()}
    surrogate = json.dumps(said(3, "half \ud83d of it"))
    deep = json.dumps(event(4, deep="HERE")).replace('"HERE"', "[" * DEEP + "]" * DEEP)
    numbers = json.dumps(event(5, a="HERE")).replace('"HERE"', 'NaN,"b":Infinity,"c":1e999,"d":' + "9" * 6_000)
    return {**written, "lone surrogate": surrogate, "nested": deep, "numbers": numbers}


async def test_odd_events_are_kept_their_neighbours_answered(running: Running) -> None:
    neighbours: dict[EventId, str] = {}
    for name, odd in odd_events(running).items():
        two = [running.event(8), running.event(9)]
        neighbours |= {each["webhookEventId"]: each["replyToken"] for each in two}
        body = f'{{"destination":"x","events":[{json.dumps(two[0])},{odd},{json.dumps(two[1])}]}}'
        assert await running.post(body.encode()) == 200, name
    await running.quiet()
    kept = await kept_in(running.database)
    assert Counter(row.state for row in kept.inbox) == {"done": len(kept.inbox)}
    # A few of the odd ones are the same nothing without an id; each of the others is kept for itself.
    assert len(kept.inbox) == 3 * len(neighbours) / 2
    reported = {row.event_id for row in kept.reports}
    assert neighbours.keys() <= reported
    accepted = running.world.journal.accepted_per_reply_token()
    assert {accepted[token] for token in neighbours.values()} == {1}
    states = Counter(row.state for row in kept.outbox)
    assert states.keys() <= {"done", "refused"}
    assert {tuple(row.recipients) for row in kept.outbox if row.state == "refused"} <= {("unknown",), ("Earth",)}
