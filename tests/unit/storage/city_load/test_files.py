"""What a file may look like: encodings, columns, quoting, empty lines."""

import pytest

from bot.storage.city_load.town import read_town
from tests.unit.storage.city_load.a_town import GOOD, as_bytes, only, problems, town


def test_a_correct_town_has_no_problems() -> None:
    assert problems() == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_reads_utf_8_with_and_without_bom_and_cp932_alike(encoding: str) -> None:
    assert [sheet.lines for sheet in town(encoding).sheets()] == [sheet.lines for sheet in town().sheets()]


def test_a_missing_file_and_a_file_without_bytes_are_empty_ones() -> None:
    assert only(districts="") == []
    assert read_town({}).size() == 0


def test_says_in_which_line_the_bytes_are_no_text() -> None:
    data = as_bytes(GOOD) | {"districts.csv": b"district,name\nD1,\x88\xea\nD2,\xff\xff\n"}
    (problem,) = read_town(data).districts.problems
    assert str(problem) == "districts.csv line 3: is neither UTF-8 nor cp932 here; save the file as 'CSV UTF-8'"


def test_utf_8_with_a_broken_byte_is_not_loaded_as_nonsense() -> None:
    data = "district,name\nD1,一箕町\nD2,門田町".encode() + b"\xe7\x94\n"
    assert data.decode("cp932")
    (problem,) = read_town({"districts.csv": data}).districts.problems
    assert str(problem).startswith("districts.csv line 3: holds bytes that are no UTF-8")


def test_names_the_remedy_for_utf_16() -> None:
    (problem,) = read_town({"districts.csv": "district,name\n".encode("utf-16")}).districts.problems
    assert str(problem) == "districts.csv: is UTF-16; save it as 'CSV UTF-8'"


def test_refuses_unknown_columns_by_name_and_says_which_was_meant() -> None:
    assert only(districts="district,nmae,colour\n") == [
        "districts.csv line 1: column 'name' is missing",
        "districts.csv line 1: unknown column 'colour'; known are: district, name, kana, association, lat, lon",
        "districts.csv line 1: unknown column 'nmae'; did you mean 'name'?",
    ]


def test_refuses_a_column_that_stands_there_twice() -> None:
    assert only(districts="district,name,name\n") == ["districts.csv line 1: column 'name' stands there twice"]


def test_takes_columns_in_any_order_and_without_the_optional_ones() -> None:
    assert only(districts="name,district\n一箕町,D1\n") == []


def test_empty_lines_and_the_empty_columns_that_excel_leaves_do_no_harm() -> None:
    text = "\r\ndistrict,name,,\r\n\r\n,,,\r\nD1,一箕町,,\r\n   \r\n"
    sheet = read_town({"districts.csv": text.encode()}).districts
    assert sheet.problems == ()
    assert [(each.number, each.line.district) for each in sheet.lines] == [(5, "D1")]


def test_a_row_with_a_cell_too_few_or_too_many_is_reported() -> None:
    assert only(districts="district,name\nD1\nD2,門田町,x\n") == [
        "districts.csv line 2: has 1 cells where the first line has 2; is there a comma too few or many?",
        "districts.csv line 3: has 3 cells where the first line has 2; is there a comma too few or many?",
    ]


def test_quoted_cells_hold_commas_quotation_marks_and_line_breaks() -> None:
    text = 'district,name\nD1,"一箕町, ""北""\n二丁目"\nD2,門田町\n'
    sheet = read_town({"districts.csv": text.encode()}).districts
    assert [(each.number, each.line.name) for each in sheet.lines] == [(2, '一箕町, "北" 二丁目'), (4, "門田町")]


def test_says_where_a_quotation_mark_was_opened_and_not_closed() -> None:
    (problem,) = only(districts='district,name\nD1,一箕町\nD2,"門田町\nD3,東山町\n')
    assert problem.startswith("districts.csv line 3: a quotation mark opens here and is never closed")


def test_control_characters_and_marks_that_turn_text_are_taken_out() -> None:
    sheet = town(people="person_id,name,district\nP1,  会\u202e津\x00\t花\u200b子\u3000,\n").people
    assert [each.line.name for each in sheet.lines] == ["会津 花子"]


def test_a_person_whose_row_is_broken_is_not_reported_as_missing_elsewhere() -> None:
    assert problems(people="person_id,name,district\nP1,会津 花子,D1\nP2,会津 京子\n") == [
        "people.csv line 3: has 2 cells where the first line has 3; is there a comma too few or many?"
    ]
