"""The people of the demo town, as the city's own ID knows them. All invented."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

_SCOPES: Final = {
    "profile": (
        *("name", "family_name", "given_name", "birthdate", "gender"),
        *("family_name#ja-Kana-JP", "given_name#ja-Kana-JP"),
    ),
    "name": ("name",),
    "birthdate": ("birthdate",),
    "gender": ("gender",),
    "address": ("address",),
    "phone": ("phone_number", "phone_number_verified"),
    "email": ("email", "email_verified"),
}


@dataclass(frozen=True, slots=True)
class TownPerson:
    """`subject` is the 都市OS共通ID. `role` is shown on the page only. `more` are claims sent as they are."""

    subject: str
    family_name: str
    given_name: str
    family_kana: str = ""
    given_kana: str = ""
    birthdate: str = ""
    gender: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    role: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.family_name} {self.given_name}"

    def claims(self, scopes: Collection[str]) -> dict[str, Any]:
        """What a client with these scopes is told (OIDC Core 5.4); what is empty is left out. `more` always goes."""
        allowed = {claim for scope in scopes for claim in _SCOPES.get(scope, ())}
        told = {name: value for name, value in self._all().items() if name in allowed and value not in ("", None)}
        return {**told, **self.more, "sub": self.subject}

    def _all(self) -> Mapping[str, Any]:
        return {
            "name": self.name,
            "family_name": self.family_name,
            "given_name": self.given_name,
            "family_name#ja-Kana-JP": self.family_kana,
            "given_name#ja-Kana-JP": self.given_kana,
            "birthdate": self.birthdate,
            "gender": self.gender,
            "address": {"formatted": self.address, "country": "JP"} if self.address else None,
            "phone_number": self.phone,
            "phone_number_verified": True if self.phone else None,
            "email": self.email,
            "email_verified": True if self.email else None,
        }
