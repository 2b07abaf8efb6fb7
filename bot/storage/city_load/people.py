"""`people.csv`: the humans whom the city asks and who answer for others."""

from dataclasses import dataclass
from datetime import date

from bot.core.language import Language
from bot.core.people import Sex
from bot.storage.city_load.cells import birthdate, flag, identifier, one_of, subject, words
from bot.storage.city_load.districts import POINT, half_a_point
from bot.storage.city_load.kind import Column, Kind, Need

_SEXES = {
    "f": Sex.FEMALE,
    "m": Sex.MALE,
    "F": Sex.FEMALE,
    "M": Sex.MALE,
    "女": Sex.FEMALE,
    "男": Sex.MALE,
    "女性": Sex.FEMALE,
    "男性": Sex.MALE,
    "その他": Sex.OTHER,
}


@dataclass(frozen=True, slots=True)
class PersonLine:
    """`district` is None for people who live elsewhere, or whose area nobody has matched yet."""

    person_id: str
    name: str
    kana: str
    birthdate: date | None
    sex: Sex | None
    address: str
    district: str | None
    block: str
    phone: str
    language: Language
    support_needed: bool
    support_reason: str
    disclosure_block: bool
    subject: str | None
    lat: float | None
    lon: float | None


PEOPLE = Kind(
    "people.csv",
    (
        Column("person_id", identifier, Need.FILLED, ""),
        Column("name", words(100), Need.FILLED, ""),
        Column("kana", words(100), empty=""),
        Column("birthdate", birthdate),
        Column("sex", one_of(Sex, _SEXES)),
        Column("address", words(500), empty=""),
        Column("district", identifier, Need.PRESENT),
        Column("block", words(100), empty=""),
        Column("phone", words(100), empty=""),
        Column("language", one_of(Language), empty=Language.JAPANESE),
        Column("support_needed", flag, empty=False),
        Column("support_reason", words(500), empty=""),
        Column("disclosure_block", flag, empty=False),
        Column("subject", subject),
        *POINT,
    ),
    PersonLine,
    check=half_a_point,
)
