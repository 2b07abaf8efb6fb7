"""Answers to what topics ask, read from a world in memory."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar, cast

from bot.core.errors import Unavailable
from bot.core.people import Office, Person
from bot.core.reports import AreaSummary, Listing, Source
from bot.core.requests import (
    AccountsOf,
    AreaList,
    ChatAddress,
    Circle,
    CircleOf,
    CirclesOf,
    ContactsOf,
    DisclosuresOf,
    DistrictsNamed,
    Followed,
    FollowedBy,
    HolderOfCode,
    LastNudgeOf,
    LastWordAbout,
    Member,
    PaperAddress,
    PracticeOf,
    QuietDaysOf,
    Request,
    Resident,
    ResidentsOf,
    RolesOf,
    SignedInBy,
    SignInAddress,
    SilentIn,
    SpeakerOf,
    StandingCode,
    StreetOf,
    SummaryOf,
    WaitingRollCallIn,
)
from bot.core.understanding import Condition
from bot.storage.memory.agreed import consents_in, emergencies_in
from bot.storage.memory.districts import contacts, silent_in, speaker_of
from bot.storage.memory.going import goings_in, last_nudge
from bot.storage.memory.linking import accounts_of, code_again, holder_of_code, signed_in_by
from bot.storage.memory.looks import looks
from bot.storage.memory.quiet_days import practice_in, quiet_days_in
from bot.storage.memory.roll_calls import street, waiting_in
from bot.storage.memory.world import Asked, World
from bot.storage.turn_store.circle import WHOLE_CITY, officers_of
from bot.storage.turn_store.counting import IN_NEED, SILENT, Group, summarised
from bot.storage.turn_store.followed import closest, way_back
from bot.storage.turn_store.known import concerning

T = TypeVar("T")


def answer_from(world: World, request: Request[T]) -> T:
    answers: dict[type[Request[Any]], Callable[[World, Any], Any]] = {
        CircleOf: _circle,
        FollowedBy: _followed,
        SummaryOf: _summary,
        ResidentsOf: _residents,
        DisclosuresOf: looks,
        LastWordAbout: _last_word,
        LastNudgeOf: last_nudge,
        QuietDaysOf: quiet_days_in,
        PracticeOf: practice_in,
        DistrictsNamed: lambda world, _: tuple(sorted(world.districts, key=lambda each: each.id)),
        HolderOfCode: holder_of_code,
        StandingCode: code_again,
        SignedInBy: signed_in_by,
        SignInAddress: _nowhere,
        AccountsOf: accounts_of,
        ContactsOf: contacts,
        SilentIn: silent_in,
        PaperAddress: _page_to_print,
        SpeakerOf: speaker_of,
        ChatAddress: lambda world, _: world.chat,
        StreetOf: street,
        CirclesOf: _circles,
        WaitingRollCallIn: waiting_in,
        RolesOf: lambda world, request: tuple(role for who, role in world.roles if who == request.person),
    }
    return cast("T", answers[type(request)](world, request))


def _nowhere(_world: World, _request: SignInAddress) -> str:
    raise Unavailable("city_os")


def _page_to_print(world: World, _request: PaperAddress) -> str:
    if world.papers is None:
        raise Unavailable("papers")
    return world.papers


def _last_word(world: World, request: LastWordAbout) -> datetime | None:
    key = (request.incident, request.person)
    return max((each.at for each in world.reports if (each.report.incident, each.report.about) == key), default=None)


def _circle(world: World, request: CircleOf) -> Circle | None:
    centre = world.people.get(request.person)
    if centre is None:
        return None
    reached = {each.person for each in world.accounts if world.is_open(each)}
    leaders = _officers(world, centre, Office.LEADER)
    return Circle(
        centre,
        tuple(
            Member(world.people[each.other], each, each.other in reached)
            for each in world.relations
            if each.person == centre.id
        ),
        leaders,
        consents_in(world, centre.id),
        emergencies_in(world),
        going=goings_in(world, centre.id),
        commissioners=_officers(world, centre, Office.WELFARE_COMMISSIONER),
        unreached=frozenset(each.id for each in leaders if each.id not in reached),
    )


def _officers(world: World, centre: Person, office: Office) -> tuple[Person, ...]:
    officers: dict[str, list[Person]] = {}
    for who, role in sorted(world.roles, key=lambda each: each[0]):
        if role.office is office:
            officers.setdefault(role.district or WHOLE_CITY, []).append(world.people[who])
    return officers_of(centre, officers)


def _circles(world: World, request: CirclesOf) -> tuple[Circle, ...]:
    found = (_circle(world, CircleOf(each)) for each in request.people)
    return tuple(each for each in found if each is not None)


def _followed(world: World, request: FollowedBy) -> tuple[Followed, ...]:
    confirmed = [each for each in world.relations if each.confirmed]
    incidents = world.open_incidents()
    found = []
    for relation in closest(confirmed, request.person):
        person = world.people[relation.person]
        asked = [world.check_ins.get((each.id, person.id)) for each in incidents]
        answers = tuple(each.check_in for each in asked if each)
        found.append(
            Followed(
                person,
                relation,
                way_back(relation, world.relations),
                concerning(person, incidents, answers),
                answers,
                consents_in(world, relation.person),
                emergencies_in(world),
                going=goings_in(world, relation.person),
            )
        )
    return tuple(found)


def _summary(world: World, request: SummaryOf) -> AreaSummary:
    groups = [
        Group(each.check_in.progress, each.check_in.standing.condition, each.check_in.standing.whereabouts, 1)
        for (incident, _), each in world.check_ins.items()
        if incident == request.incident and each.district == request.district
    ]
    districts: dict[str, set[str | None]] = {}
    for told in world.reports:
        report = told.report
        if report.incident == request.incident and report.about is None and report.source is Source.UNVERIFIED:
            districts.setdefault(report.conversation, set()).add(report.district)
    here = [each for each in districts.values() if max(each, key=lambda name: name or "") in (request.district, None)]
    return summarised(groups, len(here))


def _residents(world: World, request: ResidentsOf) -> AreaList:
    listed = [
        (world.people[who], asked)
        for (incident, who), asked in world.check_ins.items()
        if incident == request.incident and asked.district == request.district and _belongs(asked, request.listing)
    ]
    listed.sort(key=lambda each: _place(*each))
    residents = (Resident(person, asked.check_in, consents_in(world, person.id)) for person, asked in listed)
    return AreaList(tuple(residents)[: request.limit], len(listed), emergencies_in(world))


def _belongs(asked: Asked, listing: Listing) -> bool:
    match listing:
        case Listing.SILENT:
            return asked.check_in.progress in SILENT
        case Listing.NEEDS_HELP:
            return asked.check_in.standing.condition in IN_NEED
        case Listing.EVERYBODY:
            return True


def _place(person: Person, asked: Asked) -> tuple[bool, bool, str, str]:
    rescue = asked.check_in.standing.condition is Condition.NEEDS_RESCUE
    return (not person.support_needed, not rescue, person.block or "", person.id)
