"""A small HTTP server in Rasa's place, which answers every request with the bytes that it was given, or not at all."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from bot.core.understanding import Intent
from nlu.labels import NEEDS

UNDERSTOOD: dict[str, Any] = {
    "text": "おぼえがき",
    "intent_ranking": [{"name": each.value, "confidence": float(each is Intent.REPORT_STATUS)} for each in Intent],
    "facts": {
        "condition": {"safe": 0.9, "injured": 0.02, "needs_rescue": 0.03, "none": 0.05},
        "about": {"self": 0.7, "other": 0.3},
        "whereabouts": {"home": 0.25, "none": 0.75},
        "needs": {each: 0.8 if each == "water" else 0.0 for each in NEEDS},
    },
}


def http(content: bytes, status: str = "200 OK", *headers: str) -> bytes:
    head = "\r\n".join((f"HTTP/1.1 {status}", f"Content-Length: {len(content)}", "Connection: close", *headers))
    return f"{head}\r\n\r\n".encode() + content


def understood(**changed: object) -> bytes:
    return http(json.dumps(UNDERSTOOD | changed).encode())


@dataclass
class StandIn:
    """`parts` are written one after the other with `pause` seconds between; without any, nothing ever comes."""

    parts: Sequence[bytes] = field(default_factory=lambda: [understood()])
    pause: float = 0.0
    address: str = ""
    requests: list[bytes] = field(default_factory=list)
    talking: set[asyncio.StreamWriter] = field(default_factory=set)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.talking.add(writer)
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
            self.requests.append(head + await reader.readexactly(length))
            for part in self.parts:
                writer.write(part)
                await writer.drain()
                await asyncio.sleep(self.pause)
            if not self.parts:
                await reader.read()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the client has gone away, as it should
        finally:
            writer.close()

    @property
    def texts(self) -> list[str]:
        """What was asked about."""
        return [json.loads(each.partition(b"\r\n\r\n")[2])["text"] for each in self.requests]


@asynccontextmanager
async def standing_in(stand_in: StandIn) -> AsyncIterator[StandIn]:
    server = await asyncio.start_server(stand_in.answer, "127.0.0.1", 0)
    stand_in.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield stand_in
    finally:
        server.close()
        for writer in stand_in.talking:
            writer.close()
        await server.wait_closed()
