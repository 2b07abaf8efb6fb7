"""When which silent people are stepped on: for whole groups at once, so that a town is one question and not many.

A person's place is the number of steps behind them. Who answered is on no ladder; the shell leaves them out.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.incidents import Hazard, Incident
from bot.core.ladder import Ladder, Night, Road, Step

_LOW_INTENSITIES = frozenset("01234")
_LOW_LEVELS = frozenset("123")
_ALERT_LEVEL = re.compile(r"(?:警戒)?(?:レベル)?\s*([1-5])\s*(?:相当)?(?:\(気象庁\))?", re.ASCII)
"""A level, the city's own or the JMA's 「相当」: by night one is as grave as the other (standards.md 4.5)."""
_LEVEL_TO_MOVE_EARLY = "3"
"""高齢者等避難: people who need time go now, at night as well (standards.md 4.5)."""


@dataclass(frozen=True, slots=True)
class Group:
    """Silent people alike in all that the ladder looks at."""

    taken: int
    """Steps behind them."""
    support_needed: bool
    reachable: bool
    """Has an account that can be written to; who has blocked it goes on by the next road."""


@dataclass(frozen=True, slots=True)
class Due:
    """The group's next step, for those of it who were asked at this moment or earlier.

    `number`: 1 for the first step by this road, 2 for the second. `skipped`: it is passed over without a word, because
    it cannot reach them, or because the reminder after it is due as well.
    """

    group: Group
    road: Road
    number: int
    asked_by: datetime
    skipped: bool = False


def due(ladder: Ladder, incident: Incident, now: datetime) -> tuple[Due, ...]:
    """What is to be done at `now` (in the city's time zone), in this order: nobody climbs two steps in one call."""
    last_first = reversed(range(len(ladder.steps)))
    return tuple(each for taken in last_first for each in _due_after(ladder, incident, taken, now))


def held_back(ladder: Ladder, incident: Incident, now: datetime) -> tuple[Due, ...]:
    """Whoever belongs on the staff's list by now, though the night holds back a step before it.

    They are listed and take no step: in the morning the others hear of them as ever.
    """
    return tuple(
        each
        for taken in range(len(ladder.steps))
        for support_needed in (True, False)
        for reachable in (True, False)
        if (each := _held_back(ladder, incident, Group(taken, support_needed, reachable), now)) is not None
    )


def _held_back(ladder: Ladder, incident: Incident, group: Group, now: datetime) -> Due | None:
    night = _night_for(ladder, incident, ladder.steps[group.taken], group)
    listing = next((each for each in ladder.steps[group.taken :] if each.road is Road.STAFF), None)
    if listing is None or night is None or not _lies_in(now, night):
        return None
    return Due(group, Road.STAFF, 1, now - _time_of(ladder, listing, group))


def _due_after(ladder: Ladder, incident: Incident, taken: int, now: datetime) -> Iterator[Due]:
    for support_needed in (True, False):
        for reachable in (True, False):
            group = Group(taken, support_needed, reachable)
            yield from _due_to(ladder, incident, group, now)


def _due_to(ladder: Ladder, incident: Incident, group: Group, now: datetime) -> Iterator[Due]:
    """Up to two: those for whom a reminder comes too late are passed on first, and the others get it."""
    step = ladder.steps[group.taken]
    number = sum(each.road is step.road for each in ladder.steps[: group.taken + 1])
    if step.road is Road.REMINDER and not group.reachable:
        yield Due(group, step.road, number, now, skipped=True)
        return
    night = _night_for(ladder, incident, step, group)
    if night is not None and _lies_in(now, night):
        return
    overtaking = _next_reminder(ladder, group.taken) if step.road is Road.REMINDER else None
    if overtaking is not None:
        yield Due(group, step.road, number, _before(now, _time_of(ladder, overtaking, group), night), skipped=True)
    yield Due(group, step.road, number, _before(now, _time_of(ladder, step, group), night))


def _next_reminder(ladder: Ladder, taken: int) -> Step | None:
    return next((each for each in ladder.steps[taken + 1 :] if each.road is Road.REMINDER), None)


def _time_of(ladder: Ladder, step: Step, group: Group) -> timedelta:
    """Who cannot be reminded is given up to the others as early as they would have been reminded."""
    saved = timedelta() if group.reachable else _spent_on_reminders(ladder, group)
    return max(_told(step, group) - saved, timedelta())


def _spent_on_reminders(ladder: Ladder, group: Group) -> timedelta:
    """None where the others are turned to first."""
    reminder = next((each for each in ladder.steps if each.road is Road.REMINDER), None)
    other = next((each for each in ladder.steps if each.road is not Road.REMINDER), None)
    if reminder is None or other is None:
        return timedelta()
    return max(_told(other, group) - _told(reminder, group), timedelta())


def _told(step: Step, group: Group) -> timedelta:
    return step.sooner if group.support_needed else step.after


def _night_for(ladder: Ladder, incident: Incident, step: Step, group: Group) -> Night | None:
    """The staff's list grows at night too: nobody is woken by it."""
    if ladder.night is None or ladder.night.begins == ladder.night.ends:
        return None
    if step.road is Road.STAFF or wakes(incident, support_needed=group.support_needed):
        return None
    return ladder.night


def wakes(incident: Incident, *, support_needed: bool) -> bool:
    """Whether people may be woken: by all but what is known to be of no danger to life. Never for a drill."""
    if incident.drill:
        return False
    announced = unicodedata.normalize("NFKC", incident.level).strip()
    if incident.hazard is Hazard.TSUNAMI:
        return True
    if incident.hazard is Hazard.EARTHQUAKE:
        return announced.removeprefix("震度").strip() not in _LOW_INTENSITIES
    level = found[1] if (found := _ALERT_LEVEL.fullmatch(announced)) else announced
    return level not in _LOW_LEVELS or (support_needed and level == _LEVEL_TO_MOVE_EARLY)


def _before(now: datetime, waking: timedelta, night: Night | None) -> datetime:
    """The moment since which `waking` has passed, the hours of the night not counted. `now` lies in no night."""
    if night is None:
        return now - waking
    moment = now
    while True:
        began, ended = _last_night(moment, night)
        awake = moment - ended
        if awake >= waking:
            return moment - waking
        waking -= awake
        moment = began


def _lies_in(moment: datetime, night: Night) -> bool:
    """From its first minute on, to before its end."""
    clock = moment.timetz().replace(tzinfo=None)
    if night.begins < night.ends:
        return night.begins <= clock < night.ends
    return clock >= night.begins or clock < night.ends


def _last_night(moment: datetime, night: Night) -> tuple[datetime, datetime]:
    """The night that `moment` lies in or at whose end it is, or the last one before it."""
    began = datetime.combine(moment.date(), night.begins, moment.tzinfo)
    if began >= moment:
        began -= timedelta(days=1)
    ended = datetime.combine(began.date(), night.ends, moment.tzinfo)
    return began, ended if ended > began else ended + timedelta(days=1)
