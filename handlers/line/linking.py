"""Link tokens of LINE: with one in its address, our sign-in page can give the account back to LINE (line.md 5.1)."""

import asyncio
from urllib.parse import quote

import aiohttp
from linebot.v3.messaging import ApiException

from bot.core.errors import Unavailable
from handlers.line.connection import LineConnection

DEPENDENCY = "line"
_WITHIN = 3.0


class LinkTokens:
    """Ten minutes each, for one use."""

    def __init__(self, connection: LineConnection) -> None:
        self._connection = connection

    async def issue(self, user_id: str) -> str:
        """Raises `Unavailable` where LINE gives none now, or does not know the account."""
        try:
            async with asyncio.timeout(_WITHIN):
                answer = await self._connection.messaging.issue_link_token(quote(user_id, safe=""))
        except (ApiException, aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            raise Unavailable(DEPENDENCY) from error
        return str(answer.link_token)
