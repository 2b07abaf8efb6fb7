"""Reply tokens: one use, one minute from the (re)delivery, never after twenty minutes (line.md 2.2)."""

from dataclasses import dataclass

HARD_STOP_MS = 20 * 60 * 1000
_KEPT_AT_MOST = 100_000


@dataclass(slots=True)
class ReplyToken:
    token: str
    chat_id: str
    event_at_ms: int
    delivered_at_ms: int
    used: bool = False


class ReplyTokens:
    """The tokens given out; `life_ms` counts from the newest delivery of the event."""

    def __init__(self, life_ms: int) -> None:
        self._life_ms = life_ms
        self._tokens: dict[str, ReplyToken] = {}

    def give(self, token: str, chat_id: str, now_ms: int) -> None:
        if len(self._tokens) >= _KEPT_AT_MOST:
            self._forget_oldest()
        self._tokens[token] = ReplyToken(token, chat_id, now_ms, now_ms)

    def delivered(self, token: str, now_ms: int) -> None:
        """The event with this token has just been posted (again)."""
        if token in self._tokens:
            self._tokens[token].delivered_at_ms = now_ms

    def usable(self, token: str, now_ms: int) -> ReplyToken | None:
        """The token if a reply with it is accepted now, otherwise None."""
        known = self._tokens.get(token)
        if known is None or known.used:
            return None
        if now_ms - known.delivered_at_ms > self._life_ms or now_ms - known.event_at_ms > HARD_STOP_MS:
            return None
        return known

    def _forget_oldest(self) -> None:
        for token in list(self._tokens)[: _KEPT_AT_MOST // 2]:
            del self._tokens[token]
