"""In-memory twins of the web chat's log and accounts, for tests: same promises, gone with the process."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from secrets import token_hex, token_urlsafe

from bot.core.errors import Unavailable
from bot.core.ids import ConversationId


@dataclass(frozen=True, slots=True)
class MemoryEntry:
    seq: int
    source: str
    own: bool
    body: str


class MemoryChatLog:
    """`down = True` makes every call raise `Unavailable`; `reads` counts the calls of `after`."""

    def __init__(self) -> None:
        self.down = False
        self.reads = 0
        self._entries: defaultdict[ConversationId, list[MemoryEntry]] = defaultdict(list)

    async def append(self, conversations: Sequence[ConversationId], letter: str, body: str) -> None:
        self._check()
        for conversation in conversations:
            self._write(conversation, letter, body, own=False)

    async def said(self, conversation: ConversationId, event: str, body: str) -> None:
        self._check()
        self._write(conversation, event, body, own=True)

    async def newest(self, conversation: ConversationId) -> int:
        self._check()
        return len(self._entries[conversation])

    async def after(
        self, seen: Mapping[ConversationId, int], limit: int
    ) -> Mapping[ConversationId, Sequence[MemoryEntry]]:
        self._check()
        self.reads += 1
        return {each: self._entries[each][seq : seq + limit] for each, seq in seen.items()}

    def _write(self, conversation: ConversationId, source: str, body: str, *, own: bool) -> None:
        entries = self._entries[conversation]
        if any(each.source == source and each.own == own for each in entries):
            return
        entries.append(MemoryEntry(len(entries) + 1, source, own, body))

    def _check(self) -> None:
        if self.down:
            raise Unavailable("database")


class MemoryAccounts:
    """Keeps digests only, as the real ones do."""

    def __init__(self) -> None:
        self.down = False
        self._addresses: dict[bytes, str] = {}
        self._awaited: dict[str, str] = {}

    async def create(self) -> str:
        self._check()
        token = token_urlsafe(32)
        self._addresses[_digest(token)] = token_hex(16)
        return token

    async def renew(self, token: str) -> str | None:
        return self._renewed(token) if await self.open(token) is not None else None

    async def open(self, token: str) -> str | None:
        self._check()
        address = self._addresses.get(_digest(token))
        return None if address in self._awaited else address

    async def opened_by(self, tokens: Collection[str]) -> Mapping[str, str]:
        found = {token: await self.open(token) for token in tokens}
        return {token: address for token, address in found.items() if address is not None}

    async def hand_over(self, token: str, browsers: Collection[str]) -> str | None:
        self._check()
        address = self._addresses.get(_digest(token), "")
        if self._awaited.get(address) not in {each for each in browsers if each}:
            return None
        del self._awaited[address]
        return self._renewed(token)

    def await_browser(self, address: str, browser: str | None) -> None:
        """As when a code was typed there."""
        self._awaited[address] = browser or ""

    def move(self, address: str) -> str:
        """As when a link has ended: whatever cookie opened this address opens another, which is returned."""
        moved = token_hex(16)
        self._addresses = {each: moved if old == address else old for each, old in self._addresses.items()}
        return moved

    def _renewed(self, token: str) -> str:
        renewed = token_urlsafe(32)
        self._addresses[_digest(renewed)] = self._addresses.pop(_digest(token))
        return renewed

    def _check(self) -> None:
        if self.down:
            raise Unavailable("database")


def _digest(token: str) -> bytes:
    return sha256(token.encode()).digest()
