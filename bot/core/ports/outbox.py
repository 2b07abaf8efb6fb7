"""What goes out: letters that wait, and the channels that take them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.core.ids import MessageId
from bot.core.letters import Letter, Settlement
from bot.core.replies import Speech


class Outbox(Protocol):
    async def due(
        self, lanes: Collection[int], now: datetime, limit: int, busy: Collection[MessageId]
    ) -> tuple[Letter, ...]:
        """Letters to attempt now: urgent before normal before bulk, then in the order they were written."""
        ...

    async def begin(self, letters: Sequence[Letter], now: datetime) -> Collection[MessageId]:
        """Stores body, `replied`, `may_have_arrived` and one more attempt before the call: a crash leaves a trace.

        Returns those to be attempted: what has been taken into a reply or dropped since it was due is none of them.
        What goes to others than it did then comes again with the next look.
        """
        ...

    async def groundless(self, letters: Sequence[Letter], now: datetime) -> Mapping[MessageId, str]:
        """Of letters that show something, those whose ground holds no more, and why in a word; one look for all."""
        ...

    async def settle(self, settlements: Sequence[Settlement]) -> None:
        """Stores what became of the attempts, the recipients' reach and, for check-in questions, people's progress.

        A letter of several recipients of whom some are unreachable is split: the rest becomes a new letter. One that
        was refused without a word about whom becomes two new letters of half the recipients each, and theirs again,
        until it is plain that nobody will be sent it: then all of it is refused, and staff get one notice.

        What a message shows is on the ledger from the start. Where every letter of it has ended and surely none has
        arrived, the ledger is told, and nobody is said to have seen it. Who misses a withheld letter is told so.
        """
        ...


class Sender(Protocol):
    """A channel's way out. All three raise `TryLater` or `Refused`; returning means accepted."""

    def render(self, speech: Speech) -> str:
        """The wire body of a speech, JSON. Pure: the same speech gives the same body."""
        ...

    async def reply(self, token: str, letter: Letter) -> None: ...

    async def push(self, letter: Letter) -> None:
        """To the one recipient, idempotent by the letter's retry key."""
        ...

    async def multicast(self, letter: Letter) -> None:
        """To at most 500 recipients, idempotent by the letter's retry key."""
        ...
