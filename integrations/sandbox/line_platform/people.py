"""Users and groups as the platform knows them."""

from dataclasses import dataclass, field

NON_FRIEND_DAYS = 7
_DAY_MS = 86_400_000


class ImpossibleError(ValueError):
    """The world of the sandbox cannot hold this; the message says what to change."""


@dataclass(slots=True)
class User:
    """A person with LINE. `role` is for the phone page only; LINE knows nothing of it."""

    user_id: str
    display_name: str
    role: str = ""
    friend: bool = True
    blocked: bool = False
    deleted: bool = False
    language: str = "ja"
    wrote_at_ms: int | None = None
    rich_menu_id: str | None = None

    def reachable(self, now_ms: int) -> bool:
        """Whether a push arrives: a friend, or somebody who wrote in the last 7 days; never after a block."""
        if self.blocked or self.deleted:
            return False
        return self.friend or self._wrote_within(NON_FRIEND_DAYS, now_ms)

    def has_profile(self) -> bool:
        """Whether the bot may read the profile: friends, and others once they wrote."""
        return not self.blocked and not self.deleted and (self.friend or self.wrote_at_ms is not None)

    def _wrote_within(self, days: int, now_ms: int) -> bool:
        return self.wrote_at_ms is not None and now_ms - self.wrote_at_ms <= days * _DAY_MS


@dataclass(slots=True)
class Group:
    """A group chat; the bot reads and writes in it only while `bot_inside`."""

    group_id: str
    name: str
    members: dict[str, None] = field(default_factory=dict)
    bot_inside: bool = True
