"""Link tokens from LINE's stand-in over real HTTP, the addresses that people are sent to, and LINE's word of it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi import FastAPI, Request, Response

from bot.bootstrap.sign_in import SignInAddresses
from bot.core.errors import Unavailable
from bot.core.events import AccountLinked, Channel, Event, conversation_id
from bot.core.ids import ConversationId
from bot.core.requests import SignInAddress
from handlers.line.arrivals import arrivals
from handlers.line.connection import LineAccess, line_connection
from handlers.line.linking import LinkTokens
from handlers.line.parsing import LineParser
from integrations.sandbox.line_platform import Fault, FaultKind, World, create_line_platform
from integrations.sandbox.line_platform.channel import Channel as LineChannel
from integrations.sandbox.serve import serving

HARU, STRANGER = "U" + "1" * 32, "U" + "2" * 32
HERE = "https://anpi.example.jp"
LINK_TOKEN = "POST /v2/bot/user/{user_id}/linkToken"


def on_line(user: str) -> ConversationId:
    return conversation_id(Channel.LINE, user)


class Place:
    """The stand-in with one user, a bot that notes what it hears, and the addresses made with it."""

    def __init__(self, base: str, app: FastAPI, addresses: SignInAddresses, heard: list[Event]) -> None:
        self.base = base
        self.platform = app.state.platform
        self.addresses = addresses
        self.heard = heard

    def fails(self, kind: FaultKind, seconds: float = 0) -> None:
        self.platform.faults.add(Fault(LINK_TOKEN, kind, seconds=seconds))


@pytest.fixture
async def place() -> AsyncIterator[Place]:
    heard: list[Event] = []
    bot = FastAPI()

    @bot.post("/line/webhook")
    async def webhook(request: Request) -> Response:
        heard.extend(LineParser().parse(each) for each in arrivals(await request.body(), datetime.now(UTC)))
        return Response()

    async with serving(bot) as bots:
        world = World(LineChannel(webhook_url=f"{bots}/line/webhook"))
        world.add_user("佐藤ハル", HARU)
        app = create_line_platform(world)
        async with serving(app) as base:
            access = LineAccess(access_token=world.channel.access_token, api_base=base, data_api_base=base)
            async with line_connection(access) as connection:
                yield Place(base, app, SignInAddresses(HERE, LinkTokens(connection)), heard)


async def test_somebody_on_line_is_sent_to_our_page_with_a_token_that_line_takes_back(place: Place) -> None:
    address = urlsplit(await place.addresses(SignInAddress(on_line(HARU))))
    assert f"{address.scheme}://{address.netloc}{address.path}" == f"{HERE}/sign-in"
    (token,) = parse_qs(address.query)["linkToken"]
    async with httpx.AsyncClient(base_url=place.base) as browser:
        nonce = "n" * 43
        asked = await browser.get("/dialog/bot/accountLink", params={"linkToken": token, "nonce": nonce})
        assert "佐藤ハルさんのLINE" in asked.text
        await browser.post("/dialog/bot/accountLink", data={"linkToken": token, "nonce": nonce})
    await place.platform.webhooks.settled()
    (event,) = place.heard
    assert (event.conversation, event.what) == (on_line(HARU), AccountLinked(nonce, succeeded=True))


async def test_somebody_in_the_web_chat_is_sent_to_our_page_alone(place: Place) -> None:
    there = await place.addresses(SignInAddress(conversation_id(Channel.WEB, "0123")))
    assert there == f"{HERE}/sign-in"


@pytest.mark.parametrize(
    "kind", [FaultKind.ERROR_BEFORE, FaultKind.RESET_BEFORE, FaultKind.TOO_MANY, FaultKind.MALFORMED]
)
async def test_where_line_gives_no_token_the_code_is_the_way(place: Place, kind: FaultKind) -> None:
    place.fails(kind)
    with pytest.raises(Unavailable):
        await place.addresses(SignInAddress(on_line(HARU)))


async def test_whom_line_does_not_know_gets_no_token(place: Place) -> None:
    with pytest.raises(Unavailable):
        await place.addresses(SignInAddress(on_line(STRANGER)))


async def test_without_a_line_channel_there_is_no_address_for_line() -> None:
    with pytest.raises(Unavailable):
        await SignInAddresses(HERE, None)(SignInAddress(on_line(HARU)))
