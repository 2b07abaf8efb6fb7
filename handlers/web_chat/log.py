"""What the web chat keeps: one lasting, numbered log per conversation, and the anonymous accounts of browsers.

Storage fulfils both Protocols without importing them; `memory.py` holds the twins for tests.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from bot.core.ids import ConversationId


class Entry(Protocol):
    """One numbered line of a conversation, as stored."""

    @property
    def seq(self) -> int:
        """1, 2, 3 ... per conversation, without gaps."""
        ...

    @property
    def source(self) -> str:
        """Where it comes from: the letter's id, or the event's id where `own`."""
        ...

    @property
    def own(self) -> bool:
        """True for what the person said, False for what Anpi said."""
        ...

    @property
    def body(self) -> str:
        """JSON as `rendering.py` made it; stored and given back unchanged."""
        ...


class ChatLog(Protocol):
    """Durable when a call returns.

    Entries of one conversation become visible in the order of their numbers: whoever reads 6 has been able to read 5.
    (In SQL: the counter of the conversation is a row, locked until the entry is committed; several conversations are
    locked in sorted order.) All methods raise `Unavailable` when the database is down, and then nothing was written
    that the same call, made again, would write twice.
    """

    async def append(self, conversations: Sequence[ConversationId], letter: str, body: str) -> None:
        """Writes what Anpi says to each conversation, once per (conversation, letter) however often it is called."""
        ...

    async def said(self, conversation: ConversationId, event: str, body: str) -> None:
        """Writes what the person said, once per (conversation, event) however often it is called."""
        ...

    async def newest(self, conversation: ConversationId) -> int:
        """The highest number of the conversation, 0 where nothing has been said yet."""
        ...

    async def after(self, seen: Mapping[ConversationId, int], limit: int) -> Mapping[ConversationId, Sequence[Entry]]:
        """Per conversation at most `limit` entries with higher numbers than the one given, ascending, in one read.

        Conversations without news may be left out.
        """
        ...


class Accounts(Protocol):
    """Anonymous web accounts. The browser holds a random token of 256 bits; only its SHA-256 is stored.

    The address is a random id of its own that says nothing about the token. All methods raise `Unavailable`.
    """

    async def create(self) -> str:
        """Makes an account and returns its token (43 characters, URL-safe), which is not kept and not logged."""
        ...

    async def renew(self, token: str) -> str | None:
        """A new token for the same account, whose old one is void; None for a token nobody was given."""
        ...

    async def open(self, token: str) -> str | None:
        """The address that the token opens, None for a token nobody was given, or whose account awaits its browser."""
        ...

    async def opened_by(self, tokens: Collection[str]) -> Mapping[str, str]:
        """The same of many at once, in one read; those that open nothing are left out."""
        ...

    async def hand_over(self, token: str, browsers: Collection[str]) -> str | None:
        """Where the account of this token awaits one of these digests: a new token for it, the old one is void.

        None in all other cases. A one-time code was typed there: whoever holds a copy of the cookie is out.
        """
        ...
