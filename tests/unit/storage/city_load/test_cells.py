"""What a cell may hold, and what is said about one that does not."""

from datetime import UTC, datetime

import pytest

from bot.core.consents import Cadence, Item
from bot.core.language import Language
from bot.core.people import Sex
from tests.unit.storage.city_load.a_town import only, problems, town

PEOPLE = "person_id,name,district,{column}\nP1,会津 花子,,{value}\nP2,会津 京子,,\n"


def said_of(column: str, value: str) -> str:
    (problem,) = problems(people=PEOPLE.format(column=column, value=value))
    return problem


@pytest.mark.parametrize("value", ["1940-13-01", "1940-02-30", "19400101", "1940/01/01", "昭和15年", "1940-W01-1"])
def test_a_date_that_is_none_is_reported_with_its_line_its_column_and_the_remedy(value: str) -> None:
    expected = f"people.csv line 2, birthdate: '{value}' is not a date; write YYYY-MM-DD"
    assert said_of("birthdate", value) == expected


def test_a_year_of_the_japanese_calendar_is_not_taken_for_a_western_one() -> None:
    assert "lies before 1880" in said_of("birthdate", "0015-01-01")


@pytest.mark.parametrize("value", ["yes", "2", "１", "true", "-1"])
def test_a_flag_is_0_or_1(value: str) -> None:
    assert said_of("support_needed", value) == (
        f"people.csv line 2, support_needed: '{value}' is neither 0 nor 1; write 1 for yes and 0 for no"
    )


@pytest.mark.parametrize(
    ("value", "sex"),
    [
        ("female", Sex.FEMALE),
        ("f", Sex.FEMALE),
        ("女", Sex.FEMALE),
        ("male", Sex.MALE),
        ("m", Sex.MALE),
        ("男", Sex.MALE),
        ("other", Sex.OTHER),
        ("", None),
    ],
)
def test_sex_is_understood_in_the_ways_cities_write_it(value: str, sex: Sex | None) -> None:
    sheet = town(people=PEOPLE.format(column="sex", value=value)).people
    assert (sheet.problems, sheet.lines[0].line.sex) == ((), sex)


def test_says_which_languages_there_are() -> None:
    assert said_of("language", "jp") == "people.csv line 2, language: 'jp' is not known; write one of: ja, ja-easy, en"


def test_an_empty_cell_has_its_default() -> None:
    first = town(people="person_id,name,district\nP1,会津 花子,\nP2,会津 京子,\n").people.lines[0].line
    assert (first.language, first.support_needed, first.disclosure_block) == (Language.JAPANESE, False, False)
    assert (first.district, first.subject, first.birthdate) == (None, None, None)


@pytest.mark.parametrize("value", ["P|1", "P 1", "Ｐ1", "P,1", "花子", "P" * 65])
def test_an_id_that_could_not_travel_in_a_button_is_refused(value: str) -> None:
    (problem,) = only(districts=f'district,name\n"{value}",一箕町\n')
    assert "is no id; use at most 64 of the letters A-Z a-z, digits and - _ . :" in problem


def test_an_id_of_64_characters_with_every_sign_that_is_allowed_is_taken() -> None:
    assert only(districts=f"district,name\n{'aZ09-_.:' * 8},一箕町\n") == []


@pytest.mark.parametrize(("column", "longest"), [("name", 100), ("kana", 100)])
def test_words_have_a_limit(column: str, longest: int) -> None:
    others = {"name": "district,name", "kana": "name,district,kana"}[column]
    row = {"name": "D1,{}", "kana": "一箕町,D1,{}"}[column]
    assert only(districts=f"{others}\n{row.format('あ' * longest)}\n") == []
    (problem,) = only(districts=f"{others}\n{row.format('あ' * (longest + 1))}\n")
    assert problem.endswith(f"{column}: has {longest + 1} characters; write at most {longest}")


def test_free_texts_have_500_characters_at_most() -> None:
    assert "write at most 500" in said_of("support_reason", "あ" * 501)


@pytest.mark.parametrize("value", ["139.9", "nan", "1e1", "北緯37度", "91"])
def test_a_latitude_is_degrees(value: str) -> None:
    (problem,) = only(districts=f"district,name,lat,lon\nD1,一箕町,{value},139.9\n")
    assert problem.startswith(f"districts.csv line 2, lat: '{value}' is no latitude; write WGS 84 degrees")


def test_half_a_point_is_reported() -> None:
    (problem,) = only(districts="district,name,lat\nD1,一箕町,37.5\n")
    assert problem == "districts.csv line 2, lon: is empty; write both lat and lon, or neither"
    (problem,) = only(sites="site,name,lon\nS1,一箕小学校,139.94\n")
    assert problem == "sites.csv line 2, lat: is empty; write both lat and lon, or neither"


@pytest.mark.parametrize("value", ["U123", "u" + "0" * 32, "U" + "0" * 31 + "G", "U" + "0" * 33])
def test_a_line_account_that_line_would_refuse_is_refused_without_being_repeated(value: str) -> None:
    (problem,) = problems(accounts=f"person_id,channel,address\nP1,line,{value}\n")
    assert problem == "accounts.csv line 2, address: is no LINE user id; write U and 32 of the characters 0-9 a-f"


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2026-04-01", datetime(2026, 3, 31, 15, tzinfo=UTC)),
        ("2026-04-01T09:30+09:00", datetime(2026, 4, 1, 0, 30, tzinfo=UTC)),
        ("2026-04-01T00:30:00Z", datetime(2026, 4, 1, 0, 30, tzinfo=UTC)),
    ],
)
def test_a_time_has_an_offset_or_is_a_day_in_japan(value: str, moment: datetime) -> None:
    assert town(consents=consent(given_at=value)).consents.lines[0].line.given_at == moment


def test_a_day_on_which_a_consent_ends_still_belongs_to_it() -> None:
    line = town(consents=consent(expires_at="2027-03-31")).consents.lines[0].line
    assert line.expires_at == datetime(2027, 3, 31, 15, tzinfo=UTC)


@pytest.mark.parametrize("value", ["2026-04-01T09:30", "2026-04-01 25:00+09:00", "9999-12-31", "1.4.2026"])
def test_a_time_that_is_none_or_has_no_offset_is_refused(value: str) -> None:
    (problem,) = problems(consents=consent(expires_at=value))
    assert problem == (
        f"consents.csv line 2, expires_at: '{value}' is not a time; write 2026-04-01 or 2026-04-01T09:30+09:00"
    )


def test_a_consent_names_items_of_the_list() -> None:
    line = town(consents=consent(items="name; condition;name")).consents.lines[0].line
    assert (line.items, line.cadence) == (frozenset({Item.NAME, Item.CONDITION}), Cadence.ONCE)
    (problem,) = problems(consents=consent(items="name;mood"))
    assert problem.startswith("consents.csv line 2, items: 'mood' is not known; write one of: name, contact,")


def test_a_consent_ends_after_it_was_given() -> None:
    (problem,) = problems(consents=consent(given_at="2026-04-02", expires_at="2026-04-01"))
    assert problem.startswith("consents.csv line 2, expires_at: lies before given_at")


def test_several_faults_of_one_row_are_all_reported() -> None:
    found = problems(people="person_id,name,district,birthdate,sex\nP1,,D9,x,y\nP2,会津 京子,,,\n")
    assert [each.split(":")[0] for each in found] == [
        "people.csv line 2, birthdate",
        "people.csv line 2, district",
        "people.csv line 2, name",
        "people.csv line 2, sex",
    ]


def test_a_value_is_shown_clipped_and_without_anything_a_terminal_acts_on() -> None:
    said = said_of("birthdate", "\x1b[31m" + "x" * 60)
    assert "\x1b" not in said
    assert "x…'" in said


def consent(items: str = "name", given_at: str = "", expires_at: str = "") -> str:
    columns = "person_id,purpose,items,recipient_kind,phase,given_at,expires_at"
    return f"{columns}\nP1,safety_sharing,{items},family,both,{given_at},{expires_at}\n"
