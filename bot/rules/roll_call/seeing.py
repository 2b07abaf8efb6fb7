"""Whom the sender of a message about many may see: those alone are looked for in it (promise 2)."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.consents import Disclosure, Item, Purpose, RecipientKind
from bot.core.gazetteer import Named
from bot.core.ids import DistrictId, IncidentId, PersonId
from bot.core.incidents import Incident
from bot.core.people import Person, Role
from bot.core.reports import Source
from bot.core.requests import Neighbour, Street
from bot.core.turn import Turn
from bot.rules.consent import Allowed, Moment, Question, Recipient, decide, disclosed
from bot.rules.consent.recipients import serves
from bot.rules.leading import OFFICES
from bot.rules.naming import named_resident

_OF_OFFICES = (
    (RecipientKind.ASSOCIATION, Source.LEADER),
    (RecipientKind.COMMISSIONER, Source.COMMISSIONER),
)
_ITEMS = frozenset({Item.NAME, Item.CONDITION})


@dataclass(frozen=True, slots=True)
class Visible:
    """Somebody of whom the sender may tell by name, and the decision that says so."""

    neighbour: Neighbour
    question: Question
    allowed: Allowed

    @property
    def id(self) -> PersonId:
        return self.neighbour.person.id

    @property
    def person(self) -> Person:
        return self.neighbour.person

    @property
    def home(self) -> tuple[str, str]:
        """Address and family name: whose flag hangs there. Two families under one roof hang out two."""
        address = "".join(self.neighbour.address.split())
        return (address or self.id, family_name(self.person.name))

    def shown(self, items: frozenset[Item], incident: IncidentId) -> Disclosure:
        """The row of the ledger for a message that shows these: name, condition."""
        return disclosed(self.question, self.allowed, items, incident)


def family_name(name: str) -> str:
    return (name.split() or [name])[0]


def districts_told_of(roles: Iterable[Role], named: tuple[DistrictId, ...]) -> tuple[DistrictId, ...]:
    """Those of the sender's offices; of an office for the whole city those that the message names."""
    offices = [role for role in roles if role.office in OFFICES]
    own = [role.district for role in offices if role.district is not None]
    return tuple(dict.fromkeys((*own, *(named if any(role.district is None for role in offices) else ()))))


def visible(turn: Turn, sender: Person, street: Street, incident: Incident) -> tuple[Visible, ...]:
    """Of all who live there, those whose name and condition `decide` lets the sender see now."""
    moment = Moment(turn.now, incident.drill, street.emergencies, turn.city.disclosure)
    found = (_seen(turn, sender, each, moment) for each in street.neighbours if each.person.id != sender.id)
    return tuple(each for each in found if each is not None)


def _seen(turn: Turn, sender: Person, neighbour: Neighbour, moment: Moment) -> Visible | None:
    for recipient in _capacities(turn, sender, neighbour):
        question = Question(
            subject=neighbour.person,
            recipient=recipient,
            purpose=Purpose.SAFETY_SHARING,
            items=_ITEMS,
            moment=moment,
            consents=neighbour.consents,
            consent_unasked=neighbour.consent_unasked,
        )
        decision = decide(question)
        if isinstance(decision, Allowed) and decision.items >= _ITEMS:
            return Visible(neighbour, question, decision)
    return None


def _capacities(turn: Turn, sender: Person, neighbour: Neighbour) -> Iterable[Recipient]:
    """By office, and by relation: one may allow what the other does not."""
    yield Recipient(sender, turn.roles)
    relation = neighbour.relation
    if relation is not None and relation.confirmed:
        yield Recipient(sender, (), relation.kind, relation_confirmed=True)


def names_of(seen: Iterable[Visible]) -> tuple[Named, ...]:
    """Nobody else is looked for in a message: 「no such person」 and 「not allowed」 read the same."""
    return tuple(named_resident(each.id, each.person.name, each.neighbour.kana) for each in seen)


def source_of(turn: Turn, about: Visible) -> tuple[Source, str]:
    """As what the sender says it of this person, and by which relation."""
    match about.allowed.kind:
        case "family":
            return Source.FAMILY, _label(about)
        case "city":
            return Source.STAFF, ""
        case "association":
            return Source.LEADER, ""
        case "commissioner":
            return Source.COMMISSIONER, ""
        case _:
            return _by_office(turn, about) or (Source.SUPPORTER, _label(about))


def _by_office(turn: Turn, about: Visible) -> tuple[Source, str] | None:
    """A leader who may tell of somebody as their supporter alone walked the street as a leader all the same."""
    for kind, source in _OF_OFFICES:
        if serves(turn.roles, about.person.district, kind):
            return source, ""
    return None


def _label(about: Visible) -> str:
    """Empty of a sender under a disclosure block: nobody reads from it that they are there, and near."""
    relation = about.neighbour.relation
    return relation.label if relation and not about.question.recipient.person.disclosure_block else ""
