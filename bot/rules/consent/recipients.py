"""As what a recipient would see somebody's data."""

from collections.abc import Iterable

from bot.core.consents import RecipientKind
from bot.core.ids import DistrictId
from bot.core.people import Office, RelationKind, Role
from bot.rules.consent.question import Question

_STAFF = frozenset({Office.CITY_STAFF, Office.CITY_MANAGER})
KIND_OF_RELATION = {
    RelationKind.FAMILY: RecipientKind.FAMILY,
    RelationKind.SUPPORTER: RecipientKind.SUPPORTER,
    RelationKind.CARE_MANAGER: RecipientKind.SERVICE,
}


def capacity(question: Question) -> RecipientKind | None:
    """None where nothing ties the two together."""
    recipient = question.recipient
    if any(role.office in _STAFF for role in recipient.roles):
        return RecipientKind.CITY
    if recipient.relation is not None and recipient.relation_confirmed:
        return KIND_OF_RELATION[recipient.relation]
    if leads(recipient.roles, question.subject.district):
        return RecipientKind.ASSOCIATION
    return None


def leads(roles: Iterable[Role], district: DistrictId | None) -> bool:
    """Whether one of these roles makes its holder the leader of this district."""
    return district is not None and any(
        role.office is Office.LEADER and role.district in (district, None) for role in roles
    )


def may_pass_the_block(roles: Iterable[Role]) -> bool:
    """DV支援措置: of the staff only those with the special role (standards.md 2.6)."""
    return any(role.office is Office.CITY_MANAGER for role in roles)
