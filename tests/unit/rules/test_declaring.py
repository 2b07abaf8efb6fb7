"""A declared emergency: by whom, with what, and when it is over (promise 6)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.consents import RecipientKind
from bot.core.ids import DistrictId, IncidentId, PersonId
from bot.core.incidents import Emergency, Hazard, Incident
from bot.core.people import City, District, Office, Role
from bot.core.replies import Card, Choice, Paragraph, Style
from bot.core.taps import StartReport
from bot.rules.declaring import LONGEST, Objection, ended_at, may_declare, objections
from bot.rules.emergency_message import emergency_begins, emergency_ended

NOW = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
KITA = District(DistrictId("kita"), "北町")
CITY = City("会津若松市", "0242-00-0000", "市のホームページ")
MANAGER = (Role(Office.CITY_MANAGER),)
DECLARED = Emergency(
    id="E1",
    districts=(KITA.id,),
    declared_at=NOW,
    until=NOW + timedelta(hours=24),
    declared_by=PersonId("P9"),
    cause="大雨特別警報",
)


def test_a_manager_with_a_cause_and_an_end_may_declare_it() -> None:
    assert objections(DECLARED, MANAGER) == ()


@pytest.mark.parametrize("office", [each for each in Office if each is not Office.CITY_MANAGER])
def test_nobody_else_may(office: Office) -> None:
    assert not may_declare((Role(office),))
    assert objections(DECLARED, (Role(office),)) == (Objection.NOT_ENTITLED,)


def test_a_telegram_declares_nothing() -> None:
    assert objections(replace(DECLARED, declared_by=None), MANAGER) == (Objection.NOT_ENTITLED,)


@pytest.mark.parametrize(
    ("changes", "objection"),
    [
        ({"cause": "  "}, Objection.NO_CAUSE),
        ({"cause": "あ" * 101}, Objection.CAUSE_TOO_LONG),
        ({"until": NOW}, Objection.ENDS_BEFORE_IT_BEGINS),
        ({"until": NOW + LONGEST + timedelta(seconds=1)}, Objection.LASTS_TOO_LONG),
        ({"recipients": frozenset[RecipientKind]()}, Objection.NOBODY_MAY_SEE),
    ],
)
def test_a_declaration_has_to_hold(changes: dict[str, object], objection: Objection) -> None:
    assert objections(replace(DECLARED, **changes), MANAGER) == (objection,)  # type: ignore[arg-type]  # named above


def test_it_is_over_by_itself_or_by_hand_never_later_than_its_end() -> None:
    assert ended_at(DECLARED, NOW) is None
    assert ended_at(DECLARED, DECLARED.until) == DECLARED.until
    by_hand = replace(DECLARED, ended_at=NOW + timedelta(hours=1))
    assert ended_at(by_hand, NOW) is None
    assert ended_at(by_hand, NOW + timedelta(hours=1)) == NOW + timedelta(hours=1)
    too_late = replace(DECLARED, ended_at=DECLARED.until + timedelta(hours=1))
    assert ended_at(too_late, DECLARED.until) == DECLARED.until


def test_people_are_told_what_may_be_shown_to_whom_why_and_until_when() -> None:
    only_leaders = replace(DECLARED, recipients=frozenset({RecipientKind.ASSOCIATION}))
    (card,) = emergency_begins(only_leaders, CITY, (KITA,), ())
    assert isinstance(card, Card)
    keys = [block.text.key for block in card.blocks if isinstance(block, Paragraph)]
    assert keys[:5] == [f"emergency.begins.{each}" for each in ("what", "shown", "to", "law", "until")]
    assert "consent.to.association" in str(card)
    assert "consent.to.family" not in str(card)
    assert "item.medication" not in str(card)


def test_people_are_told_when_it_has_ended() -> None:
    (card,) = emergency_ended(DECLARED, CITY, (), NOW, ())
    assert isinstance(card, Card)
    assert "emergency.ended.as_before" in str(card)


def flood(*districts: str, drill: bool = False) -> Incident:
    areas = tuple(map(DistrictId, districts))
    return Incident(IncidentId("I1"), "大雨", Hazard.FLOOD, "4", areas, drill=drill, opened_at=NOW)


def cards(emergency: Emergency, *incidents: Incident) -> tuple[Card, ...]:
    begins = emergency_begins(emergency, CITY, (), incidents)
    ended = emergency_ended(emergency, CITY, (), NOW, incidents)
    return tuple(each for each in (*begins, *ended) if isinstance(each, Card))


@pytest.mark.parametrize("incident", [flood("kita"), flood(), flood("minami", "kita")])
@pytest.mark.parametrize("emergency", [DECLARED, replace(DECLARED, districts=())])
def test_whoever_is_silent_gets_back_from_the_notice_to_the_question(emergency: Emergency, incident: Incident) -> None:
    told = cards(emergency, flood("nishi", drill=True), incident)
    assert len(told) == 2
    for card in told:
        (first, *rest) = (each for each in card.buttons if isinstance(each, Choice))
        assert (first.tap, first.style) == (StartReport(), Style.GOOD)
        assert all(each.style is not Style.GOOD for each in rest)
        last = card.blocks[-1]
        assert isinstance(last, Paragraph)
        assert (last.text.key, last.strong) == ("emergency.answer", True)


@pytest.mark.parametrize("incidents", [(), (flood("minami"),), (flood("kita", drill=True), flood(drill=True))])
def test_where_nobody_is_asked_in_earnest_the_notice_asks_for_no_answer(incidents: tuple[Incident, ...]) -> None:
    for card in cards(DECLARED, *incidents):
        assert StartReport() not in [each.tap for each in card.buttons if isinstance(each, Choice)]
        assert "emergency.answer" not in str(card)
