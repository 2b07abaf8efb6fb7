"""Conditions on `people` for the database: who belongs to an audience, as `bot.rules.audience` says it."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, exists, false, or_, true

from bot.core.audience import Answer, AtHome, Audience, Zone
from bot.core.incidents import Hazard
from bot.core.people import Office, RelationKind
from bot.core.reports import Progress
from bot.storage.tables import check_ins, home_hazards, people, relations, roles

_HELPERS = (RelationKind.FAMILY.value, RelationKind.SUPPORTER.value)
_OFFICERS = (Office.LEADER.value, Office.WELFARE_COMMISSIONER.value)
_helped = people.alias()


def belongs(audience: Audience) -> ColumnElement[bool]:
    """A condition on `people`."""
    return and_(
        _is_meant(audience),
        _holds_office(audience),
        people.c.language.in_([each.value for each in audience.languages]) if audience.languages else true(),
        _has_answered_so(audience),
    )


def helps(audience: Audience) -> ColumnElement[bool]:
    """Lives in the area, as far as anybody knows, and is confirmed to help somebody there who needs time.

    To be called from another district would tell that somebody lives here. Of whom nobody may learn where they live
    (DV支援措置), nobody is a helper at all.
    """
    for_somebody = exists().where(
        relations.c.other_id == people.c.id,
        relations.c.person_id == _helped.c.id,
        relations.c.confirmed,
        relations.c.kind.in_(_HELPERS),
        _helped.c.disclosure_block.is_(False),
        _helped.c.deceased_at.is_(None),
        is_called(_helped, audience),
    )
    return and_(_in_area(people, audience), for_somebody)


def _needs_time(of: FromClause, born_by: date | None) -> ColumnElement[bool]:
    """Who has no birthdate is judged by the need for support alone."""
    needed: ColumnElement[bool] = of.c.support_needed
    return needed if born_by is None else or_(needed, of.c.birthdate <= born_by)


def lives_under(hazards: tuple[Hazard, ...]) -> ColumnElement[bool]:
    """The map says so; who is on no map counts as under none here, where it is about who comes first."""
    if not hazards:
        return false()
    of_person = home_hazards.c.person_id == people.c.id
    return exists().where(of_person, or_(*(_fits(AtHome(each)) for each in hazards)))


def can_wait() -> ColumnElement[bool]:
    """Relatives who live elsewhere, and officers of the neighbourhood: they write by themselves."""
    kind = relations.c.kind == RelationKind.FAMILY.value
    is_relative = exists().where(relations.c.other_id == people.c.id, relations.c.confirmed, kind)
    is_officer = exists().where(roles.c.person_id == people.c.id, roles.c.role.in_(_OFFICERS))
    return or_(and_(people.c.district_id.is_(None), is_relative), is_officer)


def _in_area(of: FromClause, audience: Audience) -> ColumnElement[bool]:
    if not audience.districts and not audience.blocks:
        return true()
    district, block = of.c.district_id, of.c.block
    in_blocks = (
        and_(district == each.district, or_(block == each.name, block.is_(None), block == ""))
        for each in audience.blocks
    )
    return or_(district.is_(None), district.in_(audience.districts), *in_blocks)


def _is_meant(audience: Audience) -> ColumnElement[bool]:
    if audience.supported:
        return or_(is_called(people, audience), helps(audience))
    return and_(_in_area(people, audience), _at_hazard(people, audience))


def is_called(of: FromClause, audience: Audience) -> ColumnElement[bool]:
    """Lives there, as far as anybody knows, and needs time."""
    return and_(_needs_time(of, audience.born_by), _in_area(of, audience), _at_hazard(of, audience))


def _at_hazard(of: FromClause, audience: Audience) -> ColumnElement[bool]:
    """Nobody has laid a home without a place beside the map: that no hazard is written of it says nothing."""
    if not audience.hazards:
        return true()
    of_person = home_hazards.c.person_id == of.c.id
    under = exists().where(of_person, or_(*(_fits(each) for each in audience.hazards)))
    unknown = and_(or_(of.c.district_id.is_(None), of.c.lat.is_(None)), ~exists().where(of_person))
    return or_(under, unknown)


def _fits(wanted: AtHome) -> ColumnElement[bool]:
    depth: ColumnElement[Any] = home_hazards.c.depth
    is_deep = or_(depth.is_(None), and_(depth > 0, depth >= wanted.depth))
    zone = or_(home_hazards.c.zone.is_(None), home_hazards.c.zone == Zone.SPECIAL.value) if wanted.special else true()
    return and_(home_hazards.c.hazard == wanted.hazard.value, is_deep, zone)


def _holds_office(audience: Audience) -> ColumnElement[bool]:
    if not audience.offices:
        return true()
    offices = [each.value for each in audience.offices]
    return exists().where(roles.c.person_id == people.c.id, roles.c.role.in_(offices))


def _has_answered_so(audience: Audience) -> ColumnElement[bool]:
    if audience.incident is None:
        return true()
    asked = (check_ins.c.incident_id == audience.incident, check_ins.c.person_id == people.c.id)
    answered = check_ins.c.progress == Progress.ANSWERED.value
    match audience.answer:
        case Answer.ASKED:
            return exists().where(*asked)
        case Answer.SILENT:
            return exists().where(*asked, ~answered)
        case Answer.ANSWERED:
            return exists().where(*asked, answered)
