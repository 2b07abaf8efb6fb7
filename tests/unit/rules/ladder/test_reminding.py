"""The question once more: it says plainly that no answer has come, in fewer words and with fewer choices each time."""

from dataclasses import replace

import pytest

from bot.core.people import City
from bot.core.replies import Card, Choice, Paragraph, Tone
from bot.core.taps import ReportCondition
from bot.core.understanding import Condition
from bot.rules.opening_message import opening_message
from bot.rules.reminding import reminder
from tests.unit.rules.ladder.pure_town import DRILL, QUAKE

CITY = City("会津若松市", "0242-00-0000", "市のホームページ")


def card(number: int) -> Card:
    (found,) = reminder(QUAKE, CITY, number)
    assert isinstance(found, Card)
    return found


def conditions(of: Card) -> list[Condition]:
    taps = [each.tap for each in of.buttons if isinstance(each, Choice)]
    return [each.condition for each in taps if isinstance(each, ReportCondition) and each.incident == QUAKE.id]


def test_each_time_there_is_less_to_choose_from() -> None:
    (question,) = opening_message(QUAKE, CITY, ())
    assert isinstance(question, Card)
    assert [len(each.buttons) for each in (question, card(1), card(2), card(3))] == [5, 3, 2, 2]


@pytest.mark.parametrize("number", [1, 2, 5])
def test_safe_and_help_can_always_be_said(number: int) -> None:
    found = conditions(card(number))
    assert (found[0], found[-1]) == (Condition.SAFE, Condition.NEEDS_RESCUE)


@pytest.mark.parametrize("number", [1, 2])
def test_it_says_that_no_answer_has_come(number: int) -> None:
    strong = [each.text.key for each in card(number).blocks if isinstance(each, Paragraph) and each.strong]
    assert strong == ["reminder.not_yet"]


def test_a_reminder_of_a_drill_looks_like_one() -> None:
    (found,) = reminder(DRILL, CITY, 1)
    assert isinstance(found, Card)
    assert (found.tone, card(1).tone) == (Tone.DRILL, Tone.INCIDENT)


def test_everybody_gets_the_same_words() -> None:
    assert reminder(QUAKE, CITY, 1) == reminder(replace(QUAKE), CITY, 1)
