"""What follows from one report: it is kept, staff see what they must see, and those who may know are told."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.ids import NoticeId, derived_id
from bot.core.records import Message, NoticeKind, NoticeRaised, Priority, Record, ReportMade
from bot.core.reports import Casualty, Report, Source, Standing
from bot.core.requests import Circle
from bot.core.understanding import Condition
from bot.rules.safety import is_distress
from bot.rules.sighting import settles
from bot.rules.telling import Told, tell


@dataclass(frozen=True, slots=True)
class Consequences:
    records: tuple[Record, ...]
    messages: tuple[Message, ...]
    priority: Priority


def consequences(report: Report, before: Standing, circle: Circle | None, now: datetime) -> Consequences:
    """`before` is what stood until now; `circle` is None for somebody whom the city does not know."""
    told = Told()
    if circle is not None and is_passed_on(report, before):
        told = tell(circle, report, before, now)
    kind = notice_kind(report, before)
    notices = (_notice(kind, report, now),) if kind else ()
    urgent = is_distress(report.condition)
    return Consequences((ReportMade(report), *notices), told.messages, Priority.URGENT if urgent else Priority.NORMAL)


def is_passed_on(report: Report, before: Standing) -> bool:
    """Without an incident only distress is passed on; a disagreement goes to staff first, not to the family.

    That somebody is missing or dead is for staff to say, in person.
    """
    if report.casualty is not None or contradicts(report, before):
        return False
    return report.incident is not None or is_distress(report.condition or before.condition)


def contradicts(report: Report, before: Standing) -> bool:
    """Somebody else says well of a person who said otherwise (promise 3): a check is needed, nothing is overwritten."""
    return not settles(report) and report.condition is Condition.SAFE and is_distress(before.condition)


def notice_kind(report: Report, before: Standing) -> NoticeKind | None:
    if report.casualty is not None:
        return None
    standing = report.condition or before.condition
    if report.condition is Condition.NEEDS_RESCUE or (report.spot and standing is Condition.NEEDS_RESCUE):
        return NoticeKind.RESCUE
    if report.condition is Condition.INJURED:
        return NoticeKind.INJURY
    if contradicts(report, before) or _is_alive_after_all(report, before):
        return NoticeKind.CONTESTED
    if report.source is Source.UNVERIFIED:
        return NoticeKind.UNVERIFIED_REPORT
    return NoticeKind.REPORT_WITHOUT_INCIDENT if report.incident is None else None


def _is_alive_after_all(report: Report, before: Standing) -> bool:
    return before.casualty is Casualty.DEAD and report.condition is Condition.SAFE


def _notice(kind: NoticeKind, report: Report, now: datetime) -> NoticeRaised:
    return NoticeRaised(
        id=NoticeId(derived_id(report.id, "notice")),
        kind=kind,
        at=now,
        drill=report.drill,
        conversation=report.conversation,
        about=report.about,
        incident=report.incident,
        report=report.id,
        words=report.note or (report.spot.words if report.spot else None),
    )
