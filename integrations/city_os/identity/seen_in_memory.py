"""Remembers carried-out logout tokens in one process: for the embedded city and tests."""

from datetime import datetime

from bot.core.ports import Clock


class SeenInMemory:
    """A `SeenTokens` without a database; what is past its time is forgotten."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._until: dict[tuple[str, str], datetime] = {}

    async def knows(self, issuer: str, jti: str) -> bool:
        now = self._clock.now()
        self._until = {key: end for key, end in self._until.items() if end > now}
        return (issuer, jti) in self._until

    async def remember(self, issuer: str, jti: str, until: datetime) -> None:
        self._until[issuer, jti] = until
