"""民生委員: an own capacity, by what was agreed for them and in a declared emergency; no leader and no staff."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.consents import DisclosureRules, Item, Ordinance, RecipientKind, WithoutConsent
from bot.core.people import Office, Person, Role
from bot.rules.consent import EMERGENCY_LIST, Allowed, Denied, Recipient, decide, disclosed
from bot.rules.consent.lasting import Lost, Standing, lost
from tests.unit.rules.test_consent import (
    CHIEF,
    EMERGENCY,
    HANAKO,
    HERE,
    ITEMS,
    NOW,
    PEACE,
    THERE,
    consent,
    question,
)

_KIND = RecipientKind.COMMISSIONER
SERVES = Role(Office.WELFARE_COMMISSIONER, HERE)
COMMISSIONER = Recipient(CHIEF, roles=(SERVES,))
BOTH = Recipient(CHIEF, roles=(Role(Office.LEADER, HERE), SERVES))
_WIDE = ITEMS | {Item.NEEDS}
_LIST = frozenset({Item.NAME, Item.CONTACT})


def test_sees_what_was_agreed_for_commissioners_and_the_ledger_says_as_what() -> None:
    asked = question(COMMISSIONER, consent(_KIND))
    decision = decide(asked)
    assert decision == Allowed(ITEMS, "C1", _KIND)
    assert isinstance(decision, Allowed)
    assert disclosed(asked, decision, ITEMS, None).recipient_kind is _KIND


@pytest.mark.parametrize("kind", [each for each in RecipientKind if each not in (_KIND, RecipientKind.PERSON)])
def test_what_was_agreed_for_others_opens_nothing(kind: RecipientKind) -> None:
    assert decide(question(COMMISSIONER, consent(kind))) == Denied("no_consent")


def test_one_commissioner_or_one_district_may_be_named() -> None:
    assert isinstance(decide(question(COMMISSIONER, consent(_KIND, recipient=CHIEF.id))), Allowed)
    assert isinstance(decide(question(COMMISSIONER, consent(_KIND, recipient=HERE))), Allowed)
    assert isinstance(decide(question(COMMISSIONER, consent(_KIND, recipient="P9"))), Denied)


def test_the_commissioner_of_another_district_is_nobody() -> None:
    elsewhere = Recipient(CHIEF, roles=(replace(SERVES, district=THERE),))
    assert decide(question(elsewhere, consent(_KIND))) == Denied("no_relation")


def test_a_declared_emergency_opens_the_necessary_to_those_whom_it_names() -> None:
    asked = question(COMMISSIONER, moment=replace(PEACE, emergencies=(EMERGENCY,)), items=ITEMS | {Item.HEALTH})
    assert decide(asked) == Allowed(ITEMS, EMERGENCY_LIST, _KIND, EMERGENCY.until, emergency=EMERGENCY.id)
    leaders_alone = replace(EMERGENCY, recipients=frozenset({RecipientKind.ASSOCIATION}))
    assert isinstance(decide(replace(asked, moment=replace(PEACE, emergencies=(leaders_alone,)))), Denied)
    assert isinstance(decide(replace(asked, moment=replace(asked.moment, drill=True))), Denied)


def test_nobody_under_a_disclosure_block_is_seen_even_then() -> None:
    hidden = replace(HANAKO, disclosure_block=True)
    moment = replace(PEACE, emergencies=(EMERGENCY,))
    assert decide(question(COMMISSIONER, consent(_KIND), subject=hidden, moment=moment)) == Denied("disclosure_block")


@pytest.mark.parametrize("refused", [_KIND, RecipientKind.ASSOCIATION])
def test_an_opt_out_ordinance_ends_with_a_refusal_of_either(refused: RecipientKind) -> None:
    rules = DisclosureRules(of_list=Ordinance(WithoutConsent.OPT_OUT, "令和7年条例第14号"))
    listed = replace(HANAKO, support_needed=True)
    asked = question(COMMISSIONER, subject=listed, items=_LIST, moment=replace(PEACE, rules=rules))
    assert decide(asked) == Allowed(_LIST, "条例 令和7年条例第14号", _KIND)
    assert isinstance(decide(replace(asked, consents=(consent(refused, refused=True),))), Denied)


def test_who_holds_both_offices_sees_what_either_may_and_as_that() -> None:
    as_leader = consent(RecipientKind.ASSOCIATION)
    wider = consent(_KIND, id="C2", items=_WIDE)
    assert decide(question(BOTH, as_leader)) == Allowed(ITEMS, "C1", RecipientKind.ASSOCIATION)
    assert decide(question(BOTH, as_leader, wider, items=_WIDE)) == Allowed(_WIDE, "C2", _KIND)


@given(
    st.lists(st.sampled_from([RecipientKind.ASSOCIATION, _KIND]), max_size=2, unique=True), st.booleans(), st.booleans()
)
def test_both_offices_never_open_less_than_one_and_never_more_than_either(
    kinds: list[RecipientKind], declared: bool, hidden: bool
) -> None:
    given_ = [consent(each, id=each, items=_WIDE if each is _KIND else ITEMS) for each in kinds]
    moment = replace(PEACE, emergencies=(EMERGENCY,) if declared else ())
    changes = {"subject": replace(HANAKO, disclosure_block=hidden), "moment": moment, "items": _WIDE}

    def opens(recipient: Recipient) -> frozenset[Item]:
        decision = decide(question(recipient, *given_, **changes))
        return decision.items if isinstance(decision, Allowed) else frozenset()

    alone = [opens(Recipient(CHIEF, roles=(role,))) for role in BOTH.roles]
    assert opens(BOTH) == max(alone, key=len)


def test_a_letter_that_waited_does_not_go_to_who_is_commissioner_no_more() -> None:
    asked = question(COMMISSIONER, consent(_KIND))
    decision = decide(asked)
    assert isinstance(decision, Allowed)
    row = disclosed(asked, decision, ITEMS, None)
    standing = Standing(NOW, NOW, HANAKO, roles=(SERVES,), consents=(consent(_KIND),))
    assert lost(row, standing) is None
    assert lost(row, replace(standing, roles=(Role(Office.LEADER, HERE),))) is Lost.STRANGER
    assert lost(row, replace(standing, subject=Person(HANAKO.id, "", THERE))) is Lost.STRANGER
