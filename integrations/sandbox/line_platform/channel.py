"""The channel: the official account that the bot under test speaks for, and its settings in the console."""

from dataclasses import dataclass
from typing import Literal

BOT_USER_ID = "U" + "b0" * 16


@dataclass(slots=True)
class Channel:
    """One Messaging API channel. A sandbox token begins with `sandbox-`, so it cannot be taken for a real one.

    `quota_limit` is messages a month, None without limit. `reply_token_seconds` is 60 at LINE; 70 plays a
    late-but-accepted reply. `unknown_in_multicast` plays either of the two documented behaviours.
    `user_flood_limit` is the pushes one user may get in a minute before 429 (LINE's figure is secret; None: off).
    """

    secret: str = "sandbox-channel-secret"  # noqa: S105 (invented; works nowhere else)
    access_token: str = "sandbox-access-token"  # noqa: S105 (invented; works nowhere else)
    bot_user_id: str = BOT_USER_ID
    display_name: str = "会津若松市 安否確認"
    basic_id: str = "@sandbox"
    verified: bool = True
    chat_mode: Literal["chat", "bot"] = "bot"
    mark_as_read_mode: Literal["auto", "manual"] = "auto"
    webhook_url: str | None = None
    webhook_active: bool = True
    quota_limit: int | None = None
    reply_token_seconds: int = 60
    unknown_in_multicast: Literal["ignore", "refuse"] = "ignore"
    user_flood_limit: int | None = None
