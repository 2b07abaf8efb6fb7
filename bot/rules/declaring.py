"""Who may declare an emergency, and what a declaration has to hold (standards.md 2.6; promise 6).

Only a named member of staff with the role, with a cause, an area and an end. A telegram proposes; it never declares.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.incidents import Emergency
from bot.core.people import Office, Role

LONGEST = timedelta(days=14)
"""An end is mandatory; what lasts longer is declared anew, so that somebody looks at it again."""
MAX_CAUSE = 100


class Objection(StrEnum):
    """Why a declaration does not hold."""

    NOT_ENTITLED = "not_entitled"
    NO_CAUSE = "no_cause"
    CAUSE_TOO_LONG = "cause_too_long"
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    LASTS_TOO_LONG = "lasts_too_long"
    NOBODY_MAY_SEE = "nobody_may_see"


def may_declare(roles: Iterable[Role]) -> bool:
    return any(role.office is Office.CITY_MANAGER for role in roles)


def objections(emergency: Emergency, roles: Iterable[Role]) -> tuple[Objection, ...]:
    """Empty where it may be declared by whoever holds these roles."""
    lasts = emergency.until - emergency.declared_at
    found = {
        Objection.NOT_ENTITLED: not may_declare(roles) or emergency.declared_by is None,
        Objection.NO_CAUSE: not emergency.cause.strip(),
        Objection.CAUSE_TOO_LONG: len(emergency.cause) > MAX_CAUSE,
        Objection.ENDS_BEFORE_IT_BEGINS: lasts <= timedelta(0),
        Objection.LASTS_TOO_LONG: lasts > LONGEST,
        Objection.NOBODY_MAY_SEE: not emergency.recipients,
    }
    return tuple(objection for objection, holds in found.items() if holds)


def ended_at(emergency: Emergency, now: datetime) -> datetime | None:
    """When it ended, by hand or by itself; None while it stands."""
    end = min(emergency.ended_at or emergency.until, emergency.until)
    return end if end <= now else None
