"""What a turn writes beside its conversation, each once: the shell commits all of them in the turn's transaction."""

from bot.core.records.accounts import AccountTied, AccountUntied, CodeTried, EndedBy, TiedBy
from bot.core.records.area import DistrictCalled
from bot.core.records.check_in import CheckInBegan, MessageRetracted, ReachChanged, ReportMade
from bot.core.records.consent import CadenceChosen, ConsentConfirmed, ConsentStated, ConsentWithdrawn
from bot.core.records.family import GoingStated, GoingTakenBack, Nudged
from bot.core.records.mail import Message, Priority, Silence
from bot.core.records.notices import NoticeKind, NoticeNamed, NoticeRaised
from bot.core.records.quiet_days import (
    PracticeDone,
    PracticeEnded,
    PracticeWished,
    QuietDaysAnswered,
    QuietDaysArranged,
    QuietDaysEnded,
)
from bot.core.records.roll_calls import RollCallEnded, RollCallKept
from bot.core.records.talk import SaidToStaff
from bot.core.records.unclear import TurnUnclear

Record = (
    ReportMade
    | CheckInBegan
    | ReachChanged
    | MessageRetracted
    | NoticeRaised
    | NoticeNamed
    | ConsentStated
    | ConsentWithdrawn
    | ConsentConfirmed
    | CadenceChosen
    | AccountTied
    | AccountUntied
    | CodeTried
    | TurnUnclear
    | SaidToStaff
    | GoingStated
    | GoingTakenBack
    | Nudged
    | PracticeDone
    | PracticeEnded
    | PracticeWished
    | QuietDaysAnswered
    | QuietDaysArranged
    | QuietDaysEnded
    | DistrictCalled
    | RollCallKept
    | RollCallEnded
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
    "DistrictCalled",
    "EndedBy",
    "GoingStated",
    "GoingTakenBack",
    "Message",
    "MessageRetracted",
    "NoticeKind",
    "NoticeNamed",
    "NoticeRaised",
    "Nudged",
    "PracticeDone",
    "PracticeEnded",
    "PracticeWished",
    "Priority",
    "QuietDaysAnswered",
    "QuietDaysArranged",
    "QuietDaysEnded",
    "ReachChanged",
    "Record",
    "ReportMade",
    "RollCallEnded",
    "RollCallKept",
    "SaidToStaff",
    "Silence",
    "TiedBy",
    "TurnUnclear",
]
