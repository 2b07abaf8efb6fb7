"""The address that opens the chat with this account, for a button in a group (LINE docs, URL schemes: oaMessage)."""

import asyncio
from urllib.parse import quote

import aiohttp
from linebot.v3.messaging import ApiException

from bot.core.requests import ChatAddress
from handlers.line.connection import LineConnection

_WITHIN = 3.0


class ChatAddresses:
    """Asked of LINE once, and then remembered: an account's id does not change while it is served."""

    def __init__(self, connection: LineConnection) -> None:
        self._connection = connection
        self._known: str | None = None

    async def __call__(self, _: ChatAddress) -> str | None:
        """None where LINE does not say now: then words must do."""
        if self._known is None:
            self._known = await self._ask()
        return self._known

    async def _ask(self) -> str | None:
        """Who is no friend yet is shown the way to become one."""
        try:
            async with asyncio.timeout(_WITHIN):
                info = await self._connection.messaging.get_bot_info()
        except (ApiException, aiohttp.ClientError, TimeoutError, OSError, ValueError):
            return None
        return f"https://line.me/R/oaMessage/{quote(str(info.basic_id), safe='')}/"
