"""How a post travels: over aiohttp, which keeps up with thousands, or over an httpx client that a test hands in."""

from collections.abc import Mapping
from typing import Protocol

import aiohttp
import httpx


class NotConnectedError(Exception):
    """Nobody took the connection."""


class BrokenOffError(Exception):
    """The connection broke before an answer came."""


class Road(Protocol):
    """Posts and gives the status of the answer. Raises NotConnectedError, BrokenOffError or TimeoutError."""

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> int: ...

    async def aclose(self) -> None: ...


class NetworkRoad:
    """Real connections, kept open between posts, without any proxy of the environment."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        try:
            async with self._session.post(url, data=body, headers=headers, allow_redirects=False) as answer:
                await answer.read()
                return answer.status
        except aiohttp.ClientConnectorError as trouble:
            raise NotConnectedError from trouble
        except aiohttp.ClientError as trouble:
            raise BrokenOffError from trouble

    async def aclose(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None


class ClientRoad:
    """For a bot in the same process, reached by the transport of an httpx client."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        try:
            return (await self._client.post(url, content=body, headers=dict(headers))).status_code
        except httpx.TimeoutException as late:
            raise TimeoutError from late
        except httpx.ConnectError as trouble:
            raise NotConnectedError from trouble
        except httpx.TransportError as trouble:
            raise BrokenOffError from trouble

    async def aclose(self) -> None:
        await self._client.aclose()
