"""Nobody hears of a silent day without a decision."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.core.consents import BY_LAW_ALONE, Item, Phase, RecipientKind
from bot.core.ids import PersonId
from bot.core.people import RelationKind
from bot.core.quiet_days import QuietDays, QuietState
from bot.core.records import Message
from bot.core.requests import Circle
from bot.rules.quiet_silence import told_of_quiet_silence
from tests.unit.rules.test_going import CIRCLE, HANA, KEN, NOW, SAID, TARO, YUKI, member

ARRANGED = QuietDays(HANA.id, QuietState.ON, 8, 2, YUKI.id, None, NOW)


def told(circle: Circle = CIRCLE, contact: PersonId = YUKI.id) -> tuple[Message, ...]:
    return told_of_quiet_silence(circle, replace(ARRANGED, contact=contact), 2, NOW, BY_LAW_ALONE, "0242-00-0000")


def test_the_contact_hears_it_and_she_hears_that_it_was_told() -> None:
    to_contact, to_her = told()
    (shown,) = to_contact.disclosures
    assert (to_contact.to, to_her.to) == (YUKI.id, HANA.id)
    assert (shown.about, shown.recipient) == (HANA.id, YUKI.id)
    assert shown.items == {Item.NAME, Item.CONDITION}
    assert (shown.incident, shown.ground, to_her.disclosures) == (None, "C1", ())


def test_nobody_else_hears_it() -> None:
    assert {each.to for each in told()} == {YUKI.id, HANA.id}
    assert told(contact=KEN.id) == (), "she never agreed that supporters hear how she is"
    assert told(contact=PersonId("stranger")) == ()


@given(
    block=st.booleans(),
    confirmed=st.booleans(),
    withdrawn=st.booleans(),
    reachable=st.booleans(),
    items=st.frozensets(st.sampled_from(Item)),
    kind=st.sampled_from(RelationKind),
    to=st.sampled_from(RecipientKind),
    phase=st.sampled_from(Phase),
)
def test_nobody_hears_of_a_silent_day_without_a_decision(
    *,
    block: bool,
    confirmed: bool,
    withdrawn: bool,
    reachable: bool,
    items: frozenset[Item],
    kind: RelationKind,
    to: RecipientKind,
    phase: Phase,
) -> None:
    contact = replace(member(TARO, kind, confirmed=confirmed), reachable=reachable)
    consent = replace(SAID, items=items, recipient_kind=to, phase=phase, withdrawn_at=NOW if withdrawn else None)
    circle = replace(
        CIRCLE, person=replace(HANA, disclosure_block=block), members=(contact,), consents=(consent,), going=()
    )
    same = {RelationKind.FAMILY: RecipientKind.FAMILY, RelationKind.SUPPORTER: RecipientKind.SUPPORTER}.get(kind)
    agreed = not withdrawn and to is same and phase is not Phase.EMERGENCY and {Item.NAME, Item.CONDITION} <= items
    may = agreed and confirmed and reachable and not block
    messages = told(circle, TARO.id)
    assert bool(messages) == may
    assert all(each.disclosures for each in messages if each.to != HANA.id)
