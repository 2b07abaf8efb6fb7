"""Which consent is asked for, and when: the base offer once, at the start, never in the middle of a check-in."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.consents import Consent, RecipientKind
from bot.core.conversation import Offered, State
from bot.core.events import FollowStarted
from bot.core.requests import Circle
from bot.rules.offer_state import missing
from bot.rules.offering import first_offer
from tests.unit.topics.consent.stage import CITY, HANA, NOW, PLAN, QUAKE, SAFETY, Stage, consent, safe

BOTH = (consent(), consent("C2", recipient_kind=RecipientKind.SUPPORTER))


def asked(stage: Stage, *consents: Consent) -> Offered | None:
    shown = first_offer(stage.turn(FollowStarted()), Circle(HANA, consents=consents))
    return shown[1].offered if shown else None


def test_who_was_never_asked_is_asked_for_the_base_offer() -> None:
    shown = first_offer(Stage().turn(FollowStarted()), Circle(HANA))
    assert shown is not None
    replies, conversation = shown
    assert len(replies) == 2
    assert (conversation.state, conversation.offered) == (State.AWAITING_CONSENT, Offered("safety", "1", NOW))


@pytest.mark.parametrize(
    "consents",
    [
        BOTH,
        tuple(replace(each, refused=True) for each in BOTH),
        tuple(replace(each, withdrawn_at=NOW) for each in BOTH),
    ],
)
def test_whoever_gave_refused_or_stopped_it_is_not_asked_again(consents: tuple[Consent, ...]) -> None:
    assert asked(Stage(), *consents) is None


def test_a_new_recipient_and_an_end_are_asked_about() -> None:
    assert asked(Stage(), BOTH[0]) is not None
    assert asked(Stage(), BOTH[0], replace(BOTH[1], expires_at=NOW)) is not None


def test_a_plan_is_never_asked_about_at_the_start() -> None:
    assert asked(Stage(city=replace(CITY, offers=(PLAN,)))) is None
    assert asked(Stage(city=replace(CITY, offers=(PLAN, SAFETY)))) == Offered("safety", "1", NOW)


def test_a_check_in_comes_first() -> None:
    assert asked(Stage(incidents=(QUAKE,))) is None
    assert asked(Stage(incidents=(QUAKE,), check_ins=(safe(),))) is not None
    waiting = Stage()
    waiting.conversation = waiting.conversation.at(State.AWAITING_RELATIVE)
    assert asked(waiting) is None


def test_what_a_consent_covers_is_not_missing() -> None:
    family, supporter = SAFETY.grants
    assert missing(SAFETY, BOTH, NOW) == ()
    assert missing(SAFETY, (BOTH[0],), NOW) == (supporter,)
    narrow = replace(BOTH[0], items=frozenset(list(BOTH[0].items)[:1]))
    assert missing(SAFETY, (narrow, BOTH[1]), NOW) == (family,)
    assert missing(SAFETY, (BOTH[0], replace(BOTH[1], given_at=NOW + timedelta(days=1))), NOW) == (supporter,)
