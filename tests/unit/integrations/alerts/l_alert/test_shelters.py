"""Shelters: a state that is not known is not open, and a number that nobody told is not zero."""

from dataclasses import replace

import pytest

from bot.core.alerts import AlertKind, AnnouncedShelter, ShelterState
from tests.unit.integrations.alerts.l_alert.documents import SENT, document, one

SHELTER = """<pcx_sh:Shelter xmlns:pcx_sh="http://xml.publiccommons.ne.jp/pcxml1/body/shelter3"><pcx_sh:Informations>
  <pcx_sh:Information><pcx_sh:Location><commons:areaName>一箕公民館</commons:areaName>
    <pcx_eb:ContactInfo pcx_eb:contactType="personResponsible">会津 太郎</pcx_eb:ContactInfo>
    <pcx_sh:Address>一箕町</pcx_sh:Address></pcx_sh:Location>
    <pcx_sh:Type>避難所</pcx_sh:Type><pcx_sh:Sort>開設</pcx_sh:Sort>
    <pcx_sh:DateTime>2026-07-01T15:30:00+09:00</pcx_sh:DateTime>
    <pcx_sh:NumberOf><pcx_sh:HeadCount>１４</pcx_sh:HeadCount></pcx_sh:NumberOf>
    <pcx_sh:Capacity>120</pcx_sh:Capacity></pcx_sh:Information></pcx_sh:Informations></pcx_sh:Shelter>"""
OPEN = AnnouncedShelter("一箕公民館", "一箕町", ShelterState.OPEN, SENT, "避難所", capacity=120, headcount=14)


def shelter(old: str = "", new: str = "") -> AnnouncedShelter:
    (found,) = one(document(body=SHELTER.replace(old, new) if old else SHELTER, category="Shelter")).shelters
    return found


def test_an_open_shelter_is_read_without_the_name_of_the_person_in_charge() -> None:
    alert = one(document(body=SHELTER, category="SHELTER"))
    assert (alert.kind, alert.shelters, alert.faults) == (AlertKind.SHELTER, (OPEN,), ())
    assert "太郎" not in repr(alert)


@pytest.mark.parametrize(
    ("written", "state"),
    [
        ("開設", ShelterState.OPEN),
        ("閉鎖", ShelterState.CLOSED),
        ("未開設", ShelterState.UNOPENED),
        ("常設", ShelterState.PERMANENT),
        ("不明", ShelterState.UNKNOWN),
        ("", ShelterState.UNKNOWN),
        ("準備中", ShelterState.UNKNOWN),
    ],
)
def test_each_state_is_read_and_what_is_not_known_is_not_open(written: str, state: ShelterState) -> None:
    assert shelter(">開設<", f">{written}<") == replace(OPEN, state=state)


def test_a_state_that_is_not_known_is_told_to_staff() -> None:
    alert = one(document(body=SHELTER.replace(">開設<", ">準備中<"), category="Shelter"))
    assert any("準備中" in each for each in alert.faults)


@pytest.mark.parametrize("written", ["", "不明", "満員"])
def test_a_headcount_that_nobody_told_is_none_and_not_zero(written: str) -> None:
    assert shelter("１４", written).headcount is None


def test_a_headcount_of_zero_is_zero() -> None:
    assert shelter("１４", "0").headcount == 0


def test_a_capacity_that_is_left_out_is_none() -> None:
    assert shelter("<pcx_sh:Capacity>120</pcx_sh:Capacity>").capacity is None


def test_a_moment_that_cannot_be_read_is_none() -> None:
    assert shelter("2026-07-01T15:30:00+09:00", "15時半").since is None
