"""The contact of a silence that was told: what their buttons do in a drill, and in a real incident."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.core.conversation import Conversation
from bot.core.events import ButtonTapped, Event
from bot.core.ids import ConversationId, EventId, IncidentId, PersonId
from bot.core.incidents import Hazard, Incident
from bot.core.people import City, Relation, RelationKind
from bot.core.quiet_days import QuietDays, QuietState
from bot.core.records import GoingStated, NoticeRaised, QuietDaysAnswered, ReportMade
from bot.core.replies import Ask, Card, Choice
from bot.core.requests import CircleOf, Followed, FollowedBy, QuietDaysOf, Request
from bot.core.taps import AnswerGreeting, ChooseRelative, ReportForReal, SayGoing, Tap
from bot.core.turn import Outcome, Turn
from bot.rules.quiet_silence import told_of_quiet_silence
from bot.topics.routes import drive
from config.municipality import load_city
from tests.unit.rules.test_going import CIRCLE, HANA, NOW, YUKI

HERE = ConversationId("line:U1")
ARRANGED = QuietDays(HANA.id, QuietState.ON, 8, 2, YUKI.id, None, NOW)
CITY = City("市", "0242-00-0000", "", quiet_days=load_city("aizuwakamatsu").quiet_days)
QUAKE = Incident(IncidentId("I1"), "地震", Hazard.EARTHQUAKE, "", (), drill=False, opened_at=NOW)
DRILL = replace(QUAKE, id=IncidentId("D1"), drill=True)


def tapped(kind: type[Tap], *incidents: Incident) -> Outcome:
    """By the daughter, on the card that she was sent."""
    what = ButtonTapped(next(each for each in on_the_card() if isinstance(each, kind)))
    event = Event(EventId("E1"), HERE, NOW + timedelta(hours=1), what)
    turn = Turn(event, event.occurred_at, Conversation(HERE, person=YUKI.id), CITY, YUKI, incidents=incidents)
    back = Relation(YUKI.id, HANA.id, RelationKind.FAMILY, "母", confirmed=True)
    followed = Followed(HANA, CIRCLE.members[0].relation, back, incidents)
    answers = {CircleOf: CIRCLE, FollowedBy: (followed,), QuietDaysOf: ARRANGED}
    topic, answer = drive(turn), None
    while True:
        try:
            asked: Request[Any] = topic.send(answer)
        except StopIteration as end:
            outcome: Outcome = end.value
            return outcome
        answer = answers[type(asked)]


def on_the_card() -> list[Tap]:
    to_contact, _ = told_of_quiet_silence(CIRCLE, ARRANGED, 2, NOW, CITY.disclosure, CITY.phone)
    (card,) = to_contact.replies
    assert isinstance(card, Card)
    return [each.tap for each in card.buttons if isinstance(each, Choice)]


@pytest.mark.parametrize("incidents", [(), (DRILL,)])
def test_a_rescue_for_her_is_real_on_a_quiet_day_and_in_a_drill(incidents: tuple[Incident, ...]) -> None:
    outcome = tapped(ReportForReal, *incidents)
    (report,) = [each.report for each in outcome.records if isinstance(each, ReportMade)]
    notices = [each for each in outcome.records if isinstance(each, NoticeRaised)]
    assert (report.about, report.incident, report.drill, outcome.drill) == (HANA.id, None, False, False)
    assert notices, "staff see it"
    assert not any(each.drill for each in notices)


def test_a_rescue_for_her_belongs_to_the_real_incident() -> None:
    (report,) = [each.report for each in tapped(ReportForReal, QUAKE, DRILL).records if isinstance(each, ReportMade)]
    assert (report.incident, report.drill) == (QUAKE.id, False)


def test_whoever_goes_to_see_her_goes_in_earnest() -> None:
    (going,) = [each.going for each in tapped(SayGoing, DRILL).records if isinstance(each, GoingStated)]
    assert (going.incident, going.drill) == (None, False)


def test_in_a_real_incident_the_contact_is_led_to_answer_for_her() -> None:
    outcome = tapped(AnswerGreeting, QUAKE)
    (question,) = outcome.replies
    assert isinstance(question, Ask)
    assert [each.tap for each in question.choices if isinstance(each, Choice)] == [
        ChooseRelative(PersonId(HANA.id), QUAKE.id)
    ]
    assert outcome.records == ()


def test_in_a_drill_the_contact_is_thanked() -> None:
    assert QuietDaysAnswered(HANA.id) in tapped(AnswerGreeting, DRILL).records
