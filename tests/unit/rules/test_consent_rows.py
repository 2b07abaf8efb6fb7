"""The rows of standards.md 2.6 beyond consent and emergency: plans, ordinances, contracts, outsiders, cadence."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.consents import (
    Cadence,
    Consent,
    DisclosureRules,
    Item,
    Mark,
    Ordinance,
    Phase,
    Proxy,
    Purpose,
    RecipientKind,
    Way,
    WithoutConsent,
)
from bot.core.ids import PersonId
from bot.core.people import Office, Person, RelationKind, Role
from bot.rules.consent import (
    EMERGENCY_LIST,
    EMERGENCY_PLAN,
    OWN_VIEW,
    REGISTRY,
    STAFF_PLAN,
    Allowed,
    Closeness,
    Decision,
    Denied,
    Inquiry,
    Intake,
    LawfulIntake,
    Moment,
    NamedSupporter,
    Question,
    Recipient,
    decide,
    disclosed,
    state_of,
)
from tests.unit.rules.test_consent import (
    CHIEF,
    DAUGHTER,
    EMERGENCY,
    FAMILY,
    HANAKO,
    HERE,
    ITEMS,
    LEADER,
    NOW,
    PEACE,
    consent,
    question,
)

LIST = frozenset({Item.NAME, Item.ADDRESS, Item.CONTACT, Item.NEEDS})
PLAN = frozenset({Item.NAME, Item.PLAN})
NEIGHBOUR = PersonId("P4")
ON_THE_LIST = replace(HANAKO, support_needed=True)
CARE_MANAGER = Recipient(
    Person(PersonId("P8"), "渡部 直", None), relation=RelationKind.CARE_MANAGER, relation_confirmed=True
)


def plan_consent(**changes: object) -> Consent:
    given = {"purpose": Purpose.PLAN_SHARING, "items": PLAN, **changes}
    return consent(RecipientKind.ASSOCIATION, **given)


def supporter(*, agrees: bool) -> NamedSupporter:
    theirs = (
        plan_consent(id="S1", person=NEIGHBOUR) if agrees else plan_consent(id="S1", person=NEIGHBOUR, refused=True)
    )
    return NamedSupporter(NEIGHBOUR, (theirs,))


def plan_question(*consents: Consent, **changes: object) -> Decision:
    return decide(question(LEADER, *consents, **{"purpose": Purpose.PLAN_SHARING, "items": PLAN, **changes}))


def with_ordinance(without_consent: WithoutConsent, *, of_plan: bool = False) -> DisclosureRules:
    ordinance = Ordinance(without_consent, "令和7年条例第14号", "2025-03-25")
    return DisclosureRules(of_plan=ordinance) if of_plan else DisclosureRules(of_list=ordinance)


class TestPlans:
    def test_row_1_the_own_view_leaves_out_a_supporter_who_has_not_agreed(self) -> None:
        asked = question(Recipient(HANAKO), items=PLAN, supporters=(supporter(agrees=False),))
        assert decide(asked) == Allowed(PLAN, OWN_VIEW, RecipientKind.PERSON, without_supporters=frozenset({NEIGHBOUR}))

    def test_row_2_staff_see_a_plan_under_its_own_article(self) -> None:
        staff = Recipient(CHIEF, roles=(Role(Office.CITY_STAFF),))
        assert decide(question(staff, items=PLAN)) == Allowed(PLAN, STAFF_PLAN, RecipientKind.CITY)

    def test_row_7_person_and_supporter_both_agreed(self) -> None:
        decision = plan_question(plan_consent(), supporters=(supporter(agrees=True),))
        assert decision == Allowed(PLAN, "C1", RecipientKind.ASSOCIATION)

    def test_row_8_without_the_supporter_the_plan_stays_closed(self) -> None:
        decision = plan_question(plan_consent(), supporters=(supporter(agrees=False),))
        assert decision == Allowed(frozenset({Item.NAME}), "C1", RecipientKind.ASSOCIATION)
        only_plan = plan_question(plan_consent(), items=frozenset({Item.PLAN}), supporters=(supporter(agrees=False),))
        assert only_plan == Denied("supporter_has_not_agreed")

    def test_row_8_a_city_may_let_the_plan_go_without_that_part(self) -> None:
        rules = DisclosureRules(plan_without_supporter=True)
        moment = replace(PEACE, rules=rules)
        decision = plan_question(plan_consent(), supporters=(supporter(agrees=False),), moment=moment)
        assert isinstance(decision, Allowed)
        assert decision.items == PLAN
        assert decision.without_supporters == {NEIGHBOUR}

    def test_a_supporter_who_withdraws_stops_it_at_once(self) -> None:
        gone = NamedSupporter(NEIGHBOUR, (plan_consent(id="S1", person=NEIGHBOUR, withdrawn_at=NOW),))
        decision = plan_question(plan_consent(), items=frozenset({Item.PLAN}), supporters=(gone,))
        assert isinstance(decision, Denied)

    def test_row_9_an_emergency_opens_the_plan_with_everybody_in_it(self) -> None:
        moment = replace(PEACE, emergencies=(EMERGENCY,))
        decision = plan_question(supporters=(supporter(agrees=False),), moment=moment)
        assert isinstance(decision, Allowed)
        assert (decision.ground, decision.items, decision.without_supporters) == (EMERGENCY_PLAN, PLAN, frozenset())


class TestCareManagers:
    def consent(self, **changes: object) -> Consent:
        return consent(RecipientKind.SERVICE, purpose=Purpose.PLAN_DRAFTING, items=PLAN, **changes)

    def test_row_3_sees_those_who_agreed_until_the_contract_ends(self) -> None:
        end = NOW + timedelta(days=90)
        who = replace(CARE_MANAGER, contract_until=end)
        asked = question(who, self.consent(), purpose=Purpose.PLAN_DRAFTING, items=PLAN)
        assert decide(asked) == Allowed(PLAN, "C1", RecipientKind.SERVICE, end)

    def test_after_the_contract_nothing(self) -> None:
        who = replace(CARE_MANAGER, contract_until=NOW)
        asked = question(who, self.consent(), purpose=Purpose.PLAN_DRAFTING, items=PLAN)
        assert isinstance(decide(asked), Denied)

    def test_somebody_not_on_the_contract_list_is_nobody(self) -> None:
        who = replace(CARE_MANAGER, relation_confirmed=False)
        asked = question(who, self.consent(), purpose=Purpose.PLAN_DRAFTING, items=PLAN)
        assert decide(asked) == Denied("no_relation")


class TestOrdinances:
    def asked(self, rules: DisclosureRules, *consents: Consent, **changes: object) -> Decision:
        moment = replace(PEACE, rules=rules)
        values = {"subject": ON_THE_LIST, "items": LIST, "moment": moment, **changes}
        return decide(question(LEADER, *consents, **values))

    def test_by_default_there_is_none(self) -> None:
        assert isinstance(self.asked(DisclosureRules()), Denied)

    def test_row_6_opt_out_opens_the_list_of_whoever_has_not_refused(self) -> None:
        decision = self.asked(with_ordinance(WithoutConsent.OPT_OUT))
        assert decision == Allowed(LIST, "条例 令和7年条例第14号", RecipientKind.ASSOCIATION)

    @pytest.mark.parametrize("no", [{"refused": True}, {"withdrawn_at": NOW - timedelta(days=1)}])
    def test_row_6_a_refusal_closes_it(self, no: dict[str, object]) -> None:
        refused = consent(RecipientKind.ASSOCIATION, **no)
        assert isinstance(self.asked(with_ordinance(WithoutConsent.OPT_OUT), refused), Denied)

    def test_a_refusal_taken_back_no_longer_closes_it(self) -> None:
        refused = consent(RecipientKind.ASSOCIATION, refused=True, withdrawn_at=NOW - timedelta(days=1))
        assert isinstance(self.asked(with_ordinance(WithoutConsent.OPT_OUT), refused), Allowed)

    @pytest.mark.parametrize("yes", [{"phase": Phase.EMERGENCY}, {"recipient": "D2"}])
    def test_an_unrelated_yes_does_not_undo_a_refusal(self, yes: dict[str, object]) -> None:
        refused = consent(RecipientKind.ASSOCIATION, refused=True)
        other = consent(RecipientKind.ASSOCIATION, id="C2", given_at=NOW - timedelta(days=1), **yes)
        assert isinstance(self.asked(with_ordinance(WithoutConsent.OPT_OUT), refused, other), Denied)

    def test_row_6b_mandatory_opens_it_against_a_refusal(self) -> None:
        refused = consent(RecipientKind.ASSOCIATION, refused=True)
        assert isinstance(self.asked(with_ordinance(WithoutConsent.MANDATORY), refused), Allowed)

    def test_it_concerns_only_people_on_the_list(self) -> None:
        assert isinstance(self.asked(with_ordinance(WithoutConsent.MANDATORY), subject=HANAKO), Denied)

    def test_it_never_opens_health_or_what_somebody_answered(self) -> None:
        wanted = LIST | {Item.HEALTH, Item.MEDICATION, Item.CONDITION, Item.LOCATION}
        decision = self.asked(with_ordinance(WithoutConsent.MANDATORY), items=wanted)
        assert isinstance(decision, Allowed)
        assert decision.items == LIST

    def test_one_for_the_list_opens_no_plan(self) -> None:
        rules = with_ordinance(WithoutConsent.MANDATORY)
        decision = self.asked(rules, items=frozenset({Item.PLAN}), purpose=Purpose.PLAN_SHARING)
        assert isinstance(decision, Denied)
        rules = with_ordinance(WithoutConsent.MANDATORY, of_plan=True)
        decision = self.asked(rules, items=frozenset({Item.PLAN}), purpose=Purpose.PLAN_SHARING)
        assert isinstance(decision, Allowed)

    def test_family_gains_nothing_by_it(self) -> None:
        moment = replace(PEACE, rules=with_ordinance(WithoutConsent.MANDATORY))
        assert isinstance(decide(question(FAMILY, subject=ON_THE_LIST, items=LIST, moment=moment)), Denied)


class TestEmergencies:
    MOMENT = replace(PEACE, emergencies=(EMERGENCY,))

    def test_a_refusal_is_kept_with_what_the_law_allowed(self) -> None:
        refused = consent(RecipientKind.ASSOCIATION, refused=True)
        decision = decide(question(LEADER, refused, moment=self.MOMENT))
        assert isinstance(decision, Allowed)
        assert decision.against_refusal
        assert decision.emergency == EMERGENCY.id

    def test_a_yes_replaced_by_a_newer_yes_is_no_refusal(self) -> None:
        older = consent(RecipientKind.ASSOCIATION, id="C0", withdrawn_at=NOW - timedelta(days=1))
        newer = consent(RecipientKind.ASSOCIATION, given_at=NOW - timedelta(days=1), items=frozenset({Item.NAME}))
        decision = decide(question(LEADER, older, newer, moment=self.MOMENT))
        assert isinstance(decision, Allowed)
        assert not decision.against_refusal

    def test_it_says_where_the_city_os_could_not_be_asked_for_consent(self) -> None:
        asked = Question(HANAKO, LEADER, Purpose.SAFETY_SHARING, ITEMS, self.MOMENT)
        for unasked in (True, False):
            decision = decide(replace(asked, consent_unasked=unasked))
            assert isinstance(decision, Allowed)
            assert (decision.ground, decision.consent_not_asked) == (EMERGENCY_LIST, unasked)
            assert disclosed(asked, decision, ITEMS, None).consent_not_asked is unasked

    def test_nothing_opens_for_it_in_peacetime(self) -> None:
        asked = Question(HANAKO, LEADER, Purpose.SAFETY_SHARING, ITEMS, PEACE, consent_unasked=True)
        assert isinstance(decide(asked), Denied)

    def test_it_opens_for_those_whom_the_declaration_names(self) -> None:
        only_leaders = replace(EMERGENCY, recipients=frozenset({RecipientKind.ASSOCIATION}))
        moment = replace(PEACE, emergencies=(only_leaders,))
        assert isinstance(decide(question(LEADER, moment=moment)), Allowed)
        assert isinstance(decide(question(FAMILY, moment=moment)), Denied)

    def test_who_is_not_named_keeps_what_was_agreed_for_emergencies(self) -> None:
        only_leaders = replace(EMERGENCY, recipients=frozenset({RecipientKind.ASSOCIATION}))
        moment = replace(PEACE, emergencies=(only_leaders,))
        agreed = consent(RecipientKind.FAMILY, phase=Phase.EMERGENCY)
        assert decide(question(FAMILY, agreed, moment=moment)) == Allowed(
            ITEMS, "C1", RecipientKind.FAMILY, EMERGENCY.until
        )

    def test_a_consent_that_gives_more_than_the_law_is_the_ground(self) -> None:
        wide = consent(RecipientKind.ASSOCIATION, items=ITEMS | {Item.HEALTH})
        asked = ITEMS | {Item.HEALTH, Item.ADDRESS}
        decision = decide(question(LEADER, wide, moment=self.MOMENT, items=asked))
        assert isinstance(decision, Allowed)
        assert (decision.ground, decision.items) == ("C1", ITEMS | {Item.HEALTH})

    def test_diagnosis_and_medicines_go_to_rescue_services_only(self) -> None:
        items = frozenset({Item.NAME, Item.HEALTH, Item.MEDICATION})
        leader = decide(question(LEADER, moment=self.MOMENT, items=items))
        rescue = decide(question(replace(LEADER, is_rescue_service=True), moment=self.MOMENT, items=items))
        assert isinstance(leader, Allowed)
        assert isinstance(rescue, Allowed)
        assert (leader.items, rescue.items) == (frozenset({Item.NAME}), items)

    def test_a_consent_for_emergencies_only_ends_with_the_emergency(self) -> None:
        for_emergencies = consent(RecipientKind.ASSOCIATION, phase=Phase.EMERGENCY)
        decision = decide(question(LEADER, for_emergencies, moment=self.MOMENT))
        assert decision == Allowed(ITEMS, "C1", RecipientKind.ASSOCIATION, EMERGENCY.until)


class TestCadence:
    def test_once_is_never_asked_again(self) -> None:
        assert isinstance(decide(question(FAMILY, consent(RecipientKind.FAMILY), data_at=NOW)), Allowed)

    def test_new_data_are_asked_about_first(self) -> None:
        careful = consent(RecipientKind.FAMILY, cadence=Cadence.ON_NEW_DATA)
        old, new = NOW - timedelta(days=60), NOW - timedelta(minutes=1)
        assert isinstance(decide(question(FAMILY, careful, data_at=old)), Allowed)
        assert decide(question(FAMILY, careful, data_at=new)) == Denied("ask_again", ITEMS)
        confirmed = replace(careful, confirmed_at=NOW)
        assert isinstance(decide(question(FAMILY, confirmed, data_at=new)), Allowed)

    def test_every_time_holds_for_the_moment_of_the_yes_only(self) -> None:
        careful = consent(RecipientKind.FAMILY, cadence=Cadence.EVERY_TIME)
        assert decide(question(FAMILY, careful)) == Denied("ask_again", ITEMS)
        assert isinstance(decide(question(FAMILY, replace(careful, confirmed_at=NOW))), Allowed)
        later = replace(PEACE, now=NOW + timedelta(seconds=1))
        assert isinstance(decide(question(FAMILY, replace(careful, confirmed_at=NOW), moment=later)), Denied)

    def test_a_call_for_help_waits_for_no_question(self) -> None:
        careful = consent(RecipientKind.FAMILY, cadence=Cadence.EVERY_TIME)
        assert isinstance(decide(question(FAMILY, careful, in_distress=True)), Allowed)

    def test_what_one_consent_gives_at_once_does_not_wait_for_the_other(self) -> None:
        narrow = consent(RecipientKind.FAMILY, id="C1", items=frozenset({Item.NAME}))
        careful = consent(RecipientKind.FAMILY, id="C2", cadence=Cadence.EVERY_TIME)
        decision = decide(question(FAMILY, narrow, careful))
        assert isinstance(decision, Allowed)
        assert (decision.items, decision.ask_again) == (frozenset({Item.NAME}), frozenset({Item.CONDITION}))


class TestOutside:
    def inquiry(self, closeness: Closeness, *consents: Consent, **changes: object) -> Decision:
        wanted = frozenset({Item.WHEREABOUTS, Item.CONDITION, Item.CONTACT, Item.HEALTH})
        asked = Inquiry(HANAKO, DAUGHTER.id, closeness, wanted, PEACE, consents)
        return decide(replace(asked, **changes))  # type: ignore[arg-type]  # the tests name the fields

    @pytest.mark.parametrize(
        ("closeness", "items"),
        [
            (Closeness.HOUSEHOLD, {Item.WHEREABOUTS, Item.CONDITION, Item.CONTACT}),
            (Closeness.RELATIVE, {Item.CONDITION}),
            (Closeness.ACQUAINTANCE, set()),
        ],
    )
    def test_row_14_answers_by_tier(self, closeness: Closeness, items: set[Item]) -> None:
        decision = self.inquiry(closeness)
        assert isinstance(decision, Allowed)
        assert decision.items == items

    def test_row_14_a_consent_widens_it(self) -> None:
        wide = consent(RecipientKind.PERSON, recipient=DAUGHTER.id, items=frozenset({Item.CONDITION, Item.HEALTH}))
        decision = self.inquiry(Closeness.RELATIVE, wide)
        assert isinstance(decision, Allowed)
        assert decision.items == {Item.CONDITION, Item.HEALTH}

    def test_row_14_a_blocked_person_looks_like_one_whom_nobody_knows(self) -> None:
        hidden = self.inquiry(Closeness.HOUSEHOLD, subject=replace(HANAKO, disclosure_block=True))
        assert hidden == self.inquiry(Closeness.HOUSEHOLD, subject=None)
        assert isinstance(hidden, Denied)

    def test_row_14_a_drill_tells_nobody_anything(self) -> None:
        assert isinstance(self.inquiry(Closeness.HOUSEHOLD, moment=replace(PEACE, drill=True)), Denied)

    def intake(self, *consents: Consent, **changes: object) -> Decision:
        asked = Intake(HANAKO, Purpose.SHELTER_CARE, frozenset({Item.MEDICATION}), PEACE, consents)
        return decide(replace(asked, **changes))  # type: ignore[arg-type]  # the tests name the fields

    def test_row_13_a_partner_hands_in_what_was_opted_into(self) -> None:
        opted = consent(RecipientKind.CITY, purpose=Purpose.SHELTER_CARE, items=frozenset({Item.MEDICATION}))
        assert self.intake(opted) == Allowed(frozenset({Item.MEDICATION}), "C1", RecipientKind.CITY)
        assert self.intake(replace(opted, withdrawn_at=NOW)) == Denied("no_opt_in")
        assert self.intake(replace(opted, purpose=Purpose.PLAN_SHARING)) == Denied("no_opt_in")

    def test_row_13_without_opt_in_a_named_member_of_staff_decides(self) -> None:
        lawful = LawfulIntake("個人情報保護法27条1項2号", PersonId("P9"))
        decision = self.intake(lawful=lawful)
        assert isinstance(decision, Allowed)
        assert decision.ground == "個人情報保護法27条1項2号 P9"


def test_only_staff_with_the_special_role_pass_a_disclosure_block() -> None:
    hidden = replace(HANAKO, disclosure_block=True)
    special = Recipient(CHIEF, roles=(Role(Office.CITY_MANAGER),))
    assert isinstance(decide(question(special, subject=hidden)), Allowed)
    assert isinstance(decide(question(Recipient(hidden), subject=hidden)), Allowed)


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, "ConsentGiven"),
        ({"confirmed_at": NOW}, "RenewedConsentGiven"),
        ({"refused": True}, "ConsentRefused"),
        ({"withdrawn_at": NOW}, "ConsentWithdrawn"),
        ({"withdrawn_at": NOW, "withdrawn_by": CHIEF.id}, "ConsentRevoked"),
        ({"expires_at": NOW}, "ConsentExpired"),
        ({"given_at": NOW + timedelta(days=1)}, "ConsentUnknown"),
    ],
)
def test_a_consent_has_a_state_in_the_words_of_dpv(changes: dict[str, object], state: str) -> None:
    assert state_of(consent(RecipientKind.FAMILY, **changes), NOW) == state


@pytest.mark.parametrize(
    ("proxy", "holds"),
    [
        (Proxy(DAUGHTER.id, "娘", Way.VISIT), True),
        (Proxy(DAUGHTER.id, "娘", Way.PAPER, Mark.PROXY), True),
        (Proxy(DAUGHTER.id, "娘", Way.PAPER), False),
        (Proxy(DAUGHTER.id, " ", Way.PHONE), False),
    ],
)
def test_a_consent_by_somebody_else_takes_relation_way_and_on_paper_the_mark(proxy: Proxy, holds: bool) -> None:
    given = consent(RecipientKind.FAMILY, proxy=proxy)
    assert isinstance(decide(question(FAMILY, given)), Allowed if holds else Denied)
    assert state_of(given, NOW) == ("ConsentGiven" if holds else "ConsentInvalidated")


def test_a_leader_of_the_whole_city_leads_here_too() -> None:
    everywhere = Recipient(CHIEF, roles=(Role(Office.LEADER),))
    assert isinstance(decide(question(everywhere, consent(RecipientKind.ASSOCIATION, recipient=HERE))), Allowed)


class TestAnotherRegistry:
    """PFIF: whoever agreed to it by name, and nobody else."""

    NAMED = consent(RecipientKind.SERVICE, recipient=REGISTRY.person.id)
    DECLARED = replace(PEACE, emergencies=(replace(EMERGENCY, recipients=frozenset(RecipientKind)),))

    def test_whoever_agreed_to_it_is_shown_to_it(self) -> None:
        assert decide(question(REGISTRY, self.NAMED)) == Allowed(ITEMS, "C1", RecipientKind.SERVICE)

    @pytest.mark.parametrize("moment", [PEACE, DECLARED])
    @pytest.mark.parametrize(
        "said",
        [
            (),
            (consent(RecipientKind.SERVICE),),
            (consent(RecipientKind.FAMILY),),
            (replace(NAMED, refused=True),),
            (replace(NAMED, withdrawn_at=NOW),),
            (replace(NAMED, held_back=True),),
        ],
    )
    def test_nothing_else_opens_anything(self, moment: Moment, said: tuple[Consent, ...]) -> None:
        assert isinstance(decide(question(REGISTRY, *said, moment=moment)), Denied)

    def test_what_was_agreed_for_emergencies_waits_for_one(self) -> None:
        said = replace(self.NAMED, phase=Phase.EMERGENCY)
        assert isinstance(decide(question(REGISTRY, said)), Denied)
        allowed = decide(question(REGISTRY, said, moment=self.DECLARED))
        assert isinstance(allowed, Allowed)
        assert (allowed.ground, allowed.until) == ("C1", EMERGENCY.until)

    def test_a_disclosure_block_wins_over_a_consent(self) -> None:
        hidden = replace(HANAKO, disclosure_block=True)
        assert decide(question(REGISTRY, self.NAMED, subject=hidden)) == Denied("disclosure_block")
