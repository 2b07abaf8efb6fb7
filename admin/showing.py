"""What one session may see of a notice: everybody named in it passes `decide`, as for a member of the city's staff.

Pure. Pages get a `Sight` and nothing else, so that what was not decided cannot be shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from admin.board import Notice, Registered, Section, Team
from admin.staff import Staff
from bot.core.consents import Disclosure, Item, Purpose
from bot.core.going import Going
from bot.core.ids import NoticeId, PersonId
from bot.core.people import Office, Person, Role
from bot.core.records import NoticeKind
from bot.core.reports import Refuge, Source, Spot, Standing
from bot.core.sightings import Seen as Sighted
from bot.core.understanding import Condition, Need, Whereabouts
from bot.rules.consent import Allowed, Decision, Moment, Question, Recipient, decide
from bot.rules.going import under_way


@dataclass(frozen=True, slots=True)
class Profile:
    """A person as a card shows them. Empty: not known."""

    name: str
    age: int | None
    home: tuple[str, ...]
    """District, block, address."""
    phone: str
    support: str | None
    """Why support is needed, empty where no reason is known; None: it is not."""


class Withheld:
    """Somebody of whom nothing may be shown here."""


WITHHELD = Withheld()

Seen = Profile | Withheld | None


@dataclass(frozen=True, slots=True)
class Sight:
    """One notice as a session sees it. `case` is alike for notices about the same person (or from the same talk)."""

    id: NoticeId
    case: str
    kind: NoticeKind
    section: Section
    drill: bool
    at: datetime
    done_at: datetime | None
    subject: Seen
    teller: Seen
    source: Source | None
    label: str = ""
    sighted: Sighted | None = None
    words: str | None = None
    condition: Condition | None = None
    whereabouts: Whereabouts | None = None
    needs: tuple[Need, ...] | None = None
    spot: Spot | None = None
    refuge: Refuge | None = None
    standing: Standing | None = None
    going: tuple[Going, ...] = ()
    """Who is on the way to the subject now."""
    former: str = ""
    """Of a closed incident: its title."""
    team: Team | None = None
    """Sent by staff; of somebody protected too, as on the list of visits."""


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What the ledger has to say before a sight is shown. `session`: in which it was seen.

    `newest`: of when the newest thing is that the sight tells of them beside the notice; None where it tells nothing.
    """

    session: str
    notice: NoticeId
    drill: bool
    disclosure: Disclosure
    newest: datetime | None = None


@dataclass(frozen=True, slots=True)
class Viewer:
    """A console session as a recipient, with the role of city staff (decision table, row 2).

    By name where the city OS proved who it is; `console:<id>` where only the shared code was given.
    """

    id: str
    staff: Staff | None = None

    @property
    def recipient(self) -> Recipient:
        id_ = self.staff.person if self.staff else PersonId(f"console:{self.id}")
        myself = Person(id_, name="", district=None)
        return Recipient(myself, roles=(Role(Office.CITY_STAFF),))


def look(notice: Notice, viewer: Viewer, now: datetime, today: date) -> tuple[Sight, tuple[Disclosed, ...]]:
    """What is shown, and what goes into the ledger first. `today` is the city's, for ages."""
    about = _decided(notice, notice.subject, _held_of_subject(notice), viewer, now)
    by = _decided(notice, notice.teller, _held_of_teller(notice), viewer, now)
    pairs = ((notice.subject, about), (notice.teller, by))
    shown = tuple(
        _disclosed(notice, each.person, decision, viewer)
        for each, decision in pairs
        if each is not None and isinstance(decision, Allowed)
    )
    hidden = not isinstance(by if notice.subject is None else about, Allowed | None)
    sides = (profile_of(notice.subject, about, today), profile_of(notice.teller, by, today))
    sight = _sight(notice, *sides, hidden=hidden)
    if hidden:
        return sight, shown
    sight = replace(sight, going=_going(notice, now))
    return sight, tuple(_dated(each, notice, sight) for each in shown)


def _dated(shown: Disclosed, notice: Notice, sight: Sight) -> Disclosed:
    """Whoever told of somebody is shown as they were; how the subject is goes on."""
    if notice.subject is None or shown.disclosure.about != notice.subject.person.id:
        return shown
    said_at = sight.standing.said_at if sight.standing else None
    moments = [each for each in (said_at, *(each.said_at for each in sight.going)) if each]
    return replace(shown, newest=max(moments, default=None))


def _going(notice: Notice, now: datetime) -> tuple[Going, ...]:
    """That somebody goes to a person is part of how that person is, which `decide` has let through."""
    standing = notice.standing or Standing()
    return tuple(each for each in under_way(notice.going, notice.raised.incident, standing, now) if not each.hidden)


def _held_of(somebody: Registered | None) -> frozenset[Item]:
    """Name and telephone: to ask back."""
    return frozenset({Item.NAME, Item.CONTACT} if somebody and somebody.phone else {Item.NAME})


def _held_of_teller(notice: Notice) -> frozenset[Item]:
    """A place that is about nobody is where whoever tells it stands."""
    is_there = notice.subject is None and notice.report is not None and notice.report.spot is not None
    return _held_of(notice.teller) | ({Item.LOCATION} if is_there else set())


def _held_of_subject(notice: Notice) -> frozenset[Item]:
    """What the card would show: exactly that is decided upon and written down. HEALTH: 49条の10② 6号, why support."""
    subject, report = notice.subject, notice.report
    if subject is None:
        return frozenset()
    held = {
        Item.ADDRESS: bool(subject.address or subject.district or subject.person.block),
        Item.CONDITION: True,
        Item.WHEREABOUTS: report is not None and report.whereabouts is not None,
        Item.LOCATION: report is not None and report.spot is not None,
        Item.NEEDS: report is not None and bool(report.needs),
        Item.HEALTH: subject.person.support_needed,
    }
    return _held_of(subject) | {item for item, there in held.items() if there}


def _decided(
    notice: Notice, somebody: Registered | None, items: frozenset[Item], viewer: Viewer, now: datetime
) -> Decision | None:
    if somebody is None:
        return None
    moment = Moment(now, notice.raised.drill)
    return decide(Question(somebody.person, viewer.recipient, Purpose.SAFETY_SHARING, items, moment))


def _disclosed(notice: Notice, person: Person, allowed: Allowed, viewer: Viewer) -> Disclosed:
    disclosure = Disclosure(
        about=person.id,
        recipient=viewer.recipient.person.id,
        recipient_kind=allowed.kind,
        purpose=Purpose.SAFETY_SHARING,
        items=allowed.items,
        ground=allowed.ground,
        incident=notice.raised.incident,
        until=allowed.until,
    )
    return Disclosed(viewer.id, notice.raised.id, notice.raised.drill, disclosure)


def profile_of(somebody: Registered | None, decision: Decision | None, today: date) -> Seen:
    if somebody is None:
        return None
    if not isinstance(decision, Allowed):
        return WITHHELD
    may, person = decision.items, somebody.person
    home = (somebody.district, person.block or "", somebody.address) if Item.ADDRESS in may else ()
    return Profile(
        name=person.name if Item.NAME in may else "",
        age=age_on(today, somebody.birthdate) if Item.NAME in may else None,
        home=tuple(each for each in home if each),
        phone=somebody.phone if Item.CONTACT in may else "",
        support=somebody.support_reason if Item.HEALTH in may and person.support_needed else None,
    )


def age_on(today: date, birthdate: date | None) -> int | None:
    if birthdate is None:
        return None
    return today.year - birthdate.year - ((today.month, today.day) < (birthdate.month, birthdate.day))


def _sight(notice: Notice, subject: Seen, teller: Seen, *, hidden: bool) -> Sight:
    """Of a hidden person neither words nor place are shown: a sentence may hold the address.

    What is about nobody tells of whoever said it.
    """
    raised, report = notice.raised, notice.report
    blank = Sight(
        id=raised.id,
        case=(notice.subject.person.id if notice.subject else raised.conversation) or raised.id,
        kind=raised.kind,
        section=notice.section,
        drill=raised.drill,
        at=raised.at,
        done_at=notice.done_at,
        subject=subject,
        teller=teller,
        source=report.source if report else None,
        former=notice.former,
        team=notice.team,
    )
    return blank if hidden else _with_statement(blank, notice)


def _with_statement(sight: Sight, notice: Notice) -> Sight:
    """A place in words is shown as the place, and not as a quotation as well."""
    report = notice.report
    words = notice.raised.words or (report.note if report else None)
    spot = report.spot if report else None
    return replace(
        sight,
        label=report.label if report else "",
        sighted=report.sighting if report else None,
        words=None if spot and words == spot.words else words,
        condition=report.condition if report else None,
        whereabouts=report.whereabouts if report else None,
        needs=report.needs if report else None,
        spot=spot,
        refuge=report.refuge if report else None,
        standing=notice.standing,
    )


@dataclass(frozen=True, slots=True)
class Case:
    """All open notices of a section about the same person or from the same talk, the newest first."""

    key: str
    sights: tuple[Sight, ...]

    @property
    def newest(self) -> Sight:
        return self.sights[0]


def cases(sights: Iterable[Sight]) -> tuple[Case, ...]:
    """A call for help and the place that follows it are one case. The case with the newest notice comes first."""
    gathered: dict[str, list[Sight]] = {}
    for each in sorted(sights, key=lambda each: (each.at, each.id), reverse=True):
        gathered.setdefault(f"{each.section} {each.case}", []).append(each)
    return tuple(Case(key, tuple(several)) for key, several in gathered.items())
