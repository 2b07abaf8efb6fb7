"""Who belongs to an audience. `bot.storage.audience` says the same to the database; a test holds the two together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.core.audience import Answer, AtHome, Audience, HomeHazard, Zone
from bot.core.elders import needs_time
from bot.core.ids import DistrictId, IncidentId
from bot.core.language import Language
from bot.core.people import Office
from bot.core.reports import Progress


@dataclass(frozen=True, slots=True)
class Home:
    """Where somebody lives, as far as the city has matched it."""

    district: DistrictId | None = None
    block: str | None = None
    hazards: tuple[HomeHazard, ...] = ()
    placed: bool = False
    """Its point on the map is known."""


@dataclass(frozen=True, slots=True)
class Resident:
    """`helps`: those of whom this is a confirmed relative or supporter. `hidden`: under a disclosure block."""

    home: Home
    language: Language = Language.JAPANESE
    support_needed: bool = False
    offices: frozenset[Office] = frozenset()
    birthdate: date | None = None
    helps: tuple["Resident", ...] = ()
    hidden: bool = False
    progress: Mapping[IncidentId, Progress] = field(default_factory=dict)
    """In each incident in which they are asked."""


def belongs(resident: Resident, audience: Audience) -> bool:
    return (
        _is_meant(resident, audience)
        and (not audience.offices or not resident.offices.isdisjoint(audience.offices))
        and (not audience.languages or resident.language in audience.languages)
        and _has_answered_so(resident, audience)
    )


def _in_area(home: Home, audience: Audience) -> bool:
    """Without a matched district somebody may live anywhere, without a block anywhere in the district."""
    if not audience.districts and not audience.blocks:
        return True
    in_block = any(home.district == each.district and home.block in (None, "", each.name) for each in audience.blocks)
    return home.district is None or home.district in audience.districts or in_block


def _is_meant(resident: Resident, audience: Audience) -> bool:
    """Who helps somebody is called where they live there too: from elsewhere it would tell where the other lives."""
    if audience.supported:
        return _is_called(resident, audience) or _helps(resident, audience)
    return _is_there(resident.home, audience)


def _helps(resident: Resident, audience: Audience) -> bool:
    """The home of whoever is helped lies under the hazard; and nobody helps whoever is hidden."""
    helped = (each for each in resident.helps if not each.hidden)
    return _in_area(resident.home, audience) and any(_is_called(each, audience) for each in helped)


def _is_called(resident: Resident, audience: Audience) -> bool:
    needs = needs_time(support_needed=resident.support_needed, birthdate=resident.birthdate, born_by=audience.born_by)
    return needs and _is_there(resident.home, audience)


def _is_there(home: Home, audience: Audience) -> bool:
    return _in_area(home, audience) and _at_hazard(home, audience)


def _at_hazard(home: Home, audience: Audience) -> bool:
    """Nobody has laid a home without a place beside the map: that no hazard is written of it says nothing."""
    if not audience.hazards or (not home.hazards and (home.district is None or not home.placed)):
        return True
    return any(_fits(each, wanted) for each in home.hazards for wanted in audience.hazards)


def _fits(home: HomeHazard, wanted: AtHome) -> bool:
    """A depth of nought: the water does not come there."""
    is_deep = home.depth is None or 0 < home.depth >= wanted.depth
    return home.hazard is wanted.hazard and is_deep and (not wanted.special or home.zone in (None, Zone.SPECIAL))


def _has_answered_so(resident: Resident, audience: Audience) -> bool:
    if audience.incident is None:
        return True
    progress = resident.progress.get(audience.incident)
    match audience.answer:
        case Answer.ASKED:
            return progress is not None
        case Answer.SILENT:
            return progress not in (None, Progress.ANSWERED)
        case Answer.ANSWERED:
            return progress is Progress.ANSWERED
