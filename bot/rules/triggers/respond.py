"""What follows from an alert, by the city's rules and by what is known (standards.md 4.8, promise 5)."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.alerts import Alert, AlertChange, AlertStatus
from bot.core.ids import DistrictId
from bot.core.proposals import Draft
from bot.core.triggers import Triggers
from bot.rules.triggers.matters import TOGETHER, Matter, family_of, is_same, rises
from bot.rules.triggers.quakes import is_below
from bot.rules.triggers.ranks import UNKNOWN
from bot.rules.triggers.reach import reach
from bot.rules.triggers.responses import Correct, Join, Keep, Known, Propose, Raise, Response
from bot.rules.triggers.why import Why

_CLOCKS_DIFFER = timedelta(minutes=15)
_EXERCISE = ("訓練", "テスト", "演習")


def respond(alert: Alert, triggers: Triggers, known: Known, now: datetime) -> Response:
    """Promise 5, second barrier: what is not real leads to nothing at all, whatever the triggers say."""
    if alert.status is not AlertStatus.REAL:
        return Keep(Why.NOT_REAL)
    if known.latest is not None and is_older(alert, known.latest):
        return Keep(Why.OLDER)
    if alert.change is AlertChange.CANCELLED:
        return _cancelled(alert, known, now)
    found = reach(alert, triggers, known.city, known.districts)
    if isinstance(found, Why):
        return _no_longer(alert, triggers, known, found)
    untimely = _untimely(alert, now)
    return Keep(untimely) if untimely else _compared(alert, careful(alert, found), known)


def is_older(alert: Alert, than: Alert) -> bool:
    """Where both count, the higher number holds; else the later moment."""
    if alert.revision is not None and than.revision is not None and alert.revision != than.revision:
        return alert.revision < than.revision
    return alert.issued < than.issued


def _cancelled(alert: Alert, known: Known, now: datetime) -> Response:
    """However late it comes: what it takes back may still wait or stand open."""
    matter = _led_by(alert, known)
    if matter is None or alert.issued - now > _CLOCKS_DIFFER:
        return Keep(Why.CANCELLED)
    return Correct(matter) if _waits_on(matter, alert) or matter.told_by(alert).stands else Keep(Why.CANCELLED)


def _no_longer(alert: Alert, triggers: Triggers, known: Known, why: Why) -> Response:
    """A newer word of the same series that does not reach the city any more takes back what still waits."""
    matter = _led_by(alert, known)
    if matter is None:
        return Keep(why)
    is_series = matter.is_series(alert)
    is_wrong = alert.change is AlertChange.CORRECTED and is_series and matter.told_by(alert).stands
    holds_no_more = _waits_on(matter, alert) and (is_series or is_below(alert, triggers))
    return Correct(matter) if is_wrong or holds_no_more else Keep(why)


def _waits_on(matter: Matter, alert: Alert) -> bool:
    return any(each in matter.waiting for each in matter.led_by(alert))


def _compared(alert: Alert, draft: Draft, known: Known) -> Response:
    matter = _akin(alert, known) or _beside(alert, draft, known)
    if matter is None:
        return Propose(draft)
    where = rises(matter, draft, known.districts)
    if where is not None:
        return Raise(matter, replace(_of_hand_opened(matter, draft), districts=where))
    return Join(matter, draft) if matter.is_live else Keep(Why.DECIDED)


def _akin(alert: Alert, known: Known) -> Matter | None:
    """The newest matter that an alert of the same series or event belongs to: while it is live, or for six hours."""
    near = (each for each in reversed(known.matters) if each.is_live or each.is_near(alert.issued))
    return next((each for each in near if any(is_same(alert, other) for other in each.alerts)), None)


def _beside(alert: Alert, draft: Draft, known: Known) -> Matter | None:
    """The newest live matter of the same family within six hours: one check-in for a person and an event."""
    near = (each for each in reversed(known.matters) if each.is_live and each.is_near(alert.issued))
    return next((each for each in near if family_of(draft) in each.families), None)


def _led_by(alert: Alert, known: Known) -> Matter | None:
    """The newest live matter with a proposal that stands on this series or event."""
    return next((each for each in reversed(known.matters) if each.is_live and each.led_by(alert)), None)


def _untimely(alert: Alert, now: datetime) -> Why | None:
    if alert.issued - now > _CLOCKS_DIFFER:
        return Why.AHEAD
    is_over = alert.valid_until is not None and alert.valid_until <= now
    return Why.STALE if is_over or now - alert.issued > TOGETHER else None


def careful(alert: Alert, draft: Draft) -> Draft:
    """A drill that was sent as real has happened: staff look, and it never goes by itself."""
    if not any(word in alert.title + alert.headline for word in _EXERCISE):
        return draft
    note = "通常の情報として届きましたが、訓練またはテストと書かれています。"
    return replace(draft, notes=(*draft.notes, note), is_clear=False)


def _of_hand_opened(matter: Matter, draft: Draft) -> Draft:
    """Staff know what they opened; whether this is graver is for them to say."""
    if matter.chain or matter.rank_at(_first(draft)) != UNKNOWN:
        return draft
    note = "職員が開いた事案に、レベルが書かれていません。"
    return replace(draft, notes=(*draft.notes, note), is_clear=False)


def _first(draft: Draft) -> DistrictId | None:
    return draft.districts[0] if draft.districts else None
