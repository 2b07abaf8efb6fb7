"""A declared emergency: by whom, with what, and when it is over (promise 6)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.consents import RecipientKind
from bot.core.ids import DistrictId, PersonId
from bot.core.incidents import Emergency
from bot.core.people import City, District, Office, Role
from bot.core.replies import Card, Paragraph
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
    (card,) = emergency_begins(only_leaders, CITY, (KITA,))
    assert isinstance(card, Card)
    keys = [block.text.key for block in card.blocks if isinstance(block, Paragraph)]
    assert keys[:5] == [f"emergency.begins.{each}" for each in ("what", "shown", "to", "law", "until")]
    assert "consent.to.association" in str(card)
    assert "consent.to.family" not in str(card)
    assert "item.medication" not in str(card)


def test_people_are_told_when_it_has_ended() -> None:
    (card,) = emergency_ended(CITY, (), NOW)
    assert isinstance(card, Card)
    assert "emergency.ended.as_before" in str(card)
