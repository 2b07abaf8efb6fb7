"""While staff talk with somebody: their words go to staff, and a call for help is still a call for help."""

from typing import Any

import pytest

from bot.core.conversation import Conversation
from bot.core.events import ButtonTapped, Event, Happening, Place, TextSaid
from bot.core.ids import ConversationId, EventId, IncidentId, PersonId, TalkId
from bot.core.incidents import Hazard, Incident
from bot.core.people import Person
from bot.core.records import SaidToStaff
from bot.core.replies import Reply, Say
from bot.core.reports import Standing
from bot.core.taps import AskHelp
from bot.core.turn import Turn
from bot.core.understanding import Condition, Intent, Need, Understanding, Whereabouts
from bot.rules.telling import Told
from bot.topics.check_in.next_question import next_question
from bot.topics.check_in.statement import Statement
from bot.topics.routes import route
from bot.topics.talk import line_for_staff
from tests.contracts.city import NOON
from tests.unit.stage import AIZU

HANA = Person(PersonId("hana"), "会津 花子", None)
TALK = TalkId("t1")
AT_HOME = Standing(Condition.SAFE, Whereabouts.HOME)


def turn(what: Happening, place: Place = Place.PRIVATE, **more: Any) -> Turn:
    here = ConversationId("line:hana")
    values: dict[str, Any] = {"person": HANA, "talk": TALK, **more}
    return Turn(Event(EventId("e1"), here, NOON, what, place), NOON, Conversation(here), AIZU, **values)


def understood(intent: Intent, condition: Condition | None = None, confidence: float = 0.99) -> Understanding:
    return Understanding(intent, condition, confidence=confidence)


@pytest.mark.parametrize("intent", [Intent.GREET, Intent.OUT_OF_SCOPE, Intent.HUMAN, Intent.AFFIRM, Intent.ASK_FAMILY])
def test_ordinary_words_are_for_staff(intent: Intent) -> None:
    assert route(turn(TextSaid("はい、います"), understanding=understood(intent))).name == "talk"


def test_a_call_for_help_passes_the_bots_rules_and_reaches_staff_too() -> None:
    call = turn(TextSaid("助けて"), understanding=understood(Intent.REPORT_STATUS, Condition.NEEDS_RESCUE))
    assert route(call).name == "check_in.report"
    assert line_for_staff(call) == SaidToStaff(call.new_id("said to staff"), TALK, EventId("e1"), "助けて", NOON)


def test_what_is_lacking_is_taken_up_before_the_next_question_and_staff_have_it() -> None:
    quake = Incident(IncidentId("quake"), "地震", Hazard.EARTHQUAKE, "", (), drill=False, opened_at=NOON)
    said = turn(TextSaid("薬はあと二日分しかねえ"), incidents=(quake,))
    needs = Statement(needs=(Need.MEDICINE,))
    for standing in (Standing(Condition.SAFE), Standing()):
        outcome = next_question(said, quake, standing, Told(), needs)
        assert [key(each) for each in outcome.replies[:2]] == ["receipt.needs_heard", "talk.passed_on"]
        assert len(outcome.replies) == 3
    assert key(next_question(said, quake, AT_HOME, Told(), needs).replies[0]) == "talk.passed_on"


def key(reply: Reply) -> str:
    return reply.text.key if isinstance(reply, Say) else ""


def test_without_a_talk_in_a_group_and_of_a_tap_nothing_goes_to_staff() -> None:
    assert line_for_staff(turn(TextSaid("はい"), talk=None)) is None
    assert line_for_staff(turn(TextSaid("はい"), Place.GROUP)) is None
    assert line_for_staff(turn(ButtonTapped(AskHelp()))) is None
    assert route(turn(ButtonTapped(AskHelp()))).name == "small_talk"
