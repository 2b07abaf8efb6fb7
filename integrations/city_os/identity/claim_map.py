"""Where each fact about a person stands in a provider's claims: paths as data, language tags included."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bot.core.people import Sex

Paths = tuple[str, ...]
"""In order of preference. `address.locality` goes into an object; a key that holds dots itself is found first.
`family_name#ja-Kana-JP` is a claim in a language and script (OIDC Core 5.2)."""

_SCRIPT_LETTERS: Final = 4


@dataclass(frozen=True, slots=True)
class ClaimMap:
    """Paths per fact; an empty tuple: the provider does not have it. `gender_values`: the provider's word to ours."""

    city_os_id: Paths = ("sub",)
    """都市OS共通ID. Empty where the provider's `sub` is its own and says nothing to the city OS (pairwise)."""
    name: Paths = ("name#ja-Hani-JP", "name#ja", "name")
    family_name: Paths = ("family_name#ja-Hani-JP", "family_name#ja", "family_name")
    given_name: Paths = ("given_name#ja-Hani-JP", "given_name#ja", "given_name")
    name_kana: Paths = ("name#ja-Kana-JP", "name#ja-Hira-JP")
    family_name_kana: Paths = ("family_name#ja-Kana-JP", "family_name#ja-Hira-JP")
    given_name_kana: Paths = ("given_name#ja-Kana-JP", "given_name#ja-Hira-JP")
    birthdate: Paths = ("birthdate",)
    gender: Paths = ("gender",)
    address: Paths = ("address",)
    phone: Paths = ("phone_number",)
    phone_verified: Paths = ("phone_number_verified",)
    email: Paths = ("email",)
    email_verified: Paths = ("email_verified",)
    gender_values: Mapping[str, Sex] = field(default_factory=lambda: {"female": Sex.FEMALE, "male": Sex.MALE})


def found(claims: Mapping[str, Any], paths: Paths) -> Any:
    """The first value that is there and not null, else None."""
    return next((value for path in paths if (value := _at(claims, path)) is not None), None)


def _at(claims: Mapping[str, Any], path: str) -> Any:
    whole = _tagged(claims, path)
    first, dot, rest = path.partition(".")
    if whole is not None or not dot:
        return whole
    inner = _tagged(claims, first)
    return _at(inner, rest) if isinstance(inner, Mapping) else None


def _tagged(claims: Mapping[str, Any], wanted: str) -> Any:
    """By the very name first; providers also leave out the region or write a tag in other cases."""
    if wanted in claims or "#" not in wanted:
        return claims.get(wanted)
    return next(_same_language(claims, wanted), None)


def _same_language(claims: Mapping[str, Any], wanted: str) -> Iterator[Any]:
    name, _, tag = wanted.partition("#")
    for key, value in claims.items():
        other, hash_sign, other_tag = key.partition("#")
        if hash_sign and other == name and _language_and_script(other_tag) == _language_and_script(tag):
            yield value


def _language_and_script(tag: str) -> tuple[str, str]:
    """`ja-Kana-JP` is ja and kana; `ja-JP` is ja and no script (BCP 47)."""
    language, *others = tag.lower().split("-")
    return language, next((part for part in others if len(part) == _SCRIPT_LETTERS and part.isalpha()), "")
