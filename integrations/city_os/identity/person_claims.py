"""A person as the provider describes them, brought to one form at the border; what is unknown stays unknown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from unicodedata import normalize

from bot.core.people import Sex
from integrations.city_os.identity.addresses import Address, read_address
from integrations.city_os.identity.birthdates import Birthdate, read_birthdate
from integrations.city_os.identity.claim_map import ClaimMap, found
from integrations.city_os.identity.emails import read_email
from integrations.city_os.identity.names import PersonName, read_name
from integrations.city_os.identity.phones import read_phone

LONGEST_ID: Final = 255
"""Characters of a subject (OIDC Core 2)."""


@dataclass(frozen=True, slots=True)
class PersonClaims:
    """None: the provider did not say, or said what cannot be read; `raw` has what it said. Nothing here is logged.

    Names and dates alone never join two records: that takes a staff member (standards.md 1, point 3).
    """

    city_os_id: str | None = field(repr=False)
    name: PersonName = field(repr=False)
    birthdate: Birthdate | None = field(repr=False)
    gender: Sex | None = field(repr=False)
    address: Address | None = field(repr=False)
    phone: str | None = field(repr=False)
    """E.164."""
    phone_verified: bool | None = field(repr=False)
    email: str | None = field(repr=False)
    email_verified: bool | None = field(repr=False)
    raw: Mapping[str, Any] = field(repr=False)


def read_person(claims: Mapping[str, Any], where: ClaimMap) -> PersonClaims:
    """`claims` are verified ones only. Never raises."""
    return PersonClaims(
        city_os_id=_identifier(found(claims, where.city_os_id)),
        name=read_name(claims, where),
        birthdate=read_birthdate(found(claims, where.birthdate)),
        gender=_gender(found(claims, where.gender), where.gender_values),
        address=read_address(found(claims, where.address)),
        phone=read_phone(found(claims, where.phone)),
        phone_verified=_truth(found(claims, where.phone_verified)),
        email=read_email(found(claims, where.email)),
        email_verified=_truth(found(claims, where.email_verified)),
        raw=dict(claims),
    )


def _identifier(value: object) -> str | None:
    """Compared character for character, so nothing is trimmed or folded."""
    return value if isinstance(value, str) and 0 < len(value) <= LONGEST_ID and value.isprintable() else None


def _gender(value: object, words: Mapping[str, Sex]) -> Sex | None:
    """Codes also come as numbers. A word that the map does not have says nothing that Anpi could rely on."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return words.get(normalize("NFKC", str(value)).strip().lower())


def _truth(value: object) -> bool | None:
    """Some providers write the truth as text."""
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(value.lower()) if isinstance(value, str) else None
