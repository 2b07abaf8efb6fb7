"""What the shell needs from the outside, as Protocols. Storage and channels fulfil them; the memory twins do too."""

from bot.core.ports.inbox import Arrival, Inbox, Parser
from bot.core.ports.outbox import Outbox, Sender
from bot.core.ports.turn_store import FinishedTurn, Known, TurnStore
from bot.core.ports.working import LANES, Clock, Lanes, Signal, Wakeups

__all__ = [
    "LANES",
    "Arrival",
    "Clock",
    "FinishedTurn",
    "Inbox",
    "Known",
    "Lanes",
    "Outbox",
    "Parser",
    "Sender",
    "Signal",
    "TurnStore",
    "Wakeups",
]
