"""The contact hears that a 見守り has ended, where they may, and nobody else does."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.core.consents import BY_LAW_ALONE, Item, Phase, RecipientKind
from bot.core.ids import PersonId
from bot.core.people import RelationKind
from bot.core.records import Message
from bot.core.replies import Say
from bot.core.requests import Circle
from bot.rules.quiet_contact import told_of_end
from tests.unit.rules.test_going import CIRCLE, HANA, KEN, NOW, SAID, TARO, YUKI, member


def told(circle: Circle = CIRCLE, contact: PersonId = YUKI.id) -> tuple[Message, ...]:
    return told_of_end(circle, contact, NOW, BY_LAW_ALONE)


def test_the_contact_hears_that_it_has_ended_and_the_ledger_has_it() -> None:
    (message,) = told()
    (said,) = message.replies
    assert isinstance(said, Say)
    assert (message.to, said.text.key, message.drill) == (YUKI.id, "quiet.ended", False)
    (shown,) = message.disclosures
    assert (shown.about, shown.recipient, shown.items) == (HANA.id, YUKI.id, frozenset({Item.NAME}))


def test_a_stranger_hears_nothing() -> None:
    assert told(contact=KEN.id) == told(contact=PersonId("stranger")) == ()


@given(
    block=st.booleans(),
    confirmed=st.booleans(),
    withdrawn=st.booleans(),
    reachable=st.booleans(),
    kind=st.sampled_from(RelationKind),
    to=st.sampled_from(RecipientKind),
    phase=st.sampled_from(Phase),
)
def test_nobody_hears_of_the_end_without_a_decision(
    *,
    block: bool,
    confirmed: bool,
    withdrawn: bool,
    reachable: bool,
    kind: RelationKind,
    to: RecipientKind,
    phase: Phase,
) -> None:
    """Who was an angry husband when the consent was stopped is not told anything of her any more."""
    contact = replace(member(TARO, kind, confirmed=confirmed), reachable=reachable)
    consent = replace(SAID, recipient_kind=to, phase=phase, withdrawn_at=NOW if withdrawn else None)
    person = replace(HANA, disclosure_block=block)
    circle = replace(CIRCLE, person=person, members=(contact,), consents=(consent,), going=())
    same = {RelationKind.FAMILY: RecipientKind.FAMILY, RelationKind.SUPPORTER: RecipientKind.SUPPORTER}.get(kind)
    agreed = not withdrawn and to is same and phase is not Phase.EMERGENCY
    messages = told(circle, TARO.id)
    assert bool(messages) == (agreed and confirmed and reachable and not block)
    assert all(each.disclosures for each in messages)
