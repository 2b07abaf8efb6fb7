"""Whoever is not known here is told how to be; on a shared phone it is asked first who speaks."""

import pytest

from bot.core.conversation import State
from bot.core.replies import Ask, Choice
from bot.core.taps import (
    Answer,
    AnswerOffer,
    ChooseSpeaker,
    ShowConsents,
    ShowDisclosures,
    StartLinking,
    Tap,
    WithdrawConsent,
)
from tests.unit.topics.consent.stage import HANA, MEGUMI, Stage, consent, keys

TAPS = (ShowConsents(), ShowDisclosures(), WithdrawConsent("C1"), AnswerOffer("safety", "1", Answer.YES))


@pytest.mark.parametrize("tap", TAPS, ids=lambda each: type(each).__name__)
def test_somebody_unknown_is_told_how_to_be_linked_and_nothing_happens(tap: Tap) -> None:
    stage = Stage(person=None).offered()
    stage.world.consents = [consent()]
    outcome = stage.taps(tap)
    assert (keys(outcome), outcome.records) == (["consent.not_linked"], ())
    assert (stage.conversation.state, stage.conversation.offered) == (State.IDLE, None)
    assert first_button(outcome.replies[0]) == StartLinking()


@pytest.mark.parametrize("words", ["同意を確認", "だれが見た", "娘に知らせないで"])
def test_in_words_too(words: str) -> None:
    assert keys(Stage(person=None).says(words)) == ["consent.not_linked"]


def test_on_a_shared_phone_it_is_asked_who_speaks() -> None:
    stage = Stage(person=None, sharers=(HANA, MEGUMI))
    outcome = stage.taps(ShowConsents())
    assert keys(outcome) == ["sharing.who_speaks"]
    assert outcome.records == ()


def test_words_that_one_of_them_was_shown_count_for_nobody_else() -> None:
    stage = Stage(person=HANA, sharers=(HANA, MEGUMI)).offered()
    stage.taps(ChooseSpeaker(MEGUMI.id))
    stage.person = MEGUMI
    assert keys(stage.taps(AnswerOffer("safety", "1", Answer.YES)))[0] == "consent.offer.read_first"
    assert stage.world.consents == []


def first_button(reply: object) -> Tap:
    assert isinstance(reply, Ask)
    first = reply.choices[0]
    assert isinstance(first, Choice)
    return first.tap
