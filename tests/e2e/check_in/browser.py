"""Somebody in the web chat without an account of the city: a cookie, a socket, and nothing known about them."""

import asyncio
import json
from uuid import uuid4

import httpx
from websockets.asyncio.client import connect

from tests.e2e.check_in.phone import WITHIN


async def says_in_the_web_chat(address: str, words: str) -> str:
    """Everything that is answered, as it came over the socket."""
    async with httpx.AsyncClient() as client:
        opened = await client.post(f"{address}/chat/account", headers={"Origin": address})
    headers = {"Origin": address, "Cookie": opened.headers["set-cookie"].partition(";")[0]}
    socket_address = address.replace("http", "ws", 1) + "/chat/socket"
    async with connect(socket_address, additional_headers=headers) as socket, asyncio.timeout(WITHIN):
        await socket.send(json.dumps({"kind": "hello", "seen": 0}))
        await socket.send(json.dumps({"kind": "text", "id": str(uuid4()), "text": words}))
        while True:
            frame = json.loads(await socket.recv())
            if frame["kind"] == "entries" and not all(entry["own"] for entry in frame["entries"]):
                return json.dumps(frame, ensure_ascii=False)
