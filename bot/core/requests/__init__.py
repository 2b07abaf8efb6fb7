"""What a topic may ask the shell while it decides. Each names the type of its answer; none of them changes anything."""

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
)

__all__ = [
    "AccountsOf",
    "AnyRequest",
    "AreaList",
    "Circle",
    "CircleOf",
    "CodeFault",
    "CodeHolder",
    "DisclosuresOf",
    "DistrictsNamed",
    "Followed",
    "FollowedBy",
    "HolderOfCode",
    "LastNudgeOf",
    "LastWordAbout",
    "LinkedAccount",
    "Look",
    "Looks",
    "Member",
    "PracticeOf",
    "QuietDaysOf",
    "Request",
    "Resident",
    "ResidentsOf",
    "RolesOf",
    "SignInAddress",
    "SignedInBy",
    "StandingCode",
    "SummaryOf",
    "linked_account",
]
