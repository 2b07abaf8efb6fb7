"""What one session may see of a person in an incident: everybody on a list passes `decide`. Pure.

Pages get a `PersonSight` and nothing else, so that what was not decided cannot be shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from admin.people import Found, Told
from admin.showing import WITHHELD, Profile, Seen, Viewer, Withheld, profile_of
from bot.core.consents import Disclosure, Item, Purpose
from bot.core.ids import PersonId
from bot.core.incidents import Incident
from bot.core.reports import Progress, Standing
from bot.core.visits import visit_id
from bot.rules.consent import Allowed, Moment, Question, decide, disclosed
from bot.rules.urgency import Urgency

NOTHING = Standing()


@dataclass(frozen=True, slots=True)
class Moments:
    """`today` is the city's, for ages."""

    now: datetime
    today: date


@dataclass(frozen=True, slots=True)
class PersonSight:
    """`number`: what staff say on the telephone for somebody whose name they may not see."""

    person: PersonId
    number: str
    subject: Profile | Withheld
    urgency: Urgency
    progress: Progress
    steps: int
    asked_at: datetime | None
    reachable: bool
    standing: Standing = NOTHING


def look_at(
    found: Found, viewer: Viewer, incident: Incident, moments: Moments, told: Iterable[Told] = ()
) -> tuple[PersonSight, Disclosure | None]:
    """What is shown, with all reports where they are too, and what goes into the ledger before it is."""
    person = found.registered.person
    question = Question(
        subject=person,
        recipient=viewer.recipient,
        purpose=Purpose.SAFETY_SHARING,
        items=_held(found) | _held_in(told),
        moment=Moment(moments.now, incident.drill),
    )
    decision = decide(question)
    seen: Seen = profile_of(found.registered, decision, moments.today)
    if not isinstance(decision, Allowed) or not isinstance(seen, Profile):
        return _sight(found, incident, WITHHELD), None
    return _sight(found, incident, seen), disclosed(question, decision, question.items, incident.id)


def _held(found: Found) -> frozenset[Item]:
    """Exactly what would be shown. HEALTH: that support is needed, and why (災対法49条の10② 6号)."""
    registered, standing = found.registered, found.check_in.standing
    held = {
        Item.NAME: True,
        Item.CONDITION: True,
        Item.ADDRESS: bool(registered.address or registered.district or registered.person.block),
        Item.CONTACT: bool(registered.phone),
        Item.WHEREABOUTS: standing.whereabouts is not None,
        Item.LOCATION: standing.spot is not None,
        Item.NEEDS: bool(standing.needs),
        Item.HEALTH: registered.person.support_needed,
    }
    return frozenset(item for item, is_there in held.items() if is_there)


def _held_in(told: Iterable[Told]) -> frozenset[Item]:
    """What older reports hold beside what stands: those that were taken out as well."""
    reports = [each.report for each in told]
    held = {
        Item.WHEREABOUTS: any(each.whereabouts for each in reports),
        Item.LOCATION: any(each.spot for each in reports),
        Item.NEEDS: any(each.needs for each in reports),
    }
    return frozenset(item for item, is_there in held.items() if is_there)


def _sight(found: Found, incident: Incident, subject: Profile | Withheld) -> PersonSight:
    """Of a protected person how urgent it is, and no more: where somebody is would be found by their place."""
    is_hidden = isinstance(subject, Withheld)
    return PersonSight(
        person=found.registered.person.id,
        number=visit_id(incident.id, found.registered.person.id),
        subject=subject,
        urgency=found.urgency,
        progress=found.check_in.progress,
        steps=found.steps,
        asked_at=found.asked_at,
        reachable=found.reachable,
        standing=NOTHING if is_hidden else found.check_in.standing,
    )
