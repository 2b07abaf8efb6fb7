"""「いま向かっています」: somebody is on the way to a person, as they said. No condition, and nobody's answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.ids import IncidentId, PersonId
from bot.core.people import RelationKind

GOING_LASTS = timedelta(hours=4)
"""Whoever has not arrived by then says so again, or is not counted on any more."""

NUDGE_REST = timedelta(minutes=30)
"""One person is asked again at most once in this time, however many relatives they have."""


@dataclass(frozen=True, slots=True)
class Going:
    """`goer` is on the way to `about`; `kind` and `label` say what the goer is to that person, as it stood then."""

    id: str
    about: PersonId
    goer: PersonId
    kind: RelationKind
    label: str
    incident: IncidentId | None
    drill: bool
    said_at: datetime
    until: datetime
    ended_at: datetime | None = None
    """Taken back: 「行けなくなりました」."""
    hidden: bool = False
    """The goer is under a disclosure block: nobody is told where they go, and no list shows it."""
