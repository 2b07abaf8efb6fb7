"""Two sources of consent: the stricter wins, a no always wins, and what is too old opens nothing (standards.md 2.6)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.city_consents import CityOsConsent, State
from bot.core.consents import Cadence, Consent, Item, Origin, Phase, Purpose, RecipientKind
from bot.core.ids import DistrictId, PersonId
from bot.core.incidents import Emergency
from bot.core.people import Office, Person, Role
from bot.rules.city_os_word import CITY_OS, allows, news_of
from bot.rules.consent import (
    EMERGENCY_LIST,
    Allowed,
    Denied,
    Moment,
    NamedSupporter,
    Question,
    Recipient,
    counts,
    decide,
    is_in_force,
)
from bot.rules.consent_sources import Agreed, Differing, Freshness, stricter
from bot.rules.matters import matter_of, overlaps

NOW = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
HANA = PersonId("hana")
ITEMS = frozenset({Item.NAME, Item.CONDITION})
FRESH = Freshness(NOW - timedelta(minutes=1), NOW)
OLD = Freshness(NOW - timedelta(minutes=16), NOW)


def days(number: float) -> datetime:
    return NOW - timedelta(days=number)


def ours(**changes: object) -> Consent:
    given_ = Consent(
        id="ours",
        person=HANA,
        purpose=Purpose.SAFETY_SHARING,
        items=ITEMS,
        recipient_kind=RecipientKind.ASSOCIATION,
        recipient=None,
        phase=Phase.BOTH,
        cadence=Cadence.ONCE,
        given_at=days(30),
    )
    return replace(given_, **changes)  # type: ignore[arg-type]  # the tests name the fields


def theirs(**changes: object) -> CityOsConsent:
    held = CityOsConsent(
        id="theirs",
        subject="s-1",
        purpose=Purpose.SAFETY_SHARING,
        items=ITEMS,
        recipient_kind=RecipientKind.ASSOCIATION,
        recipient=None,
        phase=Phase.BOTH,
        state=State.GIVEN,
        given_at=days(30),
        changed_at=days(30),
    )
    return replace(held, **changes)  # type: ignore[arg-type]  # the tests name the fields


def both(local: list[Consent], held: list[CityOsConsent], freshness: Freshness = FRESH) -> Agreed:
    return stricter(HANA, local, held, freshness)


def usable(agreed: Agreed) -> list[Consent]:
    return [each for each in agreed.consents if counts(each, NOW)]


def test_what_both_sides_hold_counts_as_it_is() -> None:
    assert both([ours()], [theirs()]) == Agreed((ours(),))


def test_what_the_city_os_does_not_hold_waits_and_still_stands_as_the_persons_word() -> None:
    agreed = both([ours()], [])
    assert agreed.consents == (ours(held_back=True),)
    assert is_in_force(agreed.consents[0], NOW)
    assert [each.how for each in agreed.differences] == [Differing.MISSING_THERE]


@pytest.mark.parametrize("state", sorted(set(State) - {State.GIVEN, State.RENEWED}))
def test_every_other_state_there_closes(state: State) -> None:
    assert usable(both([ours()], [theirs(state=state)])) == []


def test_the_items_of_both_and_the_earlier_end_count() -> None:
    until = NOW + timedelta(days=1)
    wider = theirs(items=ITEMS | {Item.HEALTH}, expires_at=until)
    agreed = both([ours(items=frozenset({Item.NAME, Item.NEEDS}))], [wider])
    assert usable(agreed) == [ours(items=frozenset({Item.NAME}), expires_at=until)]
    assert [each.how for each in agreed.differences] == [Differing.CONTENT]


def test_no_common_item_is_no_consent() -> None:
    assert usable(both([ours(items=frozenset({Item.NEEDS}))], [theirs(items=frozenset({Item.NAME}))])) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"purpose": Purpose.PLAN_SHARING},
        {"recipient_kind": RecipientKind.FAMILY},
        {"recipient": "ikki"},
        {"phase": Phase.PEACETIME},
    ],
)
def test_a_consent_about_something_else_confirms_nothing(changes: dict[str, object]) -> None:
    agreed = both([ours()], [theirs(**changes)])
    assert all(each.id != "ours" for each in usable(agreed))


def test_what_only_the_city_os_holds_comes_in() -> None:
    (arrived,) = usable(both([], [theirs()]))
    assert arrived.origin is Origin.CITY_OS
    assert arrived.items == ITEMS


def test_a_newer_no_here_keeps_it_out_and_staff_are_told() -> None:
    withdrawn = ours(withdrawn_at=days(1))
    agreed = both([withdrawn], [theirs()])
    assert usable(agreed) == []
    assert [each.how for each in agreed.differences] == [Differing.STILL_GIVEN_THERE]


def test_a_yes_there_that_is_newer_than_the_no_here_comes_in() -> None:
    agreed = both([ours(withdrawn_at=days(2))], [theirs(given_at=days(1), changed_at=days(1))])
    assert len(usable(agreed)) == 1


def test_a_refusal_of_a_part_keeps_the_whole_out() -> None:
    refusal = ours(id="no", refused=True, phase=Phase.PEACETIME, given_at=days(1))
    assert usable(both([refusal], [theirs()])) == []


def test_a_yes_that_a_newer_yes_replaced_is_no_withdrawal() -> None:
    older = ours(id="older", given_at=days(40), withdrawn_at=days(30))
    assert usable(both([older, ours()], [theirs()])) == [ours()]


def test_a_consent_that_was_ended_before_the_next_one_was_loaded_does_not_close_it() -> None:
    """A city's file replaces a line: the old one ends when it is loaded, the new one was given long before."""
    older = ours(id="older", given_at=days(40), withdrawn_at=days(1))
    assert usable(both([older, ours()], [theirs()])) == [ours()]


def test_what_is_too_old_opens_nothing_and_takes_no_word_away() -> None:
    agreed = both([ours(), ours(id="no", refused=True, purpose=Purpose.PLAN_SHARING)], [theirs()], OLD)
    assert usable(agreed) == []
    assert [is_in_force(each, NOW) for each in agreed.consents] == [True, False]
    assert agreed.differences == ()
    assert usable(both([ours()], [theirs()], Freshness(None, NOW))) == []


def test_a_consent_held_back_opens_nothing_in_the_decision() -> None:
    person, chief = Person(HANA, "会津 花子", DistrictId("d")), Person(PersonId("chief"), "佐藤 勇", None)
    leader = Recipient(chief, roles=(Role(Office.LEADER, DistrictId("d")),))
    held = both([ours()], [], FRESH).consents
    asked = Question(person, leader, Purpose.SAFETY_SHARING, ITEMS, Moment(NOW, drill=False), held)
    assert decide(asked) == Denied("no_consent")


def test_a_supporters_consent_held_back_is_no_agreement_to_the_plan() -> None:
    person, chief = Person(HANA, "会津 花子", DistrictId("d")), Person(PersonId("chief"), "佐藤 勇", None)
    leader = Recipient(chief, roles=(Role(Office.LEADER, DistrictId("d")),))
    plan = frozenset({Item.PLAN})
    yes = ours(purpose=Purpose.PLAN_SHARING, items=plan)
    helper = PersonId("helper")
    supporter = NamedSupporter(helper, (replace(yes, person=helper, held_back=True),))
    moment = Moment(NOW, drill=False)
    asked = Question(person, leader, Purpose.PLAN_SHARING, plan, moment, (yes,), (supporter,))
    assert decide(asked) == Denied("supporter_has_not_agreed")


def test_a_withdrawal_there_ends_ours_from_its_own_moment() -> None:
    news = news_of(HANA, [ours()], [theirs(state=State.WITHDRAWN, withdrawn_at=days(2), changed_at=days(1))], NOW)
    assert [(each.consent, each.at, each.by) for each in news.endings] == [("ours", days(2), None)]
    assert news.arrivals == ()


def test_a_withdrawal_from_a_clock_ahead_of_ours_counts_now() -> None:
    ahead = NOW + timedelta(minutes=3)
    news = news_of(HANA, [ours()], [theirs(state=State.WITHDRAWN, withdrawn_at=ahead, changed_at=ahead)], NOW)
    assert [each.at for each in news.endings] == [NOW]


def test_somebody_elses_revocation_says_so() -> None:
    news = news_of(HANA, [ours()], [theirs(state=State.REVOKED, changed_at=days(1))], NOW)
    assert [each.by for each in news.endings] == [CITY_OS]


def test_what_was_withdrawn_there_before_it_was_given_here_ends_nothing() -> None:
    older = theirs(state=State.WITHDRAWN, given_at=days(90), withdrawn_at=days(60), changed_at=days(60))
    assert news_of(HANA, [ours()], [older], NOW).endings == ()


def test_an_image_of_the_city_os_follows_its_content() -> None:
    (image,) = news_of(HANA, [], [theirs()], NOW).arrivals
    news = news_of(HANA, [image], [theirs(items=frozenset({Item.NAME}), changed_at=NOW)], NOW)
    assert [each.consent for each in news.endings] == [image.id]
    assert [each.items for each in news.arrivals] == [frozenset({Item.NAME})]


def test_the_same_news_twice_is_news_once() -> None:
    (image,) = news_of(HANA, [], [theirs()], NOW).arrivals
    assert news_of(HANA, [image], [theirs()], NOW).arrivals == ()


def test_a_difference_has_the_same_id_until_it_changes_there() -> None:
    def id_of(held: CityOsConsent) -> str:
        (difference,) = both([ours()], [held]).differences
        return difference.id

    narrower = theirs(items=frozenset({Item.NAME}))
    assert id_of(narrower) == id_of(narrower)
    assert id_of(narrower) != id_of(replace(narrower, changed_at=NOW))


_MOMENTS = st.sampled_from([days(each) for each in (-1, 0, 1, 2, 3, 4)])
_MATTERS = {
    "purpose": st.sampled_from([Purpose.SAFETY_SHARING, Purpose.PLAN_SHARING]),
    "items": st.frozensets(st.sampled_from([Item.NAME, Item.CONDITION, Item.HEALTH]), min_size=1),
    "recipient_kind": st.sampled_from([RecipientKind.FAMILY, RecipientKind.ASSOCIATION]),
    "recipient": st.sampled_from([None, "ikki"]),
    "phase": st.sampled_from(Phase),
    "given_at": _MOMENTS,
    "expires_at": st.none() | _MOMENTS,
    "withdrawn_at": st.none() | _MOMENTS,
}
_OURS = st.builds(
    ours,
    **_MATTERS,
    id=st.sampled_from(["a", "b", "c", "d"]),
    refused=st.booleans(),
    origin=st.sampled_from(Origin),
)
_THEIRS = st.builds(
    theirs,
    **_MATTERS,
    id=st.sampled_from(["1", "2", "3", "4"]),
    changed_at=_MOMENTS,
    state=st.sampled_from(State),
    reference=st.sampled_from([None, "a", "b", "elsewhere"]),
)
_LOCAL = st.lists(_OURS, max_size=4, unique_by=lambda each: each.id)
_HELD = st.lists(_THEIRS, max_size=4, unique_by=lambda each: each.id)


@settings(max_examples=1_500)
@given(_LOCAL, _HELD, st.sampled_from([FRESH, OLD, Freshness(None, NOW)]))
def test_nothing_rests_on_what_only_one_side_allows(
    local: list[Consent], held: list[CityOsConsent], freshness: Freshness
) -> None:
    for each in usable(stricter(HANA, local, held, freshness)):
        assert freshness.is_fresh
        matter = matter_of(each)
        there = [one for one in held if allows(one, NOW) and matter_of(one) == matter and each.items <= one.items]
        assert any(_ends_no_later(each, one.expires_at) for one in there)
        mine = next((one for one in local if one.id == each.id), None)
        if mine is None:
            assert each.origin is Origin.CITY_OS
        else:
            assert is_in_force(mine, NOW)
            assert each.items <= mine.items
            assert _ends_no_later(each, mine.expires_at)


@settings(max_examples=1_500)
@given(_LOCAL, _HELD)
def test_a_no_wins_over_every_yes_of_the_other_side_before_it(local: list[Consent], held: list[CityOsConsent]) -> None:
    agreed = usable(both(local, held))
    last = max([*(each.given_at for each in local), *(each.given_at for each in held)], default=NOW)
    refusal = ours(id="the no", refused=True, purpose=Purpose.SAFETY_SHARING, given_at=last)
    withdrawn = theirs(id="the no", state=State.REFUSED, given_at=last, changed_at=last)
    known = {each.id for each in local}
    about = matter_of(refusal)
    for each in usable(both([*local, refusal], held)):
        assert each.id in known or not overlaps(matter_of(each), about)
    assert not any(overlaps(matter_of(each), about) for each in usable(both(local, [*held, withdrawn])))
    assert len(usable(both(local, [*held, withdrawn]))) <= len(agreed)


@settings(max_examples=500)
@given(_LOCAL, _HELD)
def test_news_taken_in_are_no_news_any_more(local: list[Consent], held: list[CityOsConsent]) -> None:
    news = news_of(HANA, local, held, NOW)
    ended = {each.consent: each for each in news.endings}
    after = [replace(each, withdrawn_at=ended[each.id].at) if each.id in ended else each for each in local]
    again = news_of(HANA, [*after, *news.arrivals], held, NOW)
    assert again.endings == ()
    assert again.arrivals == ()
    assert all(each.at <= NOW for each in news.endings)


def _ends_no_later(consent: Consent, moment: datetime | None) -> bool:
    return moment is None or (consent.expires_at is not None and consent.expires_at <= moment)


def test_a_declared_emergency_goes_by_law_while_the_city_os_cannot_be_asked() -> None:
    here = DistrictId("d")
    person, chief = Person(HANA, "会津 花子", here), Person(PersonId("chief"), "佐藤 勇", None)
    leader = Recipient(chief, roles=(Role(Office.LEADER, here),))
    emergency = Emergency("e", (here,), NOW - timedelta(hours=1), NOW + timedelta(hours=1))
    held = both([ours()], [theirs()], OLD).consents
    moment = Moment(NOW, drill=False, emergencies=(emergency,))
    decision = decide(Question(person, leader, Purpose.SAFETY_SHARING, ITEMS, moment, held))
    assert isinstance(decision, Allowed)
    assert (decision.ground, decision.against_refusal) == (EMERGENCY_LIST, False)
