"""Which words are kept for staff to label, and whose of them they may read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.core.consents import Cadence, Consent, Item, Phase, Purpose, RecipientKind
from bot.core.conversation import Conversation, State
from bot.core.events import ButtonTapped, Event, Place, StickerSent, TextSaid
from bot.core.ids import ConversationId, EventId, PersonId
from bot.core.people import City, Person
from bot.core.records import TurnUnclear
from bot.core.taps import StartReport
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Condition, Intent, Understanding
from bot.rules.unclear import may_be_read, with_unclear

NOW = datetime(2026, 9, 1, tzinfo=UTC)
HANA = Person(PersonId("hana"), "会津 花子", None)
TALK = Conversation(ConversationId("line:hana"), HANA.id)
EVENT = Event(EventId("e1"), TALK.id, NOW - timedelta(minutes=1), TextSaid("あいやこえぇなし"))
UNSURE = Understanding(Intent.REPORT_STATUS, Condition.INJURED, confidence=0.4, unsure=True)


def turn(**changes: Any) -> Turn:
    whole = Turn(EVENT, NOW, TALK, City("会津若松市", "0242", "市"), HANA, understanding=UNSURE)
    return replace(whole, **changes)


def kept(**changes: Any) -> list[TurnUnclear]:
    records = with_unclear(turn(**changes), Outcome(TALK)).records
    return [each for each in records if isinstance(each, TurnUnclear)]


def test_what_is_unsure_is_kept_with_the_guess_and_without_a_word_of_it() -> None:
    (unclear,) = kept()
    assert unclear.id == turn().new_id("unclear")
    assert (unclear.event, unclear.conversation, unclear.person, unclear.said_at) == (
        EVENT.id,
        TALK.id,
        HANA.id,
        EVENT.occurred_at,
    )
    assert (unclear.intent, unclear.condition, unclear.confidence) == (Intent.REPORT_STATUS, Condition.INJURED, 0.4)
    assert "こえぇ" not in repr(unclear)


@pytest.mark.parametrize(
    ("understood", "is_kept"),
    [
        (Understanding(Intent.OUT_OF_SCOPE, confidence=0.59), True),
        (Understanding(Intent.OUT_OF_SCOPE, confidence=0.6), False),
        (Understanding(Intent.REPORT_STATUS, Condition.SAFE, confidence=0.2), False),
        (Understanding(Intent.GREET, confidence=0.9, unsure=True), True),
        (None, False),
    ],
)
def test_what_is_clear_is_not_kept(understood: Understanding | None, is_kept: bool) -> None:
    assert bool(kept(understanding=understood)) is is_kept


def test_what_the_topic_decided_stays_as_it_is() -> None:
    outcome = with_unclear(turn(), Outcome(TALK.at(State.AWAITING_CONDITION), drill=True))
    assert (outcome.conversation.state, outcome.drill, len(outcome.records)) == (State.AWAITING_CONDITION, True, 1)


@pytest.mark.parametrize(
    "changes",
    [
        {"person": None},
        {"person": replace(HANA, disclosure_block=True)},
        {"sharers": (HANA, replace(HANA, id=PersonId("taro")))},
        {"event": replace(EVENT, place=Place.GROUP)},
        {"event": replace(EVENT, what=TextSaid(" \n"))},
        {"event": replace(EVENT, what=StickerSent(("無事",)))},
        {"event": replace(EVENT, what=ButtonTapped(StartReport()))},
    ],
)
def test_of_strangers_groups_shared_phones_and_the_protected_nothing_is_kept(changes: dict[str, Any]) -> None:
    assert kept(**changes) == []


@pytest.mark.parametrize(
    "state",
    [
        State.AWAITING_NAME,
        State.AWAITING_SPEAKER,
        State.AWAITING_RELATIVE,
        State.AWAITING_PLACE,
        State.AWAITING_LINK,
    ],
)
def test_names_places_and_codes_that_were_asked_for_are_not_kept(state: State) -> None:
    assert kept(conversation=TALK.at(state)) == []
    assert kept(conversation=TALK.at(State.AWAITING_CONDITION)) != []


def consent(**changes: Any) -> Consent:
    given = Consent(
        id="C1",
        person=HANA.id,
        purpose=Purpose.SAFETY_SHARING,
        items=frozenset({Item.CONDITION}),
        recipient_kind=RecipientKind.FAMILY,
        recipient=None,
        phase=Phase.BOTH,
        cadence=Cadence.ONCE,
        given_at=NOW - timedelta(days=1),
    )
    return replace(given, **changes)


def test_words_may_be_read_while_the_base_consent_stands() -> None:
    assert may_be_read(HANA, [consent()], NOW)
    assert may_be_read(HANA, [consent(withdrawn_at=NOW), consent(id="C2")], NOW)


@pytest.mark.parametrize(
    "changes",
    [
        {"withdrawn_at": NOW},
        {"expires_at": NOW},
        {"refused": True},
        {"held_back": True},
        {"given_at": NOW + timedelta(seconds=1)},
        {"purpose": Purpose.PLAN_DRAFTING},
        {"person": PersonId("somebody else")},
    ],
)
def test_a_consent_that_does_not_stand_now_opens_nothing(changes: dict[str, Any]) -> None:
    assert not may_be_read(HANA, [consent(**changes)], NOW)
    assert not may_be_read(HANA, [], NOW)


def test_of_somebody_under_a_disclosure_block_nothing_is_read_whatever_they_agreed_to() -> None:
    assert not may_be_read(replace(HANA, disclosure_block=True), [consent()], NOW)
