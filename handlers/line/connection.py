"""The SDK's async clients, made and closed with the application, and one way to call LINE's sending endpoints."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

import aiohttp
from linebot.v3.messaging import AsyncApiClient, AsyncMessagingApi, AsyncMessagingApiBlob, Configuration

from bot.core.errors import TryLater
from handlers.line.answers import MAX_ANSWER_BYTES, raise_for

IDLE_SECONDS = 4.0
"""A connection that rested longer is not used again. Servers hang up after 5 s and more (uvicorn, load balancers), and
one that does so in the moment of a call leaves open whether it was heard."""
_POOL_SIZE = 100
_NOT_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
_RETRY_KEY: Final = "X-Line-Retry-Key"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineAccess:
    """Where LINE is and what lets us in. LINE keeps two hosts, one for calls and one for pictures."""

    access_token: str = field(repr=False)
    api_base: str = "https://api.line.me"
    data_api_base: str = "https://api-data.line.me"

    def __post_init__(self) -> None:
        """The SDK leaks a session and raises a bare TypeError where the token is missing."""
        if not self.access_token:
            raise ValueError("no LINE channel access token; issue one in the LINE Developers console and set it")


class LineConnection:
    """`messaging` and `blob` are the SDK's; `post` sends what is rendered already."""

    def __init__(self, calls: AsyncApiClient, data: AsyncApiClient, session: aiohttp.ClientSession) -> None:
        self.messaging = AsyncMessagingApi(calls)
        self.blob = AsyncMessagingApiBlob(data)
        self._session = session
        self._base = str(calls.configuration.host)
        self._headers: dict[str, str] = {**calls.default_headers, "Content-Type": "application/json"}

    async def post(self, path: str, body: bytes, *, within: float, retry_key: str | None = None) -> None:
        """One attempt; returns where LINE has accepted the message, now or before.

        Not through the SDK's models, because the bodies in the outbox are frozen JSON. Reading one back into models
        to write it out again costs 4 ms of CPU a check-in card where this costs 0.5 (measured), and could change the
        body between two attempts with the same retry key, which LINE forbids.

        Raises:
            TryLater: not accepted, or nobody knows.
            Refused: will never be accepted as it is.
        """
        headers = self._headers | ({_RETRY_KEY: retry_key} if retry_key else {})
        status, answer = await self._call("POST", path, body, headers, within)
        raise_for(status, answer)

    async def get(self, path: str, *, within: float) -> tuple[int, bytes]:
        """Status and body of a GET.

        Raises:
            TryLater: no answer.
        """
        return await self._call("GET", path, None, self._headers, within)

    async def _call(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str], within: float
    ) -> tuple[int, bytes]:
        timeout = aiohttp.ClientTimeout(total=within)
        try:
            async with self._session.request(
                method, self._base + path, data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as answer:
                return answer.status, await _content(answer)
        except _NOT_SENT as error:
            raise TryLater("line_unreachable", ambiguous=False) from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise TryLater("line_no_answer", ambiguous=True) from error


async def _content(answer: aiohttp.ClientResponse) -> bytes:
    """The status has decided already: an accepted message stays accepted if the rest of the answer is lost."""
    try:
        return await answer.content.read(MAX_ANSWER_BYTES)
    except (aiohttp.ClientError, TimeoutError, OSError):
        return b""


@asynccontextmanager
async def line_connection(access: LineAccess) -> AsyncIterator[LineConnection]:
    """Open in the application's lifespan: the SDK's clients need a running event loop and must be closed."""
    async with AsyncExitStack() as stack:
        calls = await stack.enter_async_context(_client(access.access_token, access.api_base))
        data = await stack.enter_async_context(_client(access.access_token, access.data_api_base))
        yield LineConnection(calls, data, await stack.enter_async_context(_session()))


def _client(token: str, base: str) -> AsyncApiClient:
    configuration = Configuration(host=base.rstrip("/"), access_token=token)
    configuration.connection_pool_maxsize = _POOL_SIZE
    return AsyncApiClient(configuration)


def _session() -> aiohttp.ClientSession:
    """As the SDK makes its own, where how long a connection may rest cannot be set."""
    connector = aiohttp.TCPConnector(limit=_POOL_SIZE, keepalive_timeout=IDLE_SECONDS)
    return aiohttp.ClientSession(connector=connector, trust_env=True)
