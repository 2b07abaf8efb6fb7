"""The decision of standards.md 2.6, row by row, and that nothing undecided ever gets through (promise 2)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.consents import (
    Cadence,
    Consent,
    DisclosureRules,
    Item,
    Ordinance,
    Phase,
    Purpose,
    RecipientKind,
    WithoutConsent,
)
from bot.core.ids import DistrictId, PersonId
from bot.core.incidents import Emergency
from bot.core.people import Office, Person, RelationKind, Role
from bot.rules.consent import (
    EMERGENCY_LIST,
    EMERGENCY_PLAN,
    NECESSARY,
    ON_THE_LIST,
    ORDINANCE,
    OWN_VIEW,
    STAFF_LIST,
    Allowed,
    Denied,
    Moment,
    NamedSupporter,
    Question,
    Recipient,
    decide,
)

NOW = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
HERE, THERE = DistrictId("D1"), DistrictId("D2")
HANAKO = Person(PersonId("P1"), "会津 花子", HERE)
DAUGHTER = Person(PersonId("P2"), "会津 恵", None)
CHIEF = Person(PersonId("P3"), "佐藤 勇", HERE)
ITEMS = frozenset({Item.NAME, Item.CONDITION})
FAMILY = Recipient(DAUGHTER, relation=RelationKind.FAMILY, relation_confirmed=True)
LEADER = Recipient(CHIEF, roles=(Role(Office.LEADER, HERE),))
PEACE = Moment(NOW, drill=False)
EMERGENCY = Emergency("E1", (HERE,), NOW - timedelta(hours=1), NOW + timedelta(hours=1))


def consent(kind: RecipientKind, **changes: object) -> Consent:
    given_ = Consent(
        id="C1",
        person=HANAKO.id,
        purpose=Purpose.SAFETY_SHARING,
        items=ITEMS,
        recipient_kind=kind,
        recipient=None,
        phase=Phase.BOTH,
        cadence=Cadence.ONCE,
        given_at=NOW - timedelta(days=30),
    )
    return replace(given_, **changes)  # type: ignore[arg-type]  # the tests name the fields


def question(recipient: Recipient, *consents: Consent, **changes: object) -> Question:
    asked = Question(HANAKO, recipient, Purpose.SAFETY_SHARING, ITEMS, PEACE, consents)
    return replace(asked, **changes)  # type: ignore[arg-type]  # the tests name the fields


def test_row_1_the_person_sees_their_own_data() -> None:
    assert decide(question(Recipient(HANAKO))) == Allowed(ITEMS, OWN_VIEW, RecipientKind.PERSON)


def test_row_2_city_staff_see_it_inside_the_city() -> None:
    staff = Recipient(CHIEF, roles=(Role(Office.CITY_STAFF),))
    assert decide(question(staff)) == Allowed(ITEMS, STAFF_LIST, RecipientKind.CITY)


def test_row_4_a_leader_sees_what_the_person_agreed_to() -> None:
    decision = decide(question(LEADER, consent(RecipientKind.ASSOCIATION)))
    assert decision == Allowed(ITEMS, "C1", RecipientKind.ASSOCIATION)


@pytest.mark.parametrize(
    "changes",
    [
        {"given_at": NOW + timedelta(seconds=1)},
        {"expires_at": NOW},
        {"withdrawn_at": NOW},
        {"phase": Phase.EMERGENCY},
        {"purpose": Purpose.PLAN_SHARING},
        {"person": PersonId("P9")},
        {"recipient": "D2"},
        {"recipient_kind": RecipientKind.FAMILY},
        {"items": frozenset({Item.HEALTH})},
    ],
)
def test_row_5_no_consent_in_force_means_no(changes: dict[str, object]) -> None:
    assert isinstance(decide(question(LEADER, consent(RecipientKind.ASSOCIATION, **changes))), Denied)


def test_the_leader_of_another_district_is_nobody() -> None:
    stranger = Recipient(CHIEF, roles=(Role(Office.LEADER, THERE),))
    assert isinstance(decide(question(stranger, consent(RecipientKind.ASSOCIATION))), Denied)


def test_a_relation_nobody_confirmed_opens_nothing() -> None:
    unconfirmed = replace(FAMILY, relation_confirmed=False)
    assert isinstance(decide(question(unconfirmed, consent(RecipientKind.FAMILY))), Denied)


def test_a_consent_for_one_daughter_is_not_one_for_the_other() -> None:
    assert isinstance(decide(question(FAMILY, consent(RecipientKind.FAMILY, recipient="P7"))), Denied)
    assert isinstance(decide(question(FAMILY, consent(RecipientKind.FAMILY, recipient="P2"))), Allowed)


def test_row_9_a_declared_emergency_opens_the_necessary_items_until_its_end() -> None:
    asked = question(LEADER, moment=replace(PEACE, emergencies=(EMERGENCY,)), items=ITEMS | {Item.HEALTH})
    assert decide(asked) == Allowed(
        ITEMS, EMERGENCY_LIST, RecipientKind.ASSOCIATION, EMERGENCY.until, emergency=EMERGENCY.id
    )


def test_row_10_outside_the_area_it_is_peacetime() -> None:
    elsewhere = replace(EMERGENCY, districts=(THERE,))
    assert isinstance(decide(question(LEADER, moment=replace(PEACE, emergencies=(elsewhere,)))), Denied)


def test_a_person_without_a_matched_area_counts_as_outside() -> None:
    nowhere = replace(HANAKO, district=None)
    everywhere = replace(EMERGENCY, districts=())
    asked = question(FAMILY, moment=replace(PEACE, emergencies=(everywhere,)), subject=nowhere)
    assert isinstance(decide(asked), Denied)


@pytest.mark.parametrize(
    "over",
    [
        replace(EMERGENCY, until=NOW),
        replace(EMERGENCY, ended_at=NOW),
        replace(EMERGENCY, declared_at=NOW + timedelta(seconds=1)),
    ],
)
def test_row_11_an_emergency_that_is_over_opens_nothing(over: Emergency) -> None:
    assert isinstance(decide(question(LEADER, moment=replace(PEACE, emergencies=(over,)))), Denied)


def test_row_12_a_drill_is_never_a_ground() -> None:
    drill = Moment(NOW, drill=True, emergencies=(EMERGENCY,))
    assert isinstance(decide(question(LEADER, moment=drill)), Denied)


def test_in_a_drill_consents_hold_as_in_peacetime() -> None:
    drill = Moment(NOW, drill=True)
    assert isinstance(decide(question(FAMILY, consent(RecipientKind.FAMILY), moment=drill)), Allowed)


@pytest.mark.parametrize("recipient", [FAMILY, LEADER, Recipient(CHIEF, roles=(Role(Office.CITY_STAFF),))])
def test_a_disclosure_block_wins_over_everything(recipient: Recipient) -> None:
    hidden = replace(HANAKO, disclosure_block=True)
    consents = (consent(RecipientKind.FAMILY), consent(RecipientKind.ASSOCIATION))
    asked = question(recipient, *consents, subject=hidden, moment=replace(PEACE, emergencies=(EMERGENCY,)))
    assert decide(asked) == Denied("disclosure_block")


def test_one_consent_carries_a_disclosure_so_that_the_ledger_can_name_it() -> None:
    narrow = consent(RecipientKind.FAMILY, id="C1", items=frozenset({Item.NAME}))
    wide = consent(RecipientKind.FAMILY, id="C2", items=ITEMS)
    assert decide(question(FAMILY, narrow, wide)) == Allowed(ITEMS, "C2", RecipientKind.FAMILY)


_CONSENTS = st.lists(
    st.builds(
        Consent,
        id=st.uuids().map(str),
        person=st.sampled_from([HANAKO.id, CHIEF.id]),
        purpose=st.sampled_from(Purpose),
        items=st.frozensets(st.sampled_from(Item)),
        recipient_kind=st.sampled_from(RecipientKind),
        recipient=st.sampled_from([None, "P2", "P3", "D1", "D2"]),
        phase=st.sampled_from(Phase),
        cadence=st.sampled_from(Cadence),
        given_at=st.sampled_from([NOW - timedelta(days=1), NOW + timedelta(days=1)]),
        expires_at=st.sampled_from([None, NOW, NOW + timedelta(days=1)]),
        withdrawn_at=st.sampled_from([None, NOW - timedelta(hours=1), NOW + timedelta(days=1)]),
        confirmed_at=st.sampled_from([None, NOW - timedelta(hours=1), NOW]),
        refused=st.booleans(),
    ),
    max_size=4,
)
_OFFICES = (Office.LEADER, Office.WELFARE_COMMISSIONER)
_BOTH = tuple(Role(each, HERE) for each in _OFFICES)
_RECIPIENTS = st.builds(
    Recipient,
    person=st.sampled_from([DAUGHTER, CHIEF]),
    roles=st.sampled_from([(), *((Role(each, where),) for each in _OFFICES for where in (HERE, THERE)), _BOTH]),
    relation=st.sampled_from([None, *RelationKind]),
    relation_confirmed=st.booleans(),
)
_EMERGENCIES = st.lists(
    st.builds(
        Emergency,
        id=st.just("E1"),
        districts=st.sampled_from([(), (HERE,), (THERE,)]),
        declared_at=st.sampled_from([NOW - timedelta(hours=1), NOW + timedelta(hours=1)]),
        until=st.sampled_from([NOW, NOW + timedelta(hours=2)]),
        recipients=st.frozensets(st.sampled_from(RecipientKind)),
    ),
    max_size=2,
)


_RULES = st.builds(
    DisclosureRules,
    of_list=st.builds(Ordinance, st.sampled_from(WithoutConsent)),
    of_plan=st.builds(Ordinance, st.sampled_from(WithoutConsent)),
    plan_without_supporter=st.booleans(),
)
_SUPPORTERS = st.lists(st.builds(NamedSupporter, st.just(PersonId("P4")), _CONSENTS.map(tuple)), max_size=2).map(tuple)
_QUESTIONS = st.builds(
    Question,
    subject=st.builds(replace, st.just(HANAKO), support_needed=st.booleans()),
    recipient=_RECIPIENTS,
    purpose=st.sampled_from(Purpose),
    items=st.frozensets(st.sampled_from(Item)),
    moment=st.builds(Moment, st.just(NOW), st.booleans(), _EMERGENCIES.map(tuple), _RULES),
    consents=_CONSENTS.map(tuple),
    supporters=_SUPPORTERS,
    data_at=st.sampled_from([None, NOW - timedelta(days=2), NOW]),
)


@settings(max_examples=1_000)
@given(_QUESTIONS)
def test_nothing_undecided_ever_gets_through(asked: Question) -> None:
    decision = decide(asked)
    if isinstance(decision, Denied):
        return
    assert decision.items
    assert decision.items <= asked.items
    recipient = asked.recipient
    assert recipient.relation_confirmed or set(_BOTH) & set(recipient.roles)
    if decision.ground in (EMERGENCY_LIST, EMERGENCY_PLAN):
        assert_lawful(asked, decision)
    elif decision.ground == ORDINANCE:
        assert_ordained(asked, decision)
    else:
        assert_agreed(asked, decision)


def assert_lawful(asked: Question, decision: Allowed) -> None:
    assert not asked.moment.drill
    assert decision.items <= NECESSARY
    assert any(each.holds(HERE, NOW) and decision.kind in each.recipients for each in asked.moment.emergencies)


def assert_ordained(asked: Question, decision: Allowed) -> None:
    rules = asked.moment.rules
    ordinance = rules.of_plan if Item.PLAN in asked.items else rules.of_list
    assert ordinance.without_consent is not WithoutConsent.NONE
    assert asked.subject.support_needed
    assert decision.items <= ON_THE_LIST | {Item.PLAN}


def assert_agreed(asked: Question, decision: Allowed) -> None:
    (used,) = (each for each in asked.consents if each.id == decision.ground)
    assert used.person == HANAKO.id
    assert used.purpose is asked.purpose
    assert not used.refused
    assert decision.items <= used.items
    assert used.given_at <= NOW
    assert used.withdrawn_at is None or used.withdrawn_at > NOW
    assert used.expires_at is None or used.expires_at > NOW
    assert used.cadence is not Cadence.EVERY_TIME or used.confirmed_at == NOW
    if Item.PLAN in decision.items and not asked.moment.rules.plan_without_supporter and _is_peace(asked):
        for supporter in asked.supporters:
            assert any(each.person == supporter.person and not each.refused for each in supporter.consents)


def _is_peace(asked: Question) -> bool:
    return asked.moment.drill or not any(each.holds(HERE, NOW) for each in asked.moment.emergencies)
