"""One person of an incident, and what of them a file may hold: each passes `decide` like everything that is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from admin.exports.order import Form, Order
from bot.core.consents import Consent, Disclosure, Item, Purpose
from bot.core.incidents import Emergency
from bot.core.people import Person
from bot.core.reports import Standing
from bot.rules.consent import REGISTRY, Allowed, Moment, Question, decide, disclosed

WANTED: Mapping[Form, frozenset[Item]] = {
    Form.CSV: frozenset(
        {Item.NAME, Item.CONTACT, Item.ADDRESS, Item.CONDITION, Item.WHEREABOUTS, Item.NEEDS, Item.HEALTH}
    ),
    Form.PFIF: frozenset({Item.NAME, Item.ADDRESS, Item.CONDITION, Item.WHEREABOUTS}),
}
"""No more than each form has a place for."""
_NEEDED: Mapping[Form, frozenset[Item]] = {
    Form.CSV: frozenset({Item.NAME}),
    Form.PFIF: frozenset({Item.NAME, Item.CONDITION}),
}
"""Without these there is nothing to write of somebody."""


@dataclass(frozen=True, slots=True)
class Listed:
    """As the register and the check-in have it, before any decision. `asked_at`: None where nobody was asked yet."""

    person: Person
    kana: str
    birthdate: date | None
    district: str
    address: str
    phone: str
    standing: Standing
    asked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Shown:
    """What may stand in the file: `items` say which of the rest."""

    listed: Listed
    items: frozenset[Item]


@dataclass(frozen=True, slots=True)
class Agreed:
    """What one person said about providing their data, and the emergencies in which that may hold."""

    consents: tuple[Consent, ...] = ()
    emergencies: tuple[Emergency, ...] = ()


NOTHING = Agreed()


def looked_at(listed: Listed, order: Order, agreed: Agreed = NOTHING) -> tuple[Shown, Disclosure] | None:
    """None: nothing of this person may stand in a file (somebody under a disclosure block never does).

    A list stays with the city. PFIF is for other registries: it says nothing of whoever did not agree to that.
    """
    items = _held(listed) & WANTED[order.form]
    question = Question(
        subject=listed.person,
        recipient=REGISTRY if order.form is Form.PFIF else order.viewer.recipient,
        purpose=Purpose.SAFETY_SHARING,
        items=items,
        moment=Moment(order.at, order.incident.drill, agreed.emergencies),
        consents=agreed.consents,
    )
    decision = decide(question)
    if listed.person.disclosure_block or not isinstance(decision, Allowed) or not decision.items >= _NEEDED[order.form]:
        return None
    return Shown(listed, decision.items), disclosed(question, decision, items, order.incident.id)


def _held(listed: Listed) -> frozenset[Item]:
    held = {
        Item.NAME: True,
        Item.CONTACT: bool(listed.phone),
        Item.ADDRESS: bool(listed.address or listed.district or listed.person.block),
        Item.CONDITION: True,
        Item.WHEREABOUTS: listed.standing.whereabouts is not None,
        Item.NEEDS: bool(listed.standing.needs),
        Item.HEALTH: listed.person.support_needed,
    }
    return frozenset(item for item, there in held.items() if there)
