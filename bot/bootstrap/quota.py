"""The month's messages of the city's LINE account, for whoever sends to many or looks at what that costs."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.core.quota import AskQuota, Quota, unknown
from config.settings import Settings
from handlers.line.connection import LineAccess, LineConnection, line_connection
from handlers.line.quota import LineQuota


def quota_over(line: LineConnection | None) -> AskQuota:
    """Without a LINE channel nobody knows."""
    return LineQuota(line, time.monotonic) if line is not None else unknown


@asynccontextmanager
async def open_quota(settings: Settings) -> AsyncIterator[AskQuota]:
    """Over a connection of its own, for a process that has none."""
    access = _access(settings)
    if access is None:
        yield unknown
        return
    async with line_connection(access) as line:
        yield quota_over(line)


def quota_now(settings: Settings) -> AskQuota:
    """For one command, which may never ask: the connection is opened for the question alone."""

    async def ask() -> Quota | None:
        async with open_quota(settings) as quota:
            return await quota()

    return ask


def _access(settings: Settings) -> LineAccess | None:
    token = settings.line_channel_access_token.get_secret_value()
    if not token:
        return None
    return LineAccess(access_token=token, api_base=settings.line_api_base, data_api_base=settings.line_data_api_base)
