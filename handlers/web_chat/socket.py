"""`/chat/socket`: who may open one, and how it ends. What is said over it is the talk's matter."""

import asyncio
from collections.abc import Coroutine
from enum import IntEnum
from typing import Any

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from bot.core.errors import Unavailable
from handlers.web_chat.account import AccountCookie
from handlers.web_chat.hub import Hub
from handlers.web_chat.origin import Origins
from handlers.web_chat.ports import WebChatPorts
from handlers.web_chat.talk import Talk, Unwelcome


class Closing(IntEnum):
    """Close codes (RFC 6455 7.4): what the page does next hangs on them."""

    TRY_AGAIN = 1013
    """Too slow, too full or without a database: come back in a moment and go on where you were."""
    UNREADABLE = 4400
    NO_ACCOUNT = 4401
    """Ask `POST /chat/account` first; also in the middle of a talk, when the cookie does not open it any more."""
    IDLE = 4408
    ELSEWHERE = 4409
    """The same account has opened too many others: wait until the person looks at this page again."""


def create_socket_router(ports: WebChatPorts, hub: Hub, cookie: AccountCookie, origins: Origins) -> APIRouter:
    router = APIRouter()

    @router.websocket("/chat/socket")
    async def socket(websocket: WebSocket) -> None:
        if not origins.allow(websocket.headers.get("origin")):
            await websocket.close()
            return
        await websocket.accept()
        code = await _serve(websocket, Talk(websocket, ports, hub), cookie)
        if code is not None:
            await _close(websocket, code)

    return router


async def _serve(websocket: WebSocket, talk: Talk, cookie: AccountCookie) -> Closing | None:
    """Runs the socket to its end; None where the browser has already gone."""
    try:
        address = await cookie.address(websocket)
        if address is None:
            return Closing.NO_ACCOUNT
        return await _talk(talk, address, cookie.token(websocket))
    except Unavailable:
        return Closing.TRY_AGAIN


async def _talk(talk: Talk, address: str, token: str) -> Closing | None:
    try:
        async with talk.joined(address, token):
            await _first_of(talk.listen(), talk.speak(), talk.until_sent_away())
    except WebSocketDisconnect:
        return None
    except Unwelcome:
        return Closing.UNREADABLE
    except TimeoutError:
        return Closing.IDLE
    return Closing.NO_ACCOUNT if talk.is_locked_out else Closing.ELSEWHERE


async def _first_of(*parts: Coroutine[Any, Any, None]) -> None:
    """Runs all until one ends, ends the others, and raises what the first one raised."""
    tasks = [asyncio.create_task(part) for part in parts]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()


async def _close(websocket: WebSocket, code: Closing) -> None:
    try:
        await websocket.close(code)
    except (RuntimeError, WebSocketDisconnect):
        return  # the browser went first
