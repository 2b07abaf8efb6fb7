"""Whose silence ends by whatever they say: in which incidents, and by what; an answer it never is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.conversation import Conversation, State
from bot.core.events import (
    AccountLinked,
    ButtonTapped,
    Event,
    FollowEnded,
    FollowStarted,
    Happening,
    LocationShared,
    MediaSent,
    Medium,
    MessageUnsent,
    Place,
    StickerSent,
    TextSaid,
    UnknownHappened,
)
from bot.core.ids import ConversationId, EventId, IncidentId, PersonId
from bot.core.incidents import Hazard, Incident
from bot.core.people import City, Person
from bot.core.records import CheckInBegan, ReportMade
from bot.core.reports import CheckIn, Progress, Report, Source
from bot.core.taps import AskAboutFamily, ReportCondition
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Condition
from bot.rules.begun import no_answer, with_begun
from bot.storage.turn_store.standings import check_in_after
from tests.contracts.city import report

NOW = datetime(2026, 9, 1, 4, tzinfo=UTC)
MEGUMI = Person(PersonId("megumi"), "会津 恵", None)
TARO = Person(PersonId("taro"), "会津 太郎", None)
TALK = Conversation(ConversationId("line:U1"), MEGUMI.id)
EVENT = Event(EventId("E1"), TALK.id, NOW, TextSaid("母は無事です"))
QUAKE = Incident(
    IncidentId("quake"), "地震", Hazard.EARTHQUAKE, "6強", (), drill=False, opened_at=NOW - timedelta(hours=1)
)
FIRE = replace(QUAKE, id=IncidentId("fire"), hazard=Hazard.OTHER)
DRILL = replace(QUAKE, id=IncidentId("drill"), drill=True)
SAYINGS: list[Happening] = [
    TextSaid("お母さんは大丈夫?"),
    ButtonTapped(AskAboutFamily()),
    LocationShared(37.5, 139.9),
    StickerSent(),
    MediaSent(Medium.PHOTO),
]
SILENT = [each for each in Progress if each not in (Progress.BEGAN, Progress.ANSWERED)]


def asked(*incidents: Incident, of: Person = MEGUMI, progress: Progress = Progress.SENT) -> tuple[CheckIn, ...]:
    return tuple(CheckIn(each.id, of.id, progress) for each in incidents)


def turn(what: Happening = EVENT.what, **changes: Any) -> Turn:
    whole = Turn(replace(EVENT, what=what), NOW, TALK, City("会津若松市", "0242", "市"), MEGUMI, incidents=(QUAKE,))
    return replace(whole, **{"check_ins": asked(QUAKE), **changes})


def begun(said: Turn, outcome: Outcome | None = None) -> list[tuple[str, str]]:
    records = with_begun(said, outcome or Outcome(said.conversation)).records
    return [(each.incident, each.person) for each in records if isinstance(each, CheckInBegan)]


@pytest.mark.parametrize("what", SAYINGS)
def test_whatever_is_said_begins(what: Happening) -> None:
    assert begun(turn(what)) == [(QUAKE.id, MEGUMI.id)]


@pytest.mark.parametrize(
    "what",
    [
        FollowStarted(),
        FollowEnded(),
        AccountLinked("n1", succeeded=True),
        MessageUnsent("m1"),
        UnknownHappened("videoPlayComplete"),
    ],
)
def test_what_is_no_saying_does_not(what: Happening) -> None:
    assert begun(turn(what)) == []


def test_what_is_said_in_a_group_is_kept_of_nobody() -> None:
    assert begun(turn(event=replace(EVENT, place=Place.GROUP))) == []


def test_nobody_begins_whom_the_city_does_not_know() -> None:
    assert begun(turn(person=None)) == []


def test_where_staff_of_another_system_answer_the_chat_it_begins_all_the_same() -> None:
    assert begun(turn(event=replace(EVENT, silent=True))) == [(QUAKE.id, MEGUMI.id)]


@pytest.mark.parametrize("progress", Progress)
def test_it_is_written_once_and_never_after_an_answer(progress: Progress) -> None:
    assert bool(begun(turn(check_ins=asked(QUAKE, progress=progress)))) is (progress in SILENT)


def test_what_was_said_before_the_incident_opened_is_nothing_of_it() -> None:
    before = replace(EVENT, occurred_at=QUAKE.opened_at - timedelta(seconds=1))
    assert begun(turn(event=before)) == []
    assert begun(turn(event=replace(EVENT, occurred_at=QUAKE.opened_at))) == [(QUAKE.id, MEGUMI.id)]


def test_every_real_question_that_is_open_begins() -> None:
    both: dict[str, Any] = {"incidents": (QUAKE, FIRE), "check_ins": asked(QUAKE, FIRE)}
    assert begun(turn(**both)) == [(QUAKE.id, MEGUMI.id), (FIRE.id, MEGUMI.id)]


class TestBesideADrill:
    @staticmethod
    def begun(*what: Happening) -> list[tuple[str, str]]:
        return begun(turn(*what, incidents=(QUAKE, DRILL), check_ins=asked(QUAKE, DRILL)))

    def test_words_are_of_the_real_incident_alone(self) -> None:
        assert self.begun() == [(QUAKE.id, MEGUMI.id)]

    def test_a_button_of_the_drill_is_of_the_drill_alone(self) -> None:
        tap = ButtonTapped(ReportCondition(Condition.SAFE, DRILL.id, about=TARO.id))
        assert self.begun(tap) == [(DRILL.id, MEGUMI.id)]

    def test_words_are_of_the_drill_where_there_is_nothing_else(self) -> None:
        only: dict[str, Any] = {"incidents": (DRILL,), "check_ins": asked(DRILL)}
        assert begun(turn(**only)) == [(DRILL.id, MEGUMI.id)]
        assert begun(turn(ButtonTapped(ReportCondition(Condition.NEEDS_RESCUE)), **only)) == [], "in earnest"


class TestWhoIsNotOnTheListOfThoseAsked:
    def test_begins_when_asked_by_this_very_turn(self) -> None:
        asks = Outcome(TALK.at(State.AWAITING_CONDITION, incident=QUAKE.id))
        assert begun(turn(check_ins=()), asks) == [(QUAKE.id, MEGUMI.id)]

    def test_does_not_begin_by_anything_else(self) -> None:
        assert begun(turn(check_ins=())) == []
        of_another = Outcome(TALK.at(State.AWAITING_CONDITION, incident=FIRE.id))
        assert begun(turn(check_ins=()), of_another) == []


def test_a_report_of_ones_own_needs_nothing_beside_it() -> None:
    own, hers = (
        report(1, Condition.SAFE, about=MEGUMI.id, reporter=MEGUMI.id),
        report(2, Condition.SAFE, about=TARO.id, source=Source.FAMILY),
    )
    assert begun(turn(), Outcome(TALK, records=(ReportMade(own),))) == []
    assert begun(turn(), Outcome(TALK, records=(ReportMade(hers),))) == [(QUAKE.id, MEGUMI.id)]
    two = turn(incidents=(QUAKE, FIRE), check_ins=asked(QUAKE, FIRE))
    assert begun(two, Outcome(TALK, records=(ReportMade(own),))) == [(FIRE.id, MEGUMI.id)]


class TestOnASharedPhone:
    @staticmethod
    def begun(speaker: Person | None) -> list[tuple[str, str]]:
        said = turn(sharers=(MEGUMI, TARO), check_ins=asked(QUAKE) + asked(QUAKE, of=TARO))
        return begun(said, Outcome(replace(TALK, person=speaker.id if speaker else None)))

    def test_whoever_speaks_begins_alone(self) -> None:
        assert self.begun(TARO) == [(QUAKE.id, TARO.id)]

    def test_nobody_does_while_it_is_not_known_who(self) -> None:
        assert self.begun(None) == []


def test_what_the_topic_decided_stays_as_it_is() -> None:
    made = ReportMade(report(2, Condition.SAFE, about=TARO.id, source=Source.FAMILY))
    outcome = with_begun(turn(), Outcome(TALK.at(State.AWAITING_NEEDS), records=(made,), drill=True))
    assert outcome.records[0] is made
    assert (outcome.conversation.state, outcome.drill) == (State.AWAITING_NEEDS, True)


def test_silence_and_a_word_are_told_in_different_words() -> None:
    assert no_answer(begun=True) != no_answer(begun=False)


EARLIER = st.lists(
    st.sampled_from([report(1, None, needs=()), report(2, Condition.UNKNOWN, source=Source.FAMILY)]), max_size=2
)


@given(before=st.sampled_from(Progress), earlier=EARLIER, what=st.sampled_from(SAYINGS))
def test_whatever_is_said_progress_only_goes_forward_and_never_to_an_answer(
    before: Progress, earlier: Sequence[Report], what: Happening
) -> None:
    order = list(Progress)
    is_begun = bool(begun(turn(what, check_ins=asked(QUAKE, progress=before))))
    after = check_in_after((QUAKE.id, MEGUMI.id), before, earlier, began=is_begun).progress
    assert after is (Progress.ANSWERED if before is Progress.ANSWERED else Progress.BEGAN)
    assert order.index(after) >= order.index(before)
