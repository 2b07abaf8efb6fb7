"""A yes is a consent only to the words that were shown, while they are the question; every grant stays separate."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.consents import Cadence, Origin, Phase, RecipientKind, Terms
from bot.core.conversation import Offered, State
from bot.core.language import Language
from bot.core.records import ConsentStated
from bot.core.reports import Source
from bot.core.taps import Answer, AnswerOffer, ShowOffer
from bot.topics.consent.yes_or_no import says_no, says_yes
from tests.unit.topics.consent.stage import CITY, MEGUMI, NOW, QUAKE, SAFETY, SHOWN, Stage, consent, keys, safe

YES, NO = AnswerOffer("safety", "1", Answer.YES), AnswerOffer("safety", "1", Answer.NO)


def stated(stage: Stage) -> list[tuple[RecipientKind, bool]]:
    return [(each.recipient_kind, each.refused) for each in stage.world.consents]


def test_each_grant_becomes_a_consent_of_its_own_with_the_words_that_were_shown() -> None:
    stage = Stage().offered()
    outcome = stage.taps(YES)
    family, supporter = stage.world.consents
    assert family.id != supporter.id
    assert (family.phase, supporter.phase) == (Phase.BOTH, Phase.EMERGENCY)
    assert family.terms == Terms("safety", "1", "digest-ja", Language.JAPANESE, NOW)
    assert (family.given_at, family.expires_at) == (stage.now, stage.now + timedelta(days=365))
    assert (family.origin, family.cadence, family.refused) == (Origin.CHAT, Cadence.ONCE, False)
    assert (outcome.conversation.state, outcome.conversation.offered) == (State.IDLE, None)
    assert keys(outcome) == ["consent.receipt.header"]


def test_the_same_tap_decided_twice_gives_the_same_consents() -> None:
    first, second = Stage().offered(), Stage().offered()
    assert first.taps(YES).records == second.taps(YES).records


@pytest.mark.parametrize("words", ["はい", "はい。", "はい、お願いします", "提供します", "YES", "I agree", "うん"])
def test_a_bare_yes_to_the_open_question_counts(words: str) -> None:
    stage = Stage().offered()
    stage.says(words)
    assert stated(stage) == [(RecipientKind.FAMILY, False), (RecipientKind.SUPPORTER, False)]


@pytest.mark.parametrize("words", ["いいえ", "今はしません", "同意しません", "No, thank you"])
def test_a_no_is_kept_as_a_refusal(words: str) -> None:
    stage = Stage().offered()
    assert keys(stage.says(words)) == ["consent.no.kept"]
    assert stated(stage) == [(RecipientKind.FAMILY, True), (RecipientKind.SUPPORTER, True)]
    assert {each.expires_at for each in stage.world.consents} == {None}


@pytest.mark.parametrize(
    "words", ["いいです", "大丈夫です", "はい、でも娘だけ", "まあまあ", "はい?", "分かりました", "それは何ですか"]
)
def test_what_may_mean_something_else_is_no_consent(words: str) -> None:
    stage = Stage().offered()
    stage.says(words)
    assert stage.world.consents == []


def test_silence_is_no_answer() -> None:
    stage = Stage()
    stage.taps(ShowOffer())
    assert stage.world.consents == []
    assert stage.conversation.state is State.AWAITING_CONSENT


def test_a_yes_without_an_offer_is_none() -> None:
    stage = Stage()
    stage.says("はい")
    assert stage.world.consents == []


def test_a_yes_after_something_else_was_said_is_asked_about_again() -> None:
    stage = Stage().offered()
    stage.says("ありがとう")
    assert keys(stage.says("はい")) == ["consent.offer.press"]
    assert stage.world.consents == []
    stage.taps(YES)
    assert len(stage.world.consents) == 2


def test_a_yes_long_after_the_words_is_asked_about_again() -> None:
    stage = Stage().offered()
    assert keys(stage.says("はい", after=31)) == ["consent.offer.press"]
    assert stage.world.consents == []


def test_a_yes_from_before_the_words_were_shown_is_none() -> None:
    """Redelivery breaks the order of events (line.md 1.7)."""
    stage = Stage().offered()
    stage.says("はい", happened=NOW - timedelta(minutes=1))
    assert stage.world.consents == []


def test_a_yes_after_an_incident_began_answers_the_incident() -> None:
    stage = Stage(incidents=(QUAKE,)).offered()
    assert keys(stage.says("はい")) == ["check_in.unsure"]
    assert stage.world.consents == []


def test_a_yes_after_the_daughter_answered_for_her_is_no_consent() -> None:
    """She was told so meanwhile, and may be saying yes to that."""
    earlier = replace(QUAKE, opened_at=NOW - timedelta(days=1))
    by_daughter = safe(earlier, source=Source.FAMILY, reporter=MEGUMI.id, said_at=NOW + timedelta(seconds=30))
    stage = Stage(incidents=(earlier,), check_ins=(by_daughter,)).offered()
    stage.says("はい")
    assert stage.world.consents == []


@pytest.mark.parametrize("offered", [Offered("safety", "0", NOW), Offered("plan", "1", NOW), None])
def test_a_tap_on_words_that_were_not_shown_here_shows_them_first(offered: Offered | None) -> None:
    stage = Stage()
    stage.conversation = replace(stage.conversation, offered=offered)
    outcome = stage.taps(YES)
    assert keys(outcome) == ["consent.offer.read_first", "consent.offer.header", "consent.offer.question"]
    assert outcome.records == ()
    assert outcome.conversation.offered == replace(SHOWN, shown_at=stage.now)


def test_a_yes_to_words_that_the_city_has_changed_since_is_none() -> None:
    stage = Stage(city=replace(CITY, offers=(replace(SAFETY, version="2"),))).offered()
    outcome = stage.taps(YES)
    assert keys(outcome)[0] == "consent.offer.read_first"
    assert stage.world.consents == []
    assert outcome.conversation.offered == Offered("safety", "2", stage.now)


def test_a_yes_in_words_to_changed_words_is_none() -> None:
    stage = Stage(city=replace(CITY, offers=(replace(SAFETY, version="2"),))).offered()
    assert keys(stage.says("はい"))[0] == "consent.offer.read_first"
    assert stage.world.consents == []


def test_an_offer_that_is_no_more_is_answered_kindly() -> None:
    stage = Stage().offered()
    assert keys(stage.taps(AnswerOffer("gone", "1", Answer.YES))) == ["consent.offer.nothing", "consent.none"]
    assert stage.world.consents == []


def test_an_old_no_takes_nothing_away() -> None:
    stage = Stage()
    stage.world.consents = [consent()]
    assert keys(stage.taps(NO)) == ["consent.no.as_it_was"]
    assert stage.world.consents == [consent()]


def test_only_what_is_missing_is_given() -> None:
    stage = Stage().offered()
    stage.world.consents = [consent(cadence=Cadence.EVERY_TIME)]
    stage.taps(YES)
    old, new = stage.world.consents
    assert old == consent(cadence=Cadence.EVERY_TIME)
    assert (new.recipient_kind, new.cadence) == (RecipientKind.SUPPORTER, Cadence.EVERY_TIME)


def test_a_consent_for_one_relative_does_not_stand_for_the_family() -> None:
    stage = Stage().offered()
    stage.world.consents = [consent(recipient=MEGUMI.id)]
    stage.taps(YES)
    assert [each.recipient for each in stage.world.consents if each.recipient_kind is RecipientKind.FAMILY] == [
        MEGUMI.id,
        None,
    ]


def test_in_another_language_the_words_are_shown_again_and_count_in_that_one() -> None:
    stage = Stage().offered()
    assert keys(stage.says("English")) == ["language.chosen", "consent.offer.header", "consent.offer.question"]
    stage.says("yes")
    assert {each.terms.language for each in stage.world.consents if each.terms} == {Language.ENGLISH}
    assert {each.terms.sha256 for each in stage.world.consents if each.terms} == {"digest-en"}


def test_a_language_without_its_own_words_shows_the_japanese_and_says_so_in_the_record() -> None:
    stage = Stage()
    stage.conversation = replace(stage.conversation, language=Language.PLAIN_JAPANESE)
    stage.taps(ShowOffer("safety"))
    (first, *_) = stage.taps(YES).records
    assert isinstance(first, ConsentStated)
    assert first.consent.terms is not None
    assert first.consent.terms.language is Language.JAPANESE


def test_a_button_below_words_in_an_earlier_language_shows_them_anew() -> None:
    stage = Stage().offered()
    stage.says("ありがとう")
    stage.says("English")
    assert keys(stage.taps(YES))[0] == "consent.offer.read_first"
    assert stage.world.consents == []


@given(st.text(max_size=30) | st.sampled_from(["はい", "いいえ", "提供します", "I agree", "無事です", "たすけて"]))
def test_whatever_is_written_only_a_bare_yes_gives_and_only_a_bare_no_refuses(words: str) -> None:
    stage = Stage().offered()
    stage.says(words)
    assert {each.refused for each in stage.world.consents} == (
        {False} if says_yes(words) else {True} if says_no(words) else set()
    )
