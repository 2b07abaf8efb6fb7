"""What a topic may ask the shell while it decides. Each names the type of its answer; none of them changes anything."""

from bot.core.requests.area import (
    ChatAddress,
    Contact,
    ContactsOf,
    PaperAddress,
    SilentCount,
    SilentIn,
    Speaker,
    SpeakerOf,
)
from bot.core.requests.check_in import (
    AreaList,
    Circle,
    CircleOf,
    DistrictsNamed,
    Followed,
    FollowedBy,
    LastWordAbout,
    Member,
    Resident,
    ResidentsOf,
    RolesOf,
    SummaryOf,
)
from bot.core.requests.consent import (
    DisclosuresOf,
    Look,
    Looks,
)
from bot.core.requests.family import (
    LastNudgeOf,
)
from bot.core.requests.linking import (
    AccountsOf,
    CodeFault,
    CodeHolder,
    HolderOfCode,
    LinkedAccount,
    SignedInBy,
    SignInAddress,
    StandingCode,
    linked_account,
)
from bot.core.requests.quiet_days import (
    PracticeOf,
    QuietDaysOf,
)
from bot.core.requests.request import (
    Request,
)
from bot.core.requests.roll_calls import (
    CirclesOf,
    Heard,
    Neighbour,
    ReadRollCall,
    Street,
    StreetOf,
    WaitingRollCallIn,
)

AnyRequest = (
    CircleOf
    | FollowedBy
    | SummaryOf
    | ResidentsOf
    | DistrictsNamed
    | RolesOf
    | DisclosuresOf
    | HolderOfCode
    | StandingCode
    | SignedInBy
    | SignInAddress
    | AccountsOf
    | LastWordAbout
    | LastNudgeOf
    | QuietDaysOf
    | PracticeOf
    | ContactsOf
    | SilentIn
    | PaperAddress
    | SpeakerOf
    | ChatAddress
    | StreetOf
    | ReadRollCall
    | Heard
    | WaitingRollCallIn
    | CirclesOf
)

__all__ = [
    "AccountsOf",
    "AnyRequest",
    "AreaList",
    "ChatAddress",
    "Circle",
    "CircleOf",
    "CirclesOf",
    "CodeFault",
    "CodeHolder",
    "Contact",
    "ContactsOf",
    "DisclosuresOf",
    "DistrictsNamed",
    "Followed",
    "FollowedBy",
    "Heard",
    "HolderOfCode",
    "LastNudgeOf",
    "LastWordAbout",
    "LinkedAccount",
    "Look",
    "Looks",
    "Member",
    "Neighbour",
    "PaperAddress",
    "PracticeOf",
    "QuietDaysOf",
    "ReadRollCall",
    "Request",
    "Resident",
    "ResidentsOf",
    "RolesOf",
    "SignInAddress",
    "SignedInBy",
    "SilentCount",
    "SilentIn",
    "Speaker",
    "SpeakerOf",
    "StandingCode",
    "Street",
    "StreetOf",
    "SummaryOf",
    "WaitingRollCallIn",
    "linked_account",
]
