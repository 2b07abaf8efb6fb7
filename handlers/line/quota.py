"""The month's messages and what is used of them, asked of LINE and remembered for a moment (line.md 2.6)."""

import asyncio
import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import structlog

from bot.core.errors import TryLater
from bot.core.quota import Quota
from handlers.line.connection import LineConnection

log = structlog.get_logger()

_WITHIN = 3.0
_FRESH_SECONDS = 10.0
"""Long enough for a page that is looked at again and again, short enough that what was just sent is soon counted."""
_PATH = "/v2/bot/message/quota"


class LineQuota:
    """`seconds`: a clock that only goes forward."""

    def __init__(self, connection: LineConnection, seconds: Callable[[], float]) -> None:
        self._connection = connection
        self._seconds = seconds
        self._known: Quota | None = None
        self._until = 0.0
        self._one = asyncio.Lock()

    async def __call__(self) -> Quota | None:
        """None: LINE did not say; it is asked again at the next call."""
        async with self._one:
            if self._seconds() >= self._until:
                self._known = await self._ask()
                self._until = self._seconds() + _FRESH_SECONDS if self._known else 0.0
            return self._known

    async def _ask(self) -> Quota | None:
        try:
            limit = await self._get(_PATH)
            used = await self._get(f"{_PATH}/consumption")
        except TryLater as later:
            log.warning("line.quota_unknown", reason=later.reason)
            return None
        return _quota(limit, used)

    async def _get(self, path: str) -> Any:
        status, body = await self._connection.get(path, within=_WITHIN)
        if status != HTTPStatus.OK:
            raise TryLater(f"line_status_{status}", ambiguous=False)
        try:
            return json.loads(body)
        except ValueError as unreadable:
            raise TryLater("line_unreadable", ambiguous=False) from unreadable


def _quota(limit: Any, used: Any) -> Quota | None:
    match limit, used:
        case {"type": "none"}, {"totalUsage": int(usage)}:
            return Quota(None, usage)
        case {"type": "limited", "value": int(value)}, {"totalUsage": int(usage)}:
            return Quota(value, usage)
        case _:
            return None
