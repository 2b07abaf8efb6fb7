"""What hangs on a greeting is real in the middle of a drill, and carries no mark that says otherwise (promise 5)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.conversation import Conversation
from bot.core.events import ButtonTapped, Event
from bot.core.ids import EventId, PersonId
from bot.core.incidents import Incident
from bot.core.people import Person
from bot.core.records import NoticeRaised
from bot.core.replies import Ask, Choice
from bot.core.requests import CircleOf, PracticeOf, QuietDaysOf
from bot.core.taps import AnswerGreeting, PracticeStep, Practise, QuietAnswer, QuietWish, Tap, WishQuietDays
from bot.core.turn import Outcome, Turn
from bot.topics.routes import drive
from tests.unit.rules.test_going import CIRCLE, HANA, NOW
from tests.unit.topics.quiet_days.test_contact import ARRANGED, CITY, DRILL, HERE, QUAKE


def tapped(tap: Tap, *incidents: Incident, person: Person = HANA) -> Outcome:
    event = Event(EventId("E1"), HERE, NOW + timedelta(hours=1), ButtonTapped(tap))
    turn = Turn(event, event.occurred_at, Conversation(HERE, person=person.id), CITY, person, incidents=incidents)
    answers = {CircleOf: CIRCLE, QuietDaysOf: replace(ARRANGED, person=PersonId(person.id)), PracticeOf: None}
    topic = drive(turn)
    try:
        asked = topic.send(None)
        while True:
            asked = topic.send(answers[type(asked)])
    except StopIteration as end:
        outcome: Outcome = end.value
        return outcome


def on_the_card(*incidents: Incident) -> list[Tap]:
    (card,) = tapped(AnswerGreeting(QuietAnswer.WORRIED), *incidents).replies
    assert isinstance(card, Ask)
    return [each.tap for each in card.choices if isinstance(each, Choice)]


@pytest.mark.parametrize("tap", [AnswerGreeting(QuietAnswer.WORRIED), WishQuietDays(QuietWish.STOP)])
def test_what_is_real_carries_no_mark(tap: Tap) -> None:
    outcome = tapped(tap, DRILL)
    assert not outcome.drill
    assert not any(each.drill for each in outcome.messages)


def test_each_button_of_the_worried_card_is_real_in_a_drill() -> None:
    for tap in on_the_card(DRILL):
        outcome = tapped(tap, DRILL)
        (notice,) = [each for each in outcome.records if isinstance(each, NoticeRaised)]
        assert (outcome.drill, notice.drill, notice.incident) == (False, False, None)


def test_in_a_real_incident_staff_see_the_wish_to_talk_there() -> None:
    (notice, *_) = [each for each in tapped(on_the_card()[-1], QUAKE).records if isinstance(each, NoticeRaised)]
    assert (notice.drill, notice.incident) == (False, QUAKE.id)


def test_what_leads_to_the_drills_own_question_is_marked() -> None:
    assert tapped(AnswerGreeting(QuietAnswer.WELL), DRILL).drill
    assert not tapped(AnswerGreeting(QuietAnswer.WELL), QUAKE).drill


def test_the_monthly_drill_is_always_marked() -> None:
    assert tapped(Practise(PracticeStep.SAFE, "2026-06"), DRILL).drill
    assert tapped(Practise(PracticeStep.SAFE, "2026-06")).drill
