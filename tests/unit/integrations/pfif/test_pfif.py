"""PFIF 1.4: what is written passes the check, what is over is emptied, and the check finds what is wrong."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from integrations.pfif import Note, Person, Status, faults, to_pfif

NOW = datetime(2026, 11, 1, 3, 4, 5, 678, tzinfo=UTC)
NOTE = Note("anpi.example.jp/n1", "家族", NOW, Status.BELIEVED_ALIVE, "安否: 無事。", author_made_contact=True)
HANA = Person(
    person_record_id="anpi.example.jp/p1",
    entry_date=NOW,
    expiry_date=NOW + timedelta(days=60),
    source_date=NOW,
    source_name="会津若松市 安否",
    full_name="会津 花子",
    age="82",
    home_neighborhood="一箕地区",
    notes=(NOTE,),
)


def written(person: Person = HANA, now: datetime = NOW) -> str:
    return to_pfif([person], now).decode()


def test_what_is_written_passes_the_check_with_its_times_in_utc() -> None:
    document = written()
    assert faults(document.encode(), NOW) == ()
    assert "<pfif:source_date>2026-11-01T03:04:05Z</pfif:source_date>" in document
    assert "<pfif:author_made_contact>true</pfif:author_made_contact>" in document
    assert 'xmlns:pfif="http://zesty.ca/pfif/1.4"' in document


def test_after_its_time_only_ids_and_dates_are_left() -> None:
    later = HANA.expiry_date
    document = written(now=later)
    assert faults(document.encode(), later) == ()
    assert "anpi.example.jp/p1" in document
    for gone in ("会津 花子", "82", "一箕地区", "無事", "pfif:note"):
        assert gone not in document


def test_a_person_whose_time_is_over_and_who_is_not_emptied_is_found() -> None:
    assert faults(written().encode(), HANA.expiry_date) == ("person: its time is over, and it is not emptied",)


def test_characters_that_xml_does_not_have_are_left_out_and_markup_is_text() -> None:
    document = written(replace(HANA, full_name="会津\x00<b>花子"))
    assert "会津&lt;b&gt;花子" in document
    assert faults(document.encode(), NOW) == ()


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("believed_alive", "alive", "note: status has another form"),
        ("2026-11-01T03:04:05Z</pfif:source_date>", "2026-11-01</pfif:source_date>", "source_date has another form"),
        ("example.jp/n1", "example.jp n1", "note: note_record_id has another form"),
        ("pfif:full_name>", "pfif:fullname>", "person: full_name is missing"),
        ("<pfif:text>安否: 無事。</pfif:text>", "", "note: text is missing"),
        ("<pfif:age>82", "<pfif:age>about 82", "person: age has another form"),
        ("pfif/1.4", "pfif/1.1", "the root is not pfif of PFIF 1.4"),
        ("</pfif:pfif>", "", "it cannot be read as XML: ParseError"),
    ],
)
def test_the_check_finds_what_a_registry_would_refuse(right: str, wrong: str, fault: str) -> None:
    assert right in written()
    found = faults(written().replace(right, wrong).encode(), NOW)
    assert any(fault in each for each in found)


def test_an_id_that_stands_there_twice_is_found() -> None:
    assert faults(to_pfif([HANA, HANA], NOW), NOW) == ("an id stands there twice",)
