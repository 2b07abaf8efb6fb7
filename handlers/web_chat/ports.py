"""What the web chat is handed to work with."""

from dataclasses import dataclass

from bot.core.ports import Clock, Inbox, Wakeups
from handlers.web_chat.log import Accounts, ChatLog


@dataclass(frozen=True, slots=True)
class WebChatPorts:
    inbox: Inbox
    log: ChatLog
    accounts: Accounts
    wakeups: Wakeups
    clock: Clock
