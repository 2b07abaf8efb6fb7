"""Which shelters are open by what the city announced, and where people are sent by that."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.alerts import Alert, AlertChange, AlertKind, AnnouncedShelter, ShelterState
from bot.rules.openings import Places, openings, places
from tests.unit.rules.triggers.pure_desk import alert

NOW = datetime(2026, 7, 1, 6, 0, tzinfo=UTC)
NAMES = ("東小学校", "東公民館", "東集会所", "東体育館")


def told(
    minutes: int = 0, series: str = "s", change: AlertChange = AlertChange.ISSUED, **states: ShelterState
) -> Alert:
    shelters = tuple(AnnouncedShelter(name, "", state) for name, state in states.items())
    at = NOW + timedelta(minutes=minutes)
    return replace(alert(AlertKind.SHELTER), series=series, issued=at, change=change, shelters=shelters)


OPEN, CLOSED = ShelterState.OPEN, ShelterState.CLOSED


def test_the_newest_word_of_a_series_holds_in_whatever_order_they_come() -> None:
    first, second = told(東小学校=OPEN, 東公民館=OPEN), told(5, 東公民館=CLOSED)
    assert openings([first, second]) == openings([second, first]) == {"東公民館": CLOSED}


def test_a_higher_revision_holds_against_a_later_moment() -> None:
    assert openings([replace(told(東小学校=OPEN), revision=2), replace(told(5, 東小学校=CLOSED), revision=1)]) == {
        "東小学校": OPEN
    }


def test_of_two_series_the_newer_word_about_a_shelter_holds() -> None:
    assert openings([told(5, "b", 東小学校=CLOSED), told(0, "a", 東小学校=OPEN)]) == {"東小学校": CLOSED}


def test_a_cancelled_word_says_nothing() -> None:
    assert openings([told(東小学校=OPEN), told(1, change=AlertChange.CANCELLED, 東小学校=OPEN)]) == {}


def test_a_name_told_twice_differently_is_not_known() -> None:
    twice = replace(told(), shelters=(AnnouncedShelter("東小学校", "", OPEN), AnnouncedShelter("東小学校", "", CLOSED)))
    assert openings([twice]) == {"東小学校": ShelterState.UNKNOWN}


def test_open_ones_come_first_and_what_is_shut_is_not_named() -> None:
    known = openings([told(東小学校=CLOSED, 東集会所=OPEN, 東体育館=ShelterState.UNOPENED)])
    assert places(NAMES, known, 3) == Places(("東集会所", "東公民館"), ("東集会所",))


def test_an_open_one_is_named_even_where_it_stood_too_far_behind() -> None:
    assert places(NAMES, openings([told(東体育館=OPEN)]), 3) == Places(
        ("東体育館", "東小学校", "東公民館"), ("東体育館",)
    )


def test_unknown_is_neither_open_nor_shut() -> None:
    known = openings([told(東小学校=ShelterState.UNKNOWN)])
    assert places(NAMES, known, 3) == places(NAMES, {}, 3) == Places(NAMES[:3], ())


@pytest.mark.parametrize("written", ["東 小学校", "東\u3000小学校 ", "東小学校"])
def test_spaces_in_a_name_part_nobody_from_a_shelter(written: str) -> None:
    known = openings([replace(told(), shelters=(AnnouncedShelter(written, "", OPEN),))])
    assert places(("東小学校",), known, 3).opened == ("東小学校",)
