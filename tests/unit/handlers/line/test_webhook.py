"""`POST /line/webhook`: what is answered, and what is stored before it."""

import asyncio
import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from prometheus_client import CollectorRegistry

from bot.core.errors import Unavailable
from bot.core.lanes import lane_of
from bot.core.ports import Arrival, Signal
from handlers.line import webhook as module
from handlers.line.webhook import MAX_BODY_BYTES, PATH, Webhook, create_webhook_route
from handlers.line.webhook_counts import WebhookCounts
from tests.unit.handlers.line.payloads import NOW, USER, body_of, names, sample

SECRET = b"channel-secret"


@dataclass
class KeptInbox:
    down: bool = False
    arrivals: list[Arrival] = field(default_factory=list)

    async def accept(self, arrivals: Sequence[Arrival]) -> None:
        if self.down:
            raise Unavailable("database")
        self.arrivals += arrivals


@dataclass
class HeardWakeups:
    heard: list[tuple[Signal, str]] = field(default_factory=list)

    async def wake(self, signal: Signal, detail: str = "") -> None:
        self.heard.append((signal, detail))

    async def wait(self, signals: Collection[Signal], within: float) -> tuple[str, ...]:
        raise NotImplementedError


class StoppedClock:
    def now(self) -> datetime:
        return NOW


@dataclass
class House:
    """The webhook in a FastAPI application, as the bot mounts it."""

    inbox: KeptInbox
    wakeups: HeardWakeups
    registry: CollectorRegistry
    app: FastAPI
    http: httpx.AsyncClient

    async def post(self, body: bytes, signature: str | None = None) -> httpx.Response:
        return await self.http.post(PATH, content=body, headers={"x-line-signature": signature or signed(body)})

    def count(self, answer: str) -> float:
        return self.registry.get_sample_value("anpi_line_webhook_requests_total", {"answer": answer}) or 0.0


def signed(body: bytes, secret: bytes = SECRET) -> str:
    return base64.b64encode(hmac.new(secret, body, hashlib.sha256).digest()).decode()


@pytest.fixture
async def house() -> AsyncIterator[House]:
    inbox, wakeups, registry = KeptInbox(), HeardWakeups(), CollectorRegistry()
    webhook = Webhook(
        secrets=[b"new-secret", SECRET],
        inbox=inbox,
        wakeups=wakeups,
        clock=StoppedClock(),
        counts=WebhookCounts(registry),
    )
    app = FastAPI()
    app.router.routes.append(create_webhook_route(webhook))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot") as http:
        yield House(inbox, wakeups, registry, app, http)


async def test_a_signed_event_is_stored_and_the_worker_woken_once(house: House) -> None:
    answer = await house.post(body_of(sample("text"), sample("location")))
    assert (answer.status_code, answer.content) == (200, b"")
    assert [each.id for each in house.inbox.arrivals] == [
        sample("text")["webhookEventId"],
        sample("location")["webhookEventId"],
    ]
    assert house.wakeups.heard == [(Signal.INBOX, str(lane_of(f"line:{USER}")))]
    assert house.count("accepted") == 1
    assert house.registry.get_sample_value("anpi_line_webhook_events_total") == 2


async def test_the_wake_up_names_every_lane_once(house: House) -> None:
    await house.post(body_of(sample("text"), sample("text_in_group"), sample("text_in_room"), sample("follow")))
    ((_, lanes),) = house.wakeups.heard
    assert (
        len(lanes.split(",")) == len(set(lanes.split(","))) == len({each.conversation for each in house.inbox.arrivals})
    )


@pytest.mark.parametrize("header", ["X-Line-Signature", "x-line-signature", "X-LINE-SIGNATURE"])
async def test_the_name_of_the_header_may_be_written_in_any_case(house: House, header: str) -> None:
    body = body_of(sample("text"))
    assert (await house.http.post(PATH, content=body, headers={header: signed(body)})).status_code == 200


async def test_an_event_signed_with_the_other_secret_is_welcome_during_rotation(house: House) -> None:
    body = body_of(sample("text"))
    assert (await house.post(body, signed(body, b"new-secret"))).status_code == 200


@pytest.mark.parametrize("signature", ["wrong", "", "é", signed(b"another body"), signed(b"{}", b"another secret")])
async def test_a_wrong_signature_is_refused_without_a_word(house: House, signature: str) -> None:
    headers = [(b"x-line-signature", signature.encode("latin-1"))]
    answer = await house.http.post(PATH, content=body_of(sample("text")), headers=headers)
    assert (answer.status_code, answer.content) == (401, b"")
    assert house.inbox.arrivals == []
    assert house.count("bad_signature") == 1


async def test_a_missing_signature_is_refused(house: House) -> None:
    assert (await house.http.post(PATH, content=body_of(sample("text")))).status_code == 401
    assert house.inbox.arrivals == []


async def test_one_changed_byte_breaks_the_signature(house: House) -> None:
    body = body_of(sample("text"))
    assert (await house.post(body + b" ", signed(body))).status_code == 401


async def test_the_connection_check_without_events_is_answered_and_wakes_nobody(house: House) -> None:
    assert (await house.post(b'{"destination":"U0","events":[]}')).status_code == 200
    assert house.wakeups.heard == []


async def test_while_the_database_is_down_nothing_is_acknowledged(house: House) -> None:
    house.inbox.down = True
    assert (await house.post(body_of(sample("text")))).status_code == 503
    assert house.wakeups.heard == []
    assert house.count("not_stored") == 1
    house.inbox.down = False
    assert (await house.post(body_of(sample("text")))).status_code == 200


@pytest.mark.parametrize(
    "body",
    [b"", b"not json", b'{"events":["\xff"]}', b"[]", b"{}", b'{"events":7}', b"[" * 100_000, b'{"events":[1,]}'],
)
async def test_a_signed_body_that_is_none_gets_400(house: House, body: bytes) -> None:
    answer = await house.post(body)
    assert (answer.status_code, answer.content) == (400, b"")
    assert house.inbox.arrivals == []
    assert house.count("unreadable") == 1


async def test_a_body_of_a_megabyte_is_read(house: House) -> None:
    long = sample("text")
    long["message"]["text"] = "あ" * 350_000
    assert (await house.post(body_of(long))).status_code == 200
    assert json.loads(house.inbox.arrivals[0].raw)["message"]["text"] == "あ" * 350_000


async def test_more_than_two_mebibytes_are_refused_whether_declared_or_not(house: House) -> None:
    exactly = b'{"events":[]}'.ljust(MAX_BODY_BYTES)
    assert (await house.post(exactly)).status_code == 200
    assert (await house.post(exactly + b" ")).status_code == 413

    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b" " * 65_536

    answer = await house.http.post(PATH, content=endless(), headers={"x-line-signature": "x"})
    assert answer.status_code == 413
    assert house.count("too_large") == 2


async def test_the_neighbours_of_a_bad_event_are_kept(house: House) -> None:
    deep: Any = json.loads("[" * 500 + "]" * 500)
    body = body_of(sample("text"), None, {"type": "teleported"}, {"source": deep}, "text", sample("follow"))
    assert (await house.post(body)).status_code == 200
    assert len(house.inbox.arrivals) == 6


async def test_an_event_nested_without_end_costs_its_neighbours_nothing(house: House) -> None:
    text = json.dumps(sample("text")).encode()
    body = (
        b'{"events":[' + text + b"," + b"[" * 200_000 + b"]" * 200_000 + b"," + text.replace(b"01JY", b"01JZ") + b"]}"
    )
    assert (await house.post(body)).status_code == 200
    assert len(house.inbox.arrivals) == 3


@pytest.mark.parametrize("name", names())
async def test_every_kind_of_event_is_accepted(house: House, name: str) -> None:
    assert (await house.post(body_of(sample(name)))).status_code == 200
    assert len(house.inbox.arrivals) == 1


async def test_other_methods_are_not_for_webhooks(house: House) -> None:
    assert (await house.http.get(PATH)).status_code == 405


async def test_a_sender_that_dawdles_is_turned_away(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_BODY_WITHIN_SECONDS", 0.01)

    async def slow() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.sleep(5)

    answer = await house.http.post(PATH, content=slow(), headers={"x-line-signature": "x"})
    assert answer.status_code == 408


async def test_a_sender_that_hangs_up_half_way_stores_nothing(house: House) -> None:
    sent: list[Any] = []
    pieces = iter([{"type": "http.request", "body": b"{", "more_body": True}, {"type": "http.disconnect"}])

    async def receive() -> Any:
        return next(pieces)

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": PATH, "headers": [], "query_string": b"", "root_path": ""}
    await house.app(scope, receive, send)
    assert house.inbox.arrivals == []
    assert house.count("too_slow") == 1


@pytest.mark.parametrize("secrets", [[], [b""], [b"good", b""]])
def test_an_empty_secret_is_no_secret(secrets: list[bytes]) -> None:
    with pytest.raises(ValueError, match="secret"):
        Webhook(
            secrets=secrets,
            inbox=KeptInbox(),
            wakeups=HeardWakeups(),
            clock=StoppedClock(),
            counts=WebhookCounts(CollectorRegistry()),
        )


def test_the_secret_does_not_show_when_the_webhook_is_printed() -> None:
    counts = WebhookCounts(CollectorRegistry())
    webhook = Webhook(secrets=[SECRET], inbox=KeptInbox(), wakeups=HeardWakeups(), clock=StoppedClock(), counts=counts)
    assert SECRET.decode() not in repr(webhook)
