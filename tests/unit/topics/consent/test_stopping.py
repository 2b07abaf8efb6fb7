"""A consent is stopped at once, by the person alone; right after it can come back exactly as it was."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.consents import Cadence, Consent, Mark, Origin, Phase, Proxy, RecipientKind, Terms, Way
from bot.core.conversation import State
from bot.core.events import Channel
from bot.core.ids import PersonId
from bot.core.language import Language
from bot.core.people import Office, Person, Relation, RelationKind, Role
from bot.core.records import CadenceChosen, ConsentStated, ConsentWithdrawn, NoticeKind, NoticeRaised
from bot.core.replies import Card, text
from bot.core.taps import ChooseCadence, RestoreConsent, ShowConsents, TellFamilyOfEnd, WithdrawConsent
from bot.core.turn import Outcome
from bot.storage.memory.world import Account
from tests.transcripts.showing import shown
from tests.transcripts.stage import book
from tests.unit.topics.consent.stage import HANA, MEGUMI, NORTH, NOW, QUAKE, Stage, consent, keys

NEIGHBOUR = Person(PersonId("neighbour"), "鈴木 健", NORTH)
LEADER = Person(PersonId("leader"), "佐藤 勇", NORTH)

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


def around(*more: Relation, person: Person = HANA) -> Stage:
    """Her daughter, her neighbour who supports her, and the leader of the north."""
    stage = Stage(person=person)
    stage.world.people |= {each.id: each for each in (person, NEIGHBOUR, LEADER)}
    neighbour = Relation(HANA.id, NEIGHBOUR.id, RelationKind.SUPPORTER, "隣人", confirmed=True)
    stage.world.relations = [*stage.world.relations, neighbour, *more]
    stage.world.roles = [(LEADER.id, Role(Office.LEADER, NORTH))]
    stage.world.accounts += [Account(Channel.LINE, each.id, each.id) for each in (NEIGHBOUR, LEADER)]
    stage.world.consents = [
        consent(kind, recipient_kind=kind)
        for kind in (RecipientKind.FAMILY, RecipientKind.SUPPORTER, RecipientKind.ASSOCIATION)
    ]
    return stage


def labels(outcome: Outcome) -> list[str]:
    (card,) = outcome.replies
    assert isinstance(card, Card)
    return [each.label.key for each in card.buttons]


@pytest.mark.parametrize(
    ("stopped", "told"),
    [
        (RecipientKind.SUPPORTER, {NEIGHBOUR.id}),
        (RecipientKind.ASSOCIATION, {LEADER.id}),
        (RecipientKind.FAMILY, set()),
    ],
)
def test_helpers_hear_that_it_has_ended_and_family_does_not(stopped: RecipientKind, told: set[PersonId]) -> None:
    outcome = around().taps(WithdrawConsent(stopped))
    assert {each.to for each in outcome.messages} == told
    assert all(each.disclosures == () for each in outcome.messages)
    assert ("consent.button.tell_family" in labels(outcome)) is (stopped is RecipientKind.FAMILY)


def test_what_they_are_told_holds_nothing_of_the_person() -> None:
    (told,) = around().taps(WithdrawConsent(RecipientKind.SUPPORTER)).messages
    for language in Language:
        words = " ".join(shown(told.replies, book(), language, drill=False))
        assert not [part for part in HANA.name.split() if part in words]
        assert book().say(text("consent.purpose.safety_sharing"), language) in words


def test_family_hears_of_it_when_the_person_taps_and_only_right_after() -> None:
    stage = around()
    stage.taps(WithdrawConsent(RecipientKind.FAMILY))
    told = stage.taps(TellFamilyOfEnd(RecipientKind.FAMILY))
    assert [each.to for each in told.messages] == [MEGUMI.id]
    assert keys(told) == ["consent.tell.done"]
    again = stage.taps(TellFamilyOfEnd(RecipientKind.FAMILY))
    assert [each.once for each in again.messages] == [each.once for each in told.messages]
    late = stage.taps(TellFamilyOfEnd(RecipientKind.FAMILY), after=2 * 24 * 60)
    assert (keys(late)[0], late.messages) == ("consent.tell.cannot", ())


def test_what_was_given_again_or_never_stopped_is_told_to_nobody() -> None:
    stage = around()
    assert stage.taps(TellFamilyOfEnd(RecipientKind.FAMILY)).messages == ()
    stage.taps(WithdrawConsent(RecipientKind.FAMILY))
    stage.taps(RestoreConsent(RecipientKind.FAMILY))
    assert stage.taps(TellFamilyOfEnd(RecipientKind.FAMILY)).messages == ()
    assert stage.taps(TellFamilyOfEnd("nobody's")).messages == ()


def test_a_husband_who_is_also_the_supporter_hears_of_it_only_if_she_taps() -> None:
    stage = around(Relation(HANA.id, NEIGHBOUR.id, RelationKind.FAMILY, "夫"))
    outcome = stage.taps(WithdrawConsent(RecipientKind.SUPPORTER))
    assert outcome.messages == ()
    assert "consent.button.tell_family" in labels(outcome)
    told = stage.taps(TellFamilyOfEnd(RecipientKind.SUPPORTER)).messages
    assert [each.to for each in told] == [NEIGHBOUR.id]


def test_of_somebody_under_a_disclosure_block_nobody_hears_anything() -> None:
    stage = around(person=replace(HANA, disclosure_block=True))
    for kind in (RecipientKind.SUPPORTER, RecipientKind.ASSOCIATION, RecipientKind.FAMILY):
        outcome = stage.taps(WithdrawConsent(kind))
        assert outcome.messages == ()
        assert labels(outcome) == ["consent.button.restore", "consent.button.list"]
    assert stage.taps(TellFamilyOfEnd(RecipientKind.FAMILY)).messages == ()


def test_it_lasts_and_so_it_carries_no_mark_of_the_drill_in_which_it_was_stopped() -> None:
    stage = around()
    stage.incidents = (replace(QUAKE, drill=True),)
    stopped = stage.taps(WithdrawConsent(RecipientKind.SUPPORTER))
    assert [stopped.drill, *(each.drill for each in stopped.messages)] == [False, False]


def test_stopped_given_back_and_stopped_again_on_one_day_is_one_letter() -> None:
    stage = around()
    (first,) = stage.taps(WithdrawConsent(RecipientKind.SUPPORTER)).messages
    stage.taps(RestoreConsent(RecipientKind.SUPPORTER))
    (back,) = [each for each in stage.world.consents if each.id != RecipientKind.SUPPORTER and is_back(each)]
    (second,) = stage.taps(WithdrawConsent(back.id)).messages
    assert first.once == second.once


def is_back(each: Consent) -> bool:
    return each.recipient_kind is RecipientKind.SUPPORTER and each.withdrawn_at is None


def test_the_city_itself_has_a_notice_instead_of_a_letter() -> None:
    stage = around()
    stage.world.consents.append(consent("city", recipient_kind=RecipientKind.CITY))
    outcome = stage.taps(WithdrawConsent("city"))
    assert outcome.messages == ()
    (raised,) = [each for each in outcome.records if isinstance(each, NoticeRaised)]
    assert (raised.kind, raised.about, raised.words) == (NoticeKind.CONSENT_ENDED, HANA.id, None)
