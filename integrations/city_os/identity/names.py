"""Names as a provider gives them: whole, or family and given name; in kanji and as a reading."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from integrations.city_os.identity.claim_map import ClaimMap, found
from integrations.city_os.identity.kana import read_kana
from integrations.city_os.identity.plain_text import read_text

_LONGEST: Final = 100


@dataclass(frozen=True, slots=True)
class PersonName:
    """Family name first, one space between where the provider keeps the parts apart."""

    full: str | None = None
    family: str | None = None
    given: str | None = None
    kana: str | None = None
    family_kana: str | None = None
    given_kana: str | None = None


def read_name(claims: Mapping[str, Any], where: ClaimMap) -> PersonName:
    family = read_text(found(claims, where.family_name), _LONGEST)
    given = read_text(found(claims, where.given_name), _LONGEST)
    family_kana = read_kana(found(claims, where.family_name_kana))
    given_kana = read_kana(found(claims, where.given_name_kana))
    return PersonName(
        full=read_text(found(claims, where.name), _LONGEST) or _joined(family, given),
        family=family,
        given=given,
        kana=read_kana(found(claims, where.name_kana)) or _joined(family_kana, given_kana),
        family_kana=family_kana,
        given_kana=given_kana,
    )


def _joined(family: str | None, given: str | None) -> str | None:
    return f"{family} {given}" if family and given else None
