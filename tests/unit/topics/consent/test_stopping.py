"""A consent is stopped at once, by the person alone; right after it can come back exactly as it was."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.consents import Cadence, Consent, Mark, Origin, Phase, Proxy, RecipientKind, Terms, Way
from bot.core.conversation import State
from bot.core.language import Language
from bot.core.records import CadenceChosen, ConsentStated, ConsentWithdrawn
from bot.core.taps import ChooseCadence, RestoreConsent, ShowConsents, WithdrawConsent
from tests.unit.topics.consent.stage import HANA, MEGUMI, NOW, QUAKE, Stage, consent, keys

TERMS = Terms("safety", "1", "digest-ja", Language.JAPANESE, NOW)
BY_DAUGHTER = Proxy(MEGUMI.id, "娘", Way.PAPER, Mark.PROXY)


def having(*consents: Consent) -> Stage:
    stage = Stage()
    stage.world.consents = list(consents)
    return stage


def test_a_withdrawal_counts_from_this_moment() -> None:
    stage = having(consent())
    outcome = stage.taps(WithdrawConsent("C1"))
    assert outcome.records == (ConsentWithdrawn("C1", HANA.id, stage.now),)
    assert keys(outcome) == ["consent.stop.header"]
    assert keys(stage.taps(ShowConsents())) == ["consent.none"]


def test_one_line_stopped_stops_whatever_else_shows_the_same_to_them() -> None:
    """A file may hold a consent for the daughter by name beside one for the family: she must not go on seeing."""
    stage = having(
        consent("C1"),
        consent("C2", recipient=MEGUMI.id),
        consent("C3", phase=Phase.EMERGENCY),
        consent("C4", recipient_kind=RecipientKind.SUPPORTER),
    )
    outcome = stage.taps(WithdrawConsent("C2"))
    ended = {each.consent for each in outcome.records if isinstance(each, ConsentWithdrawn)}
    assert ended == {"C1", "C2", "C3"}


def test_it_leaves_the_question_of_a_check_in_open() -> None:
    stage = Stage(incidents=(QUAKE,))
    stage.world.consents = [consent()]
    stage.conversation = stage.conversation.at(State.AWAITING_WHEREABOUTS, incident=QUAKE.id)
    stage.taps(WithdrawConsent("C1"))
    assert stage.conversation.state is State.AWAITING_WHEREABOUTS


@pytest.mark.parametrize(
    ("others", "key"),
    [
        (consent(person=MEGUMI.id), "consent.stop.unknown"),
        (consent("C2"), "consent.stop.unknown"),
        (consent(withdrawn_at=NOW - timedelta(days=1)), "consent.stop.is_over"),
        (consent(expires_at=NOW), "consent.stop.is_over"),
        (consent(refused=True), "consent.stop.is_over"),
    ],
)
def test_what_is_not_ones_own_or_does_not_stand_is_answered_kindly(others: Consent, key: str) -> None:
    outcome = having(others).taps(WithdrawConsent("C1"))
    assert keys(outcome)[0] == key
    assert outcome.records == ()


def test_what_was_stopped_comes_back_as_a_new_consent_with_the_same_content() -> None:
    stage = having(consent(cadence=Cadence.EVERY_TIME, terms=TERMS, proxy=BY_DAUGHTER))
    stage.taps(WithdrawConsent("C1"))
    stage.taps(RestoreConsent("C1"))
    old, new = stage.world.consents
    assert old.withdrawn_at is not None
    assert new.id not in ("C1", "")
    same = replace(old, id=new.id, given_at=stage.now, withdrawn_at=None, proxy=None, origin=Origin.CHAT)
    assert new == same


@pytest.mark.parametrize(
    "old",
    [
        consent(withdrawn_at=NOW - timedelta(days=2)),
        consent(withdrawn_at=NOW, refused=True),
        consent(withdrawn_at=NOW, expires_at=NOW),
        consent(withdrawn_at=NOW, withdrawn_by=MEGUMI.id),
        consent(withdrawn_at=NOW, person=MEGUMI.id),
        consent("C2", withdrawn_at=NOW),
    ],
)
def test_what_is_long_over_or_was_never_ones_own_yes_does_not_come_back(old: Consent) -> None:
    outcome = having(old).taps(RestoreConsent("C1"))
    assert keys(outcome) == ["consent.restore.cannot"]
    assert outcome.records == ()


def test_a_newer_no_to_the_same_is_not_undone() -> None:
    newer = consent("C2", given_at=NOW + timedelta(seconds=30), refused=True)
    assert having(consent(withdrawn_at=NOW), newer).taps(RestoreConsent("C1")).records == ()


def test_restored_twice_it_is_given_once() -> None:
    stage = having(consent())
    stage.taps(WithdrawConsent("C1"))
    stage.taps(RestoreConsent("C1"))
    assert keys(stage.taps(RestoreConsent("C1")))[0] == "consent.offer.already"
    assert len(stage.world.consents) == 2


def test_the_cadence_is_chosen_for_all_consents() -> None:
    stage = having(consent(), consent("C2", recipient_kind=RecipientKind.SUPPORTER))
    assert keys(stage.taps(ChooseCadence())) == ["consent.cadence.which"]
    outcome = stage.taps(ChooseCadence(Cadence.EVERY_TIME))
    assert outcome.records == (CadenceChosen(HANA.id, Cadence.EVERY_TIME, stage.now),)
    assert {each.cadence for each in stage.world.consents} == {Cadence.EVERY_TIME}


def test_without_a_consent_there_is_no_cadence_to_choose() -> None:
    outcome = having().taps(ChooseCadence(Cadence.EVERY_TIME))
    assert keys(outcome) == ["consent.cadence.needs_consent", "consent.none"]
    assert outcome.records == ()


def test_nothing_here_is_given_by_stopping() -> None:
    stage = having(consent())
    assert not any(isinstance(each, ConsentStated) for each in stage.taps(WithdrawConsent("C1")).records)
