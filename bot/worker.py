"""Entry point of the background side: turns and deliveries. `anpi worker` runs it; any number over one PostgreSQL."""

import asyncio
import signal

from bot.bootstrap.collector import spare
from bot.bootstrap.process import assemble
from config.settings import Settings


async def work(settings: Settings) -> None:
    """Until SIGTERM or SIGINT; then what has begun is finished and the lanes are given back."""
    async with assemble(settings) as anpi:
        spare()
        working = asyncio.create_task(anpi.work.run())
        loop = asyncio.get_running_loop()
        for each in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(each, working.cancel)
        try:
            await working
        except asyncio.CancelledError:
            return
