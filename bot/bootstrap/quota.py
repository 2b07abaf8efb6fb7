"""The month's messages of the city's LINE account, for whoever sends to many or looks at what that costs.

The LINE channel is imported once it is asked: loading LINE's SDK takes longer than most commands that might ask.
"""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.core.quota import AskQuota, Quota, unknown
from config.settings import Settings

if TYPE_CHECKING:
    from handlers.line.connection import LineAccess, LineConnection


def quota_over(line: "LineConnection | None") -> AskQuota:
    """Without a LINE channel nobody knows."""
    from handlers.line.quota import LineQuota

    return LineQuota(line, time.monotonic) if line is not None else unknown


@asynccontextmanager
async def open_quota(settings: Settings) -> AsyncIterator[AskQuota]:
    """Over a connection of its own, for a process that has none."""
    access = _access(settings)
    if access is None:
        yield unknown
        return
    from handlers.line.connection import line_connection

    async with line_connection(access) as line:
        yield quota_over(line)


def quota_now(settings: Settings) -> AskQuota:
    """For one command, which may never ask: the connection is opened for the question alone."""

    async def ask() -> Quota | None:
        async with open_quota(settings) as quota:
            return await quota()

    return ask


def _access(settings: Settings) -> "LineAccess | None":
    token = settings.line_channel_access_token.get_secret_value()
    if not token:
        return None
    from handlers.line.connection import LineAccess

    return LineAccess(access_token=token, api_base=settings.line_api_base, data_api_base=settings.line_data_api_base)
