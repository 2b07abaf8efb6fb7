"""The LINE channel against the stand-in for the LINE platform, over real HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from prometheus_client import CollectorRegistry

from bot.core.errors import Refused, TryLater
from bot.core.events import ButtonTapped, TextSaid
from bot.core.ids import retry_key
from bot.core.ports import Arrival, Signal
from bot.core.replies import AskPlace, Say
from handlers.line.client import LineSender
from handlers.line.connection import LineAccess, line_connection
from handlers.line.parsing import LineParser
from handlers.line.rendering import Renderer
from handlers.line.rich_menu.areas import MenuRole
from handlers.line.rich_menu.menu import Menu, menu_for
from handlers.line.rich_menu.set_up import SetUpFailed, link_for, set_up
from handlers.line.webhook import PATH, Webhook, create_webhook_route
from handlers.line.webhook_counts import WebhookCounts
from integrations.sandbox.line_platform import Fault, FaultKind, World, create_line_platform
from integrations.sandbox.serve import serving
from tests.unit.handlers.line.phrases import Phrases, words
from tests.unit.handlers.line.platform import SAFE, Line

HARU, MIE, STRANGER = (f"U{digit * 32}" for digit in "123")
PUSH = "POST /v2/bot/message/push"
MULTICAST = "POST /v2/bot/message/multicast"


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    world = World()
    world.add_user("佐藤ハル", HARU)
    world.add_user("佐藤美枝", MIE)
    app = create_line_platform(world)
    async with (
        serving(app) as base,
        line_connection(
            LineAccess(access_token=world.channel.access_token, api_base=base, data_api_base=base)
        ) as connection,
    ):
        yield Line(world, app.state.platform, base, connection, LineSender(connection, Renderer(Phrases())))


async def test_a_push_arrives_once_however_often_it_is_tried(line: Line) -> None:
    letter = line.letter(HARU)
    for _ in range(3):
        await line.sender.push(letter)
    assert line.texts(HARU) == ["ご無事ですか\n［無事です］"]
    assert line.world.journal.accepted_per_retry_key() == {str(retry_key(letter.id)): 1}
    assert line.world.journal.answers[PUSH, 409] == 2


async def test_a_multicast_reaches_everybody_it_names_once(line: Line) -> None:
    letter = line.letter(HARU, MIE)
    await line.sender.multicast(letter)
    await line.sender.multicast(letter)
    assert len(line.texts(HARU)) == len(line.texts(MIE)) == 1


@pytest.mark.parametrize("kind", [FaultKind.ERROR_AFTER, FaultKind.RESET_AFTER])
async def test_a_push_whose_answer_was_lost_is_ambiguous_and_safe_to_repeat(line: Line, kind: FaultKind) -> None:
    line.plan(PUSH, kind)
    with pytest.raises(TryLater) as later:
        await line.sender.push(line.letter(HARU))
    assert later.value.ambiguous
    await line.sender.push(line.letter(HARU))
    assert len(line.texts(HARU)) == 1


async def test_an_accepted_push_with_a_broken_answer_is_accepted(line: Line) -> None:
    line.plan(PUSH, FaultKind.MALFORMED)
    await line.sender.push(line.letter(HARU))
    assert len(line.texts(HARU)) == 1


async def test_too_many_calls_are_surely_not_sent(line: Line) -> None:
    line.plan(PUSH, FaultKind.TOO_MANY)
    with pytest.raises(TryLater) as later:
        await line.sender.push(line.letter(HARU))
    assert (later.value.reason, later.value.ambiguous) == ("line_rate_limit", False)


async def test_a_used_up_month_is_told_apart_from_a_busy_second(line: Line) -> None:
    line.world.quota.limit = 0
    with pytest.raises(TryLater) as later:
        await line.sender.push(line.letter(HARU))
    assert later.value.reason == "line_monthly_quota"


async def test_somebody_line_does_not_know_is_named(line: Line) -> None:
    with pytest.raises(Refused) as refused:
        await line.sender.push(line.letter(STRANGER))
    assert refused.value.recipients == (STRANGER,)
    with pytest.raises(Refused) as malformed:
        await line.sender.push(line.letter("Uxyz", number=2))
    assert malformed.value.recipients == ("Uxyz",)


async def test_a_malformed_recipient_among_many_is_named_and_nobody_gets_it(line: Line) -> None:
    with pytest.raises(Refused) as refused:
        await line.sender.multicast(line.letter(HARU, "not-an-id", MIE))
    assert refused.value.recipients == ("not-an-id",)
    assert line.texts(HARU) == []


async def test_a_wrong_body_is_refused_and_names_nobody(line: Line) -> None:
    letter = replace(line.letter(HARU), body='[{"type":"text","text":""}]')
    with pytest.raises(Refused) as refused:
        await line.sender.push(letter)
    assert (refused.value.status, refused.value.recipients) == (400, ())


async def test_a_wrong_body_to_many_is_named_as_the_reason(line: Line) -> None:
    with pytest.raises(Refused) as refused:
        await line.sender.multicast(replace(line.letter(HARU, MIE), body='[{"type":"text","text":""}]'))
    assert (refused.value.recipients, refused.value.names_body) == ((), True)


async def test_a_revoked_token_is_tried_again_later_and_says_why(line: Line) -> None:
    access = LineAccess(access_token="revoked", api_base=line.base)
    async with line_connection(access) as connection:
        sender = LineSender(connection, Renderer(Phrases()))
        with pytest.raises(TryLater) as later:
            await sender.push(line.letter(HARU))
    assert later.value.reason == "line_access_token_refused"
    assert "revoked" not in repr(access)


async def test_where_nobody_listens_nothing_was_sent(line: Line) -> None:
    async with line_connection(LineAccess(access_token="t", api_base="http://127.0.0.1:9")) as connection:
        with pytest.raises(TryLater) as later:
            await LineSender(connection, Renderer(Phrases())).push(line.letter(HARU))
    assert (later.value.reason, later.value.ambiguous) == ("line_unreachable", False)


async def test_an_answer_that_does_not_come_is_given_up_and_ambiguous(line: Line) -> None:
    line.platform.faults.add(Fault(PUSH, FaultKind.LATENCY, seconds=2))
    with pytest.raises(TryLater) as later:
        await line.connection.post("/v2/bot/message/push", b"{}", within=0.1)
    assert (later.value.reason, later.value.ambiguous) == ("line_no_answer", True)


async def test_two_hundred_pushes_at_once_share_the_pool(line: Line) -> None:
    letters = [line.letter(HARU, reply=Say(words(f"{number}")), number=number) for number in range(200)]
    await asyncio.gather(*(line.sender.push(each) for each in letters))
    assert len(line.texts(HARU)) == 200


@pytest.mark.parametrize("token", ["", None])
def test_without_a_token_the_setting_is_named_before_anything_opens(token: Any) -> None:
    with pytest.raises(ValueError, match="access token"):
        LineAccess(access_token=token)


@dataclass
class Heard:
    """Inbox and wake-ups of a bot that only listens."""

    arrivals: list[Arrival] = field(default_factory=list)

    async def accept(self, arrivals: Sequence[Arrival]) -> None:
        self.arrivals += arrivals

    async def wake(self, signal: Signal, detail: str = "") -> None:
        pass

    async def wait(self, signals: Collection[Signal], within: float) -> tuple[str, ...]:
        raise NotImplementedError

    def now(self) -> datetime:
        return datetime.now(UTC)


@pytest.fixture
async def heard(line: Line) -> AsyncIterator[Heard]:
    """A bot behind our webhook, at the address the platform calls."""
    ears = Heard()
    counts = WebhookCounts(CollectorRegistry())
    webhook = Webhook(secrets=[line.world.channel.secret.encode()], inbox=ears, wakeups=ears, clock=ears, counts=counts)
    bot = FastAPI()
    bot.router.routes.append(create_webhook_route(webhook))
    async with serving(bot) as address:
        line.world.channel.webhook_url = address + PATH
        yield ears


async def _act(line: Line, path: str, body: dict[str, Any]) -> dict[str, Any]:
    async with httpx.AsyncClient(base_url=line.base) as http:
        answer = await http.post(path, json=body)
    assert answer.status_code == 200, answer.text
    acted: dict[str, Any] = answer.json()
    return acted


async def test_what_a_person_types_and_taps_comes_in_and_is_answered_by_reply(line: Line, heard: Heard) -> None:
    assert (await _act(line, f"/sandbox/users/{HARU}/say", {"text": "さすけねぇ"}))["webhook"] == "ok"
    event = LineParser().parse(heard.arrivals[-1])
    assert event.what == TextSaid("さすけねぇ")
    assert event.reply_token is not None
    await line.sender.reply(event.reply_token, line.letter(HARU, reply=AskPlace(words("いまどこですか"), (SAFE,))))
    assert (await _act(line, f"/sandbox/users/{HARU}/tap", {"label": "無事です"}))["webhook"] == "ok"
    assert LineParser().parse(heard.arrivals[-1]).what == ButtonTapped(SAFE.tap)


async def test_a_reply_token_works_once_and_its_refusal_names_nobody(line: Line, heard: Heard) -> None:
    await _act(line, f"/sandbox/users/{HARU}/say", {"text": "こんにちは"})
    token = LineParser().parse(heard.arrivals[-1]).reply_token
    assert token is not None
    await line.sender.reply(token, line.letter(HARU))
    with pytest.raises(Refused) as refused:
        await line.sender.reply(token, line.letter(HARU))
    assert (refused.value.status, refused.value.recipients) == (400, ())
    with pytest.raises(Refused):
        await line.sender.reply('x","to":"' + HARU, line.letter(HARU))


@cache
def _menus(help_: str = "使い方") -> tuple[Menu, ...]:
    return tuple(menu_for(role, Phrases(menu_help=help_), "0242-00-0000") for role in MenuRole)


async def test_set_up_gives_everybody_the_residents_menu_and_leaders_theirs(line: Line) -> None:
    ids = await set_up(line.connection, _menus(), [MIE])
    menus = line.world.rich_menus
    assert menus.aliases == {"resident": ids["resident"], "leader": ids["leader"]} == dict(ids)
    assert menus.default_id == ids["resident"]
    await _until(lambda: _seen(line, MIE) == ids["leader"])
    assert _seen(line, HARU) == ids["resident"]


async def test_setting_up_again_changes_nothing_and_new_words_replace_the_old_menus(line: Line) -> None:
    first = await set_up(line.connection, _menus(), [MIE])
    assert await set_up(line.connection, _menus(), [MIE]) == first
    by_hand = "richmenu-by-hand"
    line.world.rich_menus.create(by_hand, {**_menus()[0].request.to_dict(), "name": "夏祭り"})
    second = await set_up(line.connection, _menus("つかい方"), [MIE])
    assert set(second.values()).isdisjoint(first.values())
    assert set(line.world.rich_menus.menus) == {*second.values(), by_hand}
    await _until(lambda: _seen(line, MIE) == second["leader"])


async def test_a_set_up_that_broke_off_is_finished_by_the_next(line: Line) -> None:
    line.plan("POST /v2/bot/richmenu/{rich_menu_id}/content", FaultKind.ERROR_BEFORE)
    with pytest.raises(SetUpFailed, match="upload the resident's picture"):
        await set_up(line.connection, _menus())
    ids = await set_up(line.connection, _menus())
    assert set(line.world.rich_menus.menus) == set(ids.values())


async def test_a_leader_who_retires_sees_the_residents_menu_again(line: Line) -> None:
    ids = await set_up(line.connection, _menus(), [MIE])
    await _until(lambda: _seen(line, MIE) == ids["leader"])
    await link_for(line.connection, [MIE, "not-an-id"], MenuRole.RESIDENT)
    await _until(lambda: _seen(line, MIE) == ids["resident"])


async def test_linking_before_the_set_up_says_what_to_run(line: Line) -> None:
    with pytest.raises(SetUpFailed, match="anpi line setup"):
        await link_for(line.connection, [MIE], MenuRole.LEADER)


def _seen(line: Line, user: str) -> str | None:
    menu = line.world.rich_menus.seen_by(line.world.users[user])
    return menu.rich_menu_id if menu else None


async def _until(holds: Any) -> None:
    """Bulk links take effect after a moment (line.md 4)."""
    async with asyncio.timeout(5):
        while not holds():  # noqa: ASYNC110 - the platform tells nobody when it is done
            await asyncio.sleep(0.01)


async def test_lines_own_check_accepts_what_we_render(line: Line) -> None:
    body = json.loads(line.letter(HARU).body or "[]")
    await line.connection.post("/v2/bot/message/validate/push", json.dumps({"messages": body}).encode(), within=5)
