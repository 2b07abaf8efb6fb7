"""The world of the sandbox: one channel, its people, groups, chats and everything LINE would remember of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from integrations.sandbox.line_platform.channel import Channel
from integrations.sandbox.line_platform.chats import ChatMessage, Chats
from integrations.sandbox.line_platform.clock import Clock, RealClock
from integrations.sandbox.line_platform.identifiers import Identifiers, is_group_id, is_user_id
from integrations.sandbox.line_platform.journal import Journal
from integrations.sandbox.line_platform.link_tokens import LinkTokens
from integrations.sandbox.line_platform.people import Group, ImpossibleError, User
from integrations.sandbox.line_platform.quota import Quota
from integrations.sandbox.line_platform.reply_tokens import ReplyTokens
from integrations.sandbox.line_platform.retry_keys import RetryKeys
from integrations.sandbox.line_platform.rich_menus import RichMenus


@dataclass(frozen=True, slots=True)
class Content:
    """What a user sent as a file: photo, voice, video. The first `pending` fetches of it answer 202."""

    data: bytes
    media_type: str
    pending: int = 0


class World:
    """State only: rules of the wire live in `api`, the road to the bot in `webhooks`."""

    def __init__(self, channel: Channel | None = None, clock: Clock | None = None, seed: int = 1) -> None:
        self.channel = channel or Channel()
        self.clock: Clock = clock or RealClock()
        self.seed = seed
        self.ids = Identifiers(seed, self.clock)
        self.users: dict[str, User] = {}
        self.groups: dict[str, Group] = {}
        self.chats = Chats()
        self.reply_tokens = ReplyTokens(self.channel.reply_token_seconds * 1000)
        self.link_tokens = LinkTokens()
        self.retry_keys = RetryKeys()
        self.quota = Quota(self.channel.quota_limit)
        self.rich_menus = RichMenus()
        self.contents: dict[str, Content] = {}
        self.unsent_contents: set[str] = set()
        self.journal = Journal()

    def now_ms(self) -> int:
        return self.clock.now_ms()

    def add_user(self, name: str, user_id: str | None = None, *, friend: bool = True, role: str = "") -> User:
        """Adds a user by display name; `user_id` is `U` and 32 lower-case hex digits, made up when left out."""
        new_id = user_id or self.ids.user_id()
        if not is_user_id(new_id):
            raise ImpossibleError(f"user_id must be U and 32 lower-case hex digits; got {new_id!r}")
        if new_id in self.users:
            raise ImpossibleError(f"user_id {new_id} is taken: each user of the sandbox needs an own id")
        user = self.users[new_id] = User(new_id, name, role=role, friend=friend)
        return user

    def add_group(
        self, name: str, members: Iterable[str], group_id: str | None = None, *, bot_inside: bool = True
    ) -> Group:
        """Adds a group of users of this world; `group_id` is `C` and 32 lower-case hex digits."""
        new_id = group_id or self.ids.group_id()
        if not is_group_id(new_id) or new_id in self.groups:
            raise ImpossibleError(f"group_id must be new, C and 32 lower-case hex digits; got {new_id!r}")
        inside = dict.fromkeys(members)
        strangers = [member for member in inside if member not in self.users]
        if strangers:
            raise ImpossibleError(f"members must be users of this world; unknown: {', '.join(strangers)}")
        group = self.groups[new_id] = Group(new_id, name, inside, bot_inside=bot_inside)
        return group

    def write(self, chat_id: str, message: ChatMessage) -> None:
        """Puts a bubble into a chat."""
        self.chats.of(chat_id).add(message)
