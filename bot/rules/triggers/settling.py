"""A response as what is to be written: a new proposal, those it takes back, and what became of the alert."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never

from bot.core.alerts import Alert, AlertChange
from bot.core.ids import derived_id
from bot.core.proposals import OF_WRONG, Aim, Draft, Proposal, ProposalId, ProposalState, Whom
from bot.rules.triggers.matters import Matter, is_same_series
from bot.rules.triggers.responses import Correct, Join, Keep, Propose, Raise, Response

Timing = tuple[timedelta | None, datetime]
"""How long a proposal waits, and the moment."""


@dataclass(frozen=True, slots=True)
class Settled:
    """`became`: propose, join, raise, correct, or why it was only kept. `matter`: to which it belongs from now on."""

    became: str
    matter: str | None = None
    proposal: Proposal | None = None
    withdrawn: tuple[ProposalId, ...] = ()


def settle(response: Response, alert: Alert, wait: timedelta | None, now: datetime) -> Settled:
    """`wait` None: nothing goes by itself."""
    match response:
        case Keep(why):
            return Settled(why.value)
        case Join(matter, draft):
            return Settled("join", matter.id, withdrawn=_not_cancelled(matter, draft, alert))
        case Propose(draft):
            return Settled("propose", proposal_id(alert, draft, now), _new(Aim.OPEN, None, draft, alert, (wait, now)))
        case Raise(matter, draft):
            return _raised(matter, draft, alert, (wait, now))
        case Correct(matter):
            return _corrected(matter, alert, (wait, now))
    assert_never(response)


def proposal_id(alert: Alert, draft: Draft, now: datetime) -> ProposalId:
    """Short enough for the telephone; the same alert always gives the same, for each of its levels."""
    return ProposalId(f"A{now:%Y%m%d}-{derived_id('proposal', alert.digest, draft.rank)[:8]}")


def _raised(matter: Matter, draft: Draft, alert: Alert, timing: Timing) -> Settled:
    """What waits for the same districts, or some of them, gives way; the new one waits no longer than it would have."""
    old = tuple(each for each in matter.waiting if _covers(draft, each.draft))
    new = _new(Aim.RAISE if matter.is_open else Aim.OPEN, matter, draft, alert, timing)
    withdrawn = (*(each.id for each in old), *_not_cancelled(matter, draft, alert))
    return Settled("raise", matter.id, _instead_of(old, new), withdrawn)


def _not_cancelled(matter: Matter, draft: Draft, alert: Alert) -> tuple[ProposalId, ...]:
    """What was cancelled is announced again, as grave and as wide: nobody is told any more that it was wrong.

    Of the very series, district by district: bot.rules.triggers.overtaking.
    """
    waits = (each for each in matter.chain if each.aim is Aim.CANCEL and each.state is ProposalState.WAITING)
    of_event, of_series = matter.led_by(alert), matter.led_by(alert, is_same_series)
    return tuple(
        each.id
        for each in waits
        if each not in of_series
        and (each in of_event or (draft.rank >= each.draft.rank and _covers(draft, each.draft)))
    )


def _corrected(matter: Matter, alert: Alert, timing: Timing) -> Settled:
    """What waits on the alert is taken back; whoever was asked already is told, where staff say so."""
    standing = matter.led_by(alert)
    withdrawn = tuple(each.id for each in standing if each in matter.waiting)
    is_wrong = alert.change in (AlertChange.CANCELLED, AlertChange.CORRECTED)
    asked = [each.draft for each in standing if each.is_carried_out and each.aim not in OF_WRONG]
    if not (is_wrong and matter.is_open and asked):
        return Settled("correct", matter.id, None, withdrawn)
    is_everywhere = any(not each.districts for each in asked)
    named = dict.fromkeys(district for each in asked for district in each.districts)
    where = () if is_everywhere else tuple(named)
    told = replace(asked[-1], districts=where, whom=Whom.EVERYBODY, notes=(), is_clear=False)
    return Settled("correct", matter.id, _new(Aim.CANCEL, matter, told, alert, timing), withdrawn)


def _new(aim: Aim, matter: Matter | None, draft: Draft, alert: Alert, timing: Timing) -> Proposal:
    wait, now = timing
    id_ = proposal_id(alert, draft, now)
    incident = matter.incident if matter and matter.is_open else None
    return Proposal(
        id=id_,
        aim=aim,
        matter=matter.id if matter else id_,
        alerts=(alert.digest,),
        draft=draft,
        drill=False,
        made_at=now,
        goes_at=now + wait if wait is not None and draft.is_clear else None,
        incident=incident.id if incident else None,
    )


def _instead_of(old: Sequence[Proposal], new: Proposal) -> Proposal:
    """Everybody whom one of them would have asked, at the soonest of their times."""
    is_for_all = any(each.draft.whom is Whom.EVERYBODY for each in (*old, new))
    draft = replace(new.draft, whom=Whom.EVERYBODY if is_for_all else new.draft.whom)
    times = [each.goes_at for each in (*old, new) if each.goes_at is not None]
    alerts = dict.fromkeys(digest for each in (*old, new) for digest in each.alerts)
    goes_at = min(times, default=None) if draft.is_clear else None
    return replace(new, draft=draft, alerts=tuple(alerts), goes_at=goes_at)


def _covers(new: Draft, old: Draft) -> bool:
    return not new.districts or (bool(old.districts) and set(old.districts) <= set(new.districts))
