"""A way to a PostgreSQL that a test can cut and mend, as if the server had gone and come back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import URL, make_url


class Road:
    """A way to a server that can be cut and mended."""

    def __init__(self, server: URL) -> None:
        self._server = server
        self._open: set[asyncio.StreamWriter] = set()
        self.is_cut = False

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._turns_away(writer):
            return
        there_reader, there_writer = await self._reach()
        # Cut in the meantime: whoever was on the way does not get through either.
        if self._turns_away(writer, there_writer):
            return
        self._open |= {writer, there_writer}
        await asyncio.gather(_pour(reader, there_writer), _pour(there_reader, writer))
        self._open -= {writer, there_writer}

    def _turns_away(self, *writers: asyncio.StreamWriter) -> bool:
        if self.is_cut:
            for each in writers:
                each.close()
        return self.is_cut

    async def _reach(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        port, folder = self._server.port or 5432, self._server.query.get("host")
        if folder:
            return await asyncio.open_unix_connection(f"{folder}/.s.PGSQL.{port}")
        return await asyncio.open_connection(self._server.host, port)

    def cut(self) -> None:
        self.is_cut = True
        for each in self._open:
            each.close()

    def mend(self) -> None:
        self.is_cut = False


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()


@asynccontextmanager
async def road_to(address: str) -> AsyncIterator[tuple[str, Road]]:
    """The same database by a road of our own."""
    url = make_url(address)
    road = Road(url)
    server = await asyncio.start_server(road.carry, "127.0.0.1", 0)
    here = url.set(host="127.0.0.1", port=server.sockets[0].getsockname()[1], query={})
    try:
        yield here.render_as_string(hide_password=False), road
    finally:
        road.cut()
        server.close()
        await server.wait_closed()
