"""The address that opens the private chat, from LINE's stand-in over real HTTP."""

import httpx

from bot.core.requests import ChatAddress
from handlers.line.chat_address import ChatAddresses
from handlers.line.connection import LineAccess, line_connection
from integrations.sandbox.line_platform import Fault, FaultKind, World, create_line_platform
from integrations.sandbox.serve import serving

INFO = "GET /v2/bot/info"


async def test_it_is_asked_for_once_and_line_down_is_no_address() -> None:
    world = World()
    app = create_line_platform(world)
    async with serving(app) as base:
        access = LineAccess(access_token=world.channel.access_token, api_base=base, data_api_base=base)
        async with line_connection(access) as connection:
            addresses = ChatAddresses(connection)
            app.state.platform.faults.add(Fault(INFO, FaultKind.ERROR_BEFORE))
            assert await addresses(ChatAddress()) is None
            found = [await addresses(ChatAddress()) for _ in range(3)]
    assert set(found) == {"https://line.me/R/oaMessage/%40sandbox/"}
    assert world.journal.answers[INFO, httpx.codes.OK] == 1
