"""Which chat has changed, told to whoever watches; a slow watcher gets the newest word once, never a backlog."""

import asyncio


class Watcher:
    """One open page. What it has not read yet is kept per chat, so it cannot grow beyond the chats."""

    def __init__(self) -> None:
        self.is_over = False
        """Nothing will be told any more."""
        self._pending: dict[str, str] = {}
        self._ready = asyncio.Event()

    def tell(self, chat_id: str, kind: str) -> None:
        self._pending[chat_id] = kind
        self._ready.set()

    def end(self) -> None:
        self.is_over = True
        self._ready.set()

    async def next(self, timeout_seconds: float) -> dict[str, str]:
        """Chat id → `message`, `state` or `closed`; empty when nothing happened in time."""
        try:
            await asyncio.wait_for(self._ready.wait(), timeout_seconds)
        except TimeoutError:
            return {}
        told, self._pending = self._pending, {}
        self._ready.clear()
        return told


class Changes:
    """`message`: a new bubble came; `state`: something else about the chat changed (menu, block, loading)."""

    def __init__(self) -> None:
        self._watchers: set[Watcher] = set()
        self._is_over = False

    def watch(self) -> Watcher:
        watcher = Watcher()
        watcher.is_over = self._is_over
        self._watchers.add(watcher)
        return watcher

    def leave(self, watcher: Watcher) -> None:
        self._watchers.discard(watcher)

    def tell(self, chat_id: str, kind: str = "message") -> None:
        for watcher in self._watchers:
            watcher.tell(chat_id, kind)

    def end(self) -> None:
        """A page that goes on watching would keep the server from stopping."""
        self._is_over = True
        for watcher in self._watchers:
            watcher.end()
