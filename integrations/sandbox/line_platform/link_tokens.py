"""Link tokens: whose account a bot may link, for ten minutes and one use (line.md 5.1)."""

from dataclasses import dataclass

LIFE_MS = 10 * 60 * 1000
_KEPT_AT_MOST = 10_000


@dataclass(frozen=True, slots=True)
class LinkToken:
    user_id: str
    given_at_ms: int


class LinkTokens:
    """The tokens given out and not used yet."""

    def __init__(self) -> None:
        self._tokens: dict[str, LinkToken] = {}

    def give(self, token: str, user_id: str, now_ms: int) -> None:
        while len(self._tokens) >= _KEPT_AT_MOST:
            del self._tokens[next(iter(self._tokens))]
        self._tokens[token] = LinkToken(user_id, now_ms)

    def owner(self, token: str, now_ms: int) -> str | None:
        """Whose token it is; None for one that is used, too old, or was never given."""
        known = self._tokens.get(token)
        return known.user_id if known is not None and now_ms - known.given_at_ms < LIFE_MS else None

    def use(self, token: str, now_ms: int) -> str | None:
        """The owner, once."""
        owner = self.owner(token, now_ms)
        self._tokens.pop(token, None)
        return owner
