"""What a turn writes beside its conversation, each once: the shell commits all of them in the turn's transaction."""

from bot.core.records.accounts import AccountTied, AccountUntied, CodeTried, EndedBy, TiedBy
from bot.core.records.check_in import CheckInBegan, MessageRetracted, ReachChanged, ReportMade
from bot.core.records.consent import CadenceChosen, ConsentConfirmed, ConsentStated, ConsentWithdrawn
from bot.core.records.mail import Message, Priority
from bot.core.records.notices import NoticeKind, NoticeRaised
from bot.core.records.unclear import TurnUnclear

Record = (
    ReportMade
    | CheckInBegan
    | ReachChanged
    | MessageRetracted
    | NoticeRaised
    | ConsentStated
    | ConsentWithdrawn
    | ConsentConfirmed
    | CadenceChosen
    | AccountTied
    | AccountUntied
    | CodeTried
    | TurnUnclear
)

__all__ = [
    "AccountTied",
    "AccountUntied",
    "CadenceChosen",
    "CheckInBegan",
    "CodeTried",
    "ConsentConfirmed",
    "ConsentStated",
    "ConsentWithdrawn",
    "EndedBy",
    "Message",
    "MessageRetracted",
    "NoticeKind",
    "NoticeRaised",
    "Priority",
    "ReachChanged",
    "Record",
    "ReportMade",
    "TiedBy",
    "TurnUnclear",
]
