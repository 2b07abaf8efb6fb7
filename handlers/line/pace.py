"""Keeps within LINE's rates: a token bucket per endpoint, in this process (line.md 2.5)."""

import asyncio

_SHARE = 0.7
"""Of LINE's documented rate, since its bucket size is not published and other tools use the same channel."""
_BURST_SECONDS = 0.1


class Pace:
    """Lets calls through at `rate` per second on average, with a tenth of a second's worth at once."""

    def __init__(self, documented_rate: float, processes: int = 1) -> None:
        self._step = processes / (documented_rate * _SHARE)
        self._next = 0.0

    async def turn(self) -> None:
        """Returns when it is this call's turn; first come, first served."""
        now = asyncio.get_running_loop().time()
        mine = max(self._next, now - _BURST_SECONDS)
        self._next = mine + self._step
        if mine > now:
            await asyncio.sleep(mine - now)
