"""As what a recipient would see somebody's data."""

from collections.abc import Iterable

from bot.core.consents import RecipientKind
from bot.core.ids import DistrictId, PersonId
from bot.core.people import OF_THE_CITY, Office, Person, RelationKind, Role
from bot.rules.consent.question import Question, Recipient

KIND_OF_RELATION = {
    RelationKind.FAMILY: RecipientKind.FAMILY,
    RelationKind.SUPPORTER: RecipientKind.SUPPORTER,
    RelationKind.CARE_MANAGER: RecipientKind.SERVICE,
}
_OF_DISTRICTS = {Office.LEADER: RecipientKind.ASSOCIATION, Office.WELFARE_COMMISSIONER: RecipientKind.COMMISSIONER}
"""避難支援等関係者 of an area (災対法49条の11②). Each sees by what was agreed for their own office."""
REGISTRY = Recipient(Person(PersonId("pfif"), name="", district=None), is_registry=True)
"""Other registries of people in a disaster, to which a file in PFIF goes. Consents to it name `service`, `pfif`."""
OF_AN_OFFICE = tuple(_OF_DISTRICTS.values())
"""Capacities that an office in the person's district gives, in the order in which they are tried."""


def capacities(question: Question) -> tuple[RecipientKind, ...]:
    """Empty where nothing ties the two together; two of somebody who holds both offices of the district."""
    recipient = question.recipient
    if recipient.is_registry:
        return (RecipientKind.SERVICE,)
    if any(role.office in OF_THE_CITY for role in recipient.roles):
        return (RecipientKind.CITY,)
    if recipient.relation is not None and recipient.relation_confirmed:
        return (KIND_OF_RELATION[recipient.relation],)
    return tuple(kind for kind in OF_AN_OFFICE if serves(recipient.roles, question.subject.district, kind))


def serves(roles: Iterable[Role], district: DistrictId | None, kind: RecipientKind) -> bool:
    """Whether one of these roles gives its holder this capacity in this district."""
    return district is not None and any(
        _OF_DISTRICTS.get(role.office) is kind and role.district in (district, None) for role in roles
    )


def may_pass_the_block(roles: Iterable[Role]) -> bool:
    """DV支援措置: of the staff only those with the special role (standards.md 2.6)."""
    return any(role.office is Office.CITY_MANAGER for role in roles)
