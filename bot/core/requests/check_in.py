"""What topics ask about people, their circles and their areas."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.consents import Consent
from bot.core.going import Going
from bot.core.ids import DistrictId, IncidentId, PersonId
from bot.core.incidents import Emergency, Incident
from bot.core.people import District, Person, Relation, Role
from bot.core.reports import AreaSummary, CheckIn, Listing
from bot.core.requests.request import Request


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a person's circle, or a person somebody follows."""

    person: Person
    relation: Relation
    reachable: bool = True
    """Has at least one account that a message can be sent to."""


@dataclass(frozen=True, slots=True)
class Circle:
    """Who is around one person: relations of theirs, leaders of their district, and what they consented to."""

    person: Person
    members: tuple[Member, ...] = ()
    leaders: tuple[Person, ...] = ()
    consents: tuple[Consent, ...] = ()
    emergencies: tuple[Emergency, ...] = ()
    consent_unasked: bool = False
    """The city OS cannot be asked at present what the person agrees to."""
    going: tuple[Going, ...] = ()
    """Who said to be on the way and has not taken it back; `rules.going` says who still is."""
    commissioners: tuple[Person, ...] = ()
    """民生委員 of their district."""
    unreached: frozenset[PersonId] = frozenset()
    """Those leaders who have no account that a message can be sent to."""


@dataclass(frozen=True, slots=True)
class Followed:
    """One person whom the asker is family, supporter or care manager of.

    `back` is the asker's own relation row towards the person, where one exists: it holds the word 母.
    """

    person: Person
    relation: Relation
    back: Relation | None
    incidents: tuple[Incident, ...] = ()
    """The open ones that concern this person, who may live elsewhere than the asker; the foremost first."""
    check_ins: tuple[CheckIn, ...] = ()
    consents: tuple[Consent, ...] = ()
    emergencies: tuple[Emergency, ...] = ()
    consent_unasked: bool = False
    """The city OS cannot be asked at present what the person agrees to."""
    going: tuple[Going, ...] = ()
    """As in `Circle`."""

    def check_in_of(self, incident: Incident | None) -> CheckIn | None:
        return next((each for each in self.check_ins if incident and each.incident == incident.id), None)


@dataclass(frozen=True, slots=True)
class Resident:
    """One person of a district as a leader's list needs it, before any decision about showing."""

    person: Person
    check_in: CheckIn
    consents: tuple[Consent, ...] = ()
    consent_unasked: bool = False
    """The city OS cannot be asked at present what the person agrees to."""


@dataclass(frozen=True, slots=True)
class AreaList:
    """At most `limit` residents, and how many there are in all."""

    residents: tuple[Resident, ...] = ()
    total: int = 0
    emergencies: tuple[Emergency, ...] = ()


@dataclass(frozen=True, slots=True)
class CircleOf(Request[Circle | None]):
    """None where the person is unknown."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class FollowedBy(Request[tuple[Followed, ...]]):
    """Whom this person is a confirmed relation of."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class LastWordAbout(Request[datetime | None]):
    """When the newest report about this person in this incident was recorded; None where there is none."""

    person: PersonId
    incident: IncidentId


@dataclass(frozen=True, slots=True)
class SummaryOf(Request[AreaSummary]):
    district: DistrictId
    incident: IncidentId


@dataclass(frozen=True, slots=True)
class ResidentsOf(Request[AreaList]):
    """At most `limit` residents of a district in one listing, those who need support first."""

    district: DistrictId
    incident: IncidentId
    listing: Listing
    limit: int = 100


@dataclass(frozen=True, slots=True)
class DistrictsNamed(Request[tuple[District, ...]]):
    """All districts of the city, to find a name in a text."""


@dataclass(frozen=True, slots=True)
class RolesOf(Request[tuple[Role, ...]]):
    person: PersonId
