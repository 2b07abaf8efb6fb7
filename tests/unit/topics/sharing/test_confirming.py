"""Whose word it is, before it makes anything smaller; and what of it waits, and how long."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.core.conversation import Conversation, State
from bot.core.events import ButtonTapped, Event, TextSaid
from bot.core.ids import ConversationId, EventId, IncidentId, PersonId
from bot.core.incidents import Hazard, Incident
from bot.core.people import City, Person
from bot.core.replies import Ask, Choice
from bot.core.reports import CheckIn, Progress, Source, Standing
from bot.core.taps import (
    ReportCondition,
    ReportEvacuated,
    ReportNeed,
    ReportWhereabouts,
    SpeakAs,
    SpeakForAll,
)
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Condition, Need, Whereabouts
from bot.topics.routes import drive
from bot.topics.sharing.confirming import (
    ask_who_answers,
    asked_in,
    is_out_of_date,
    said_in,
    waiting_in,
)
from bot.topics.sharing.questions import Said

NOON = datetime(2026, 6, 1, 3, tzinfo=UTC)
HERE = ConversationId("line:U1")
HANA, MIYO = Person(PersonId("hana"), "会津 花子", None), Person(PersonId("miyo"), "渡部 ミヨ", None)
QUAKE = Incident(IncidentId("I1"), "地震", Hazard.EARTHQUAKE, "", (), drill=False, opened_at=NOON)
SAFE = ReportCondition(Condition.SAFE, QUAKE.id, MIYO.id)
EVERY_KIND: tuple[Said, ...] = (
    SAFE,
    ReportCondition(Condition.INJURED, None, MIYO.id),
    ReportEvacuated(QUAKE.id, MIYO.id),
    ReportWhereabouts(Whereabouts.HOME, QUAKE.id, MIYO.id),
    ReportWhereabouts(Whereabouts.SHELTER, QUAKE.id, MIYO.id),
    ReportNeed(Need.WATER, QUAKE.id, MIYO.id),
    ReportNeed(None, QUAKE.id, MIYO.id),
    SpeakForAll(Condition.SAFE, QUAKE.id),
    SpeakForAll(Condition.INJURED, QUAKE.id),
)


def turn(after: float = 0, called_after: float | None = None, **talk: Any) -> Turn:
    """花子 is known to speak; ミヨ called for help so many minutes after noon."""
    at = NOON + timedelta(minutes=after)
    standing = Standing()
    if called_after is not None:
        said_at = NOON + timedelta(minutes=called_after)
        standing = Standing(Condition.NEEDS_RESCUE, source=Source.SELF, reporter=MIYO.id, said_at=said_at)
    return Turn(
        event=Event(EventId("E1"), HERE, at, TextSaid("…")),
        now=at,
        conversation=Conversation(HERE, HANA.id, last_event_at=NOON, **talk),
        city=City("会津若松市", "0", ""),
        person=HANA,
        incidents=(QUAKE,),
        check_ins=(CheckIn(QUAKE.id, MIYO.id, Progress.ANSWERED, standing),),
        sharers=(HANA, MIYO),
    )


def buttons(outcome: Outcome) -> list[SpeakAs]:
    (question,) = outcome.replies
    assert isinstance(question, Ask)
    taps = [each.tap for each in question.choices if isinstance(each, Choice)]
    return [each for each in taps if isinstance(each, SpeakAs)]


@pytest.mark.parametrize("said", EVERY_KIND, ids=str)
def test_what_was_said_waits_in_the_buttons_as_it_was_said(said: Said) -> None:
    tapped = buttons(ask_who_answers(turn(3), said))
    assert [each.speaker for each in tapped] == [HANA.id, MIYO.id]
    assert {said_in(each) for each in tapped} == {said}
    assert {asked_in(each) for each in tapped} == {NOON + timedelta(minutes=3)}


@pytest.mark.parametrize("said", [SAFE, ReportEvacuated(QUAKE.id, MIYO.id), SpeakForAll(Condition.SAFE, QUAKE.id)])
def test_it_waits_in_the_conversation_too_for_an_answer_in_words(said: Said) -> None:
    asked = ask_who_answers(turn(), said).conversation
    assert waiting_in(replace(turn(60), conversation=asked)) == said
    assert waiting_in(replace(turn(61), conversation=asked)) is None


def test_the_place_of_a_call_for_help_stays_asked() -> None:
    waiting = turn(state=State.AWAITING_PLACE)
    assert ask_who_answers(waiting, SAFE).conversation == waiting.conversation


def test_an_answer_counts_for_an_hour_and_until_somebody_here_calls_for_help() -> None:
    assert not is_out_of_date(turn(60), SAFE, NOON)
    assert is_out_of_date(turn(61), SAFE, NOON)
    assert not is_out_of_date(turn(5, called_after=-1), SAFE, NOON)
    assert is_out_of_date(turn(5, called_after=2), SAFE, NOON)


def test_a_call_for_help_is_never_out_of_date() -> None:
    called = ReportCondition(Condition.NEEDS_RESCUE, QUAKE.id, MIYO.id)
    assert not is_out_of_date(turn(90, called_after=2), called, NOON)


@pytest.mark.parametrize("number", [-(10**30), -1, 10**30])
def test_what_is_no_time_was_asked_long_ago(number: int) -> None:
    assert asked_in(SpeakAs(MIYO.id, asked_at=number)).year < 1971


def test_a_button_of_somebody_who_does_not_share_the_phone_any_more_asks_who_speaks() -> None:
    tapped = ButtonTapped(SpeakAs(PersonId("gone"), MIYO.id, Condition.SAFE))
    asked = turn(1)
    topic = drive(replace(asked, event=replace(asked.event, what=tapped)))
    with pytest.raises(StopIteration) as end:
        next(topic)
    outcome: Outcome = end.value.value
    assert (outcome.records, outcome.conversation.state) == ((), State.AWAITING_SPEAKER)


def test_a_phone_that_is_shared_no_more_has_no_such_question_open() -> None:
    """Else 「ありがとう」 would be taken for an answer about somebody else."""
    asked = ask_who_answers(turn(), SAFE).conversation
    alone = replace(turn(1), conversation=asked, sharers=())
    with pytest.raises(StopIteration) as end:
        next(drive(alone))
    outcome: Outcome = end.value.value
    assert outcome.conversation.about is None
