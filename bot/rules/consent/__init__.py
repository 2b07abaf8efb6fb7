"""The one decision about showing somebody's data to somebody else (promise 2; standards.md 2.6).

Pure: the moment, the consents and the declared emergencies come in. What no row of the table allows is denied.
"""

from bot.rules.consent.decision import decide
from bot.rules.consent.disclosing import disclosed
from bot.rules.consent.grounds import (
    EMERGENCY_LIST,
    EMERGENCY_PLAN,
    NECESSARY,
    ON_THE_LIST,
    ORDINANCE,
    OWN_VIEW,
    STAFF_LIST,
    STAFF_PLAN,
)
from bot.rules.consent.in_force import counts, is_in_force, state_of
from bot.rules.consent.question import (
    Allowed,
    Closeness,
    Decision,
    Denied,
    Inquiry,
    Intake,
    LawfulIntake,
    Moment,
    NamedSupporter,
    Question,
    Recipient,
)
from bot.rules.consent.recipients import REGISTRY

__all__ = [
    "EMERGENCY_LIST",
    "EMERGENCY_PLAN",
    "NECESSARY",
    "ON_THE_LIST",
    "ORDINANCE",
    "OWN_VIEW",
    "REGISTRY",
    "STAFF_LIST",
    "STAFF_PLAN",
    "Allowed",
    "Closeness",
    "Decision",
    "Denied",
    "Inquiry",
    "Intake",
    "LawfulIntake",
    "Moment",
    "NamedSupporter",
    "Question",
    "Recipient",
    "counts",
    "decide",
    "disclosed",
    "is_in_force",
    "state_of",
]
