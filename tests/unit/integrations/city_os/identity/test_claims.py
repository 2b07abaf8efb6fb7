"""What providers write about people, brought to one form; what cannot be read stays unknown."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.people import Sex
from integrations.city_os.identity import ClaimMap, PersonClaims, load_preset, national_form
from integrations.city_os.identity.addresses import Address, read_address
from integrations.city_os.identity.birthdates import Birthdate, read_birthdate
from integrations.city_os.identity.emails import read_email
from integrations.city_os.identity.kana import read_kana
from integrations.city_os.identity.person_claims import read_person
from integrations.city_os.identity.phones import read_phone

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
CLAIMS = st.sampled_from(
    (
        *("sub", "name", "name#ja-Kana-JP", "family_name", "given_name#ja-Hani-JP", "birthdate", "gender", "address"),
        *("phone_number", "phone_number_verified", "email", "email_verified", "updated_at"),
    )
)


def person(**claims: Any) -> PersonClaims:
    return read_person(claims, ClaimMap())


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1943-05-06", Birthdate(1943, 5, 6)),
        ("19430506", Birthdate(1943, 5, 6)),
        ("1943/05/06", Birthdate(1943, 5, 6)),
        ("１９４３０５０６", Birthdate(1943, 5, 6)),
        ("0000-05-06", Birthdate(None, 5, 6)),
        ("0000-02-29", Birthdate(None, 2, 29)),
        ("1943", Birthdate(1943)),
        ("1943-02-29", None),
        ("1943-13-01", None),
        ("0042-01-01", None),
        ("昭和18年5月6日", None),
        ("", None),
        (19430506, None),
        (None, None),
    ],
)
def test_birth_dates(written: object, read: Birthdate | None) -> None:
    assert read_birthdate(written) == read


@given(st.dates(min_value=date(1850, 1, 1)))
def test_every_day_is_read_in_both_forms(day: date) -> None:
    for written in (day.isoformat(), day.strftime("%Y%m%d")):
        read = read_birthdate(written)
        assert read is not None
        assert read.whole == day


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("+819012345678", "+819012345678"),
        ("+81 90-1234-5678", "+819012345678"),
        ("+81 (0)90 1234 5678", "+819012345678"),
        ("090-1234-5678", "+819012345678"),
        ("０９０−１２３４−５６７８", "+819012345678"),
        ("0242-39-1111", "+81242391111"),
        ("(0242)39-1111", "+81242391111"),
        ("0120-000-000", "+81120000000"),
        ("+1 415 555 2671", "+14155552671"),
        ("+81 090 1234 5678", None),
        ("110", None),
        ("09012345", None),
        ("090-1234-56789", None),
        ("でんわ", None),
        ("0" * 100, None),
        (9012345678, None),
        (None, None),
    ],
)
def test_phone_numbers(written: object, read: str | None) -> None:
    assert read_phone(written) == read


@given(st.from_regex(r"0[5-9]0[0-9]{8}", fullmatch=True))
def test_a_mobile_number_comes_back_as_people_write_it(number: str) -> None:
    read = read_phone(number)
    assert read is not None
    shown = national_form(read)
    assert shown == f"{number[:3]}-{number[3:7]}-{number[7:]}"
    assert read_phone(shown) == read


def test_a_number_of_another_country_is_shown_as_it_is() -> None:
    assert national_form("+14155552671") == "+14155552671"
    assert national_form("+81242391111") == "0242391111"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("福島県会津若松市追手町1-1", Address("福島県会津若松市追手町1-1")),
        ({"formatted": "福島県\n会津若松市"}, Address("福島県 会津若松市")),
        (
            {
                "region": "福島県",
                "locality": "会津若松市",
                "street_address": "追手町1-1",
                "postal_code": "〒９６５０８７３",
            },
            Address("福島県会津若松市追手町1-1", "965-0873", "福島県", "会津若松市", "追手町1-1"),
        ),
        ({"formatted": "ここ", "postal_code": "somewhere"}, Address("ここ")),
        ({"country": "JP"}, None),
        ({}, None),
        ("", None),
        ("   ", None),
        (["福島県"], None),
        ("長" * 500, None),
        (None, None),
    ],
)
def test_addresses(written: object, read: Address | None) -> None:
    assert read_address(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("サトウ", "サトウ"),
        ("さとう", "サトウ"),
        ("ｻﾄｳ　ﾊﾙ", "サトウ ハル"),
        ("ジョージ・ヴァン", "ジョージ・ヴァン"),
        ("佐藤", None),
        ("Sato", None),
        ("", None),
        (3, None),
    ],
)
def test_readings(written: object, read: str | None) -> None:
    assert read_kana(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Haru.Sato@Example.JP", "Haru.Sato@example.jp"),
        (" haru@example.jp ", "haru@example.jp"),
        ("haru@example", None),
        ("haru@@example.jp", None),
        ("haru@example.jp, other@example.jp", None),
        ("a" * 250 + "@example.jp", None),
        (None, None),
    ],
)
def test_e_mail_addresses(written: object, read: str | None) -> None:
    assert read_email(written) == read


@pytest.mark.parametrize(
    ("claims", "full", "kana"),
    [
        ({"name": "佐藤 ハル"}, "佐藤 ハル", None),
        (
            {"name": "Haru Sato", "name#ja-Hani-JP": "佐藤ハル", "name#ja-Kana-JP": "サトウハル"},
            "佐藤ハル",
            "サトウハル",
        ),
        ({"name#JA-hani": "佐藤ハル", "name#ja-kana": "さとうはる"}, "佐藤ハル", "サトウハル"),
        ({"family_name": "佐藤", "given_name": "ハル"}, "佐藤 ハル", None),
        ({"family_name#ja-Kana-JP": "サトウ", "given_name#ja-Hira-JP": "はる"}, None, "サトウ ハル"),
        ({"name#ja-Kana-JP": "サトウハル"}, None, "サトウハル"),
        ({"name#ja": "佐藤ハル"}, "佐藤ハル", None),
        ({"family_name": "佐藤"}, None, None),
        ({"name": "佐藤\u202e\u0000ハル"}, "佐藤ハル", None),
        ({"name": {"family": "佐藤"}}, None, None),
        ({}, None, None),
    ],
)
def test_names(claims: dict[str, Any], full: str | None, kana: str | None) -> None:
    name = person(**claims).name
    assert (name.full, name.kana) == (full, kana)


def test_the_variants_of_a_kanji_are_part_of_the_name() -> None:
    assert person(name="渡邉󠄂 髙子").name.full == "渡邉󠄂 髙子"


@pytest.mark.parametrize(
    ("preset", "written", "read"),
    [
        ("generic", "female", Sex.FEMALE),
        ("generic", "Male", Sex.MALE),
        ("generic", "1", None),
        ("generic", "another word", None),
        ("digital-auth-app", "1", Sex.MALE),
        ("digital-auth-app", "２", Sex.FEMALE),
        ("digital-auth-app", 2, Sex.FEMALE),
        ("digital-auth-app", True, None),
        ("digital-auth-app", "3", None),
    ],
)
def test_gender_is_said_or_unknown(preset: str, written: object, read: Sex | None) -> None:
    assert read_person({"gender": written}, load_preset(preset).claims).gender is read


def test_what_was_said_is_kept_beside() -> None:
    read = person(sub="city-1", gender="nonbinary", birthdate="unknown")
    assert (read.gender, read.birthdate) == (None, None)
    assert read.raw == {"sub": "city-1", "gender": "nonbinary", "birthdate": "unknown"}


def test_a_pairwise_subject_is_not_the_city_os_id() -> None:
    """standards.md 1.3: the app's `sub` cannot be joined with the 都市OS's."""
    assert read_person({"sub": "made-for-anpi"}, load_preset("digital-auth-app").claims).city_os_id is None
    assert read_person({"sub": "city-1"}, load_preset("keycloak").claims).city_os_id == "city-1"


@pytest.mark.parametrize(
    ("path", "claims"),
    [
        ("https://city.example/claims/id", {"https://city.example/claims/id": "city-1"}),
        ("attributes.city.id", {"attributes": {"city": {"id": "city-1"}}}),
        ("attributes.city.id", {"attributes": {"city.id": "city-1"}}),
    ],
)
def test_a_claim_is_found_where_the_city_keeps_it(path: str, claims: dict[str, Any]) -> None:
    assert read_person(claims, ClaimMap(city_os_id=(path,))).city_os_id == "city-1"


@pytest.mark.parametrize("value", ["", "i" * 256, "a\nb", 7, None, ["x"], "\ud800"])
def test_what_is_no_id_is_none(value: object) -> None:
    assert person(sub=value).city_os_id is None


@given(st.dictionaries(CLAIMS, JSON))
def test_no_claims_make_the_reading_fail(claims: dict[str, Any]) -> None:
    for preset in ("generic", "digital-auth-app", "keyrock"):
        read_person(claims, load_preset(preset).claims)
