"""Missing and dead: staff's word alone, hiding no call for help, told to nobody (standards.md 4.7; promises 2, 3)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.consents import Cadence, Consent, Item, Phase, Purpose, RecipientKind
from bot.core.ids import DistrictId, PersonId
from bot.core.people import Office, Person, Relation, RelationKind, Role
from bot.core.records import NoticeKind, NoticeRaised
from bot.core.reports import Casualty, Report, Source, Standing
from bot.core.requests import Circle, Member
from bot.core.sightings import Seen
from bot.core.understanding import Condition
from bot.rules.consent import REGISTRY, Allowed, Denied, Moment, Question, Recipient, decide
from bot.rules.consequences import consequences
from bot.rules.safety import standing
from tests.unit.rules.test_safety import START, report

DEAD, MISSING = Casualty.DEAD, Casualty.MISSING
HER = Person(PersonId("P1"), "会津 花子", DistrictId("north"))
DAUGHTER = Person(PersonId("P2"), "会津 恵", None)
YES = Consent(
    id="C1",
    person=HER.id,
    purpose=Purpose.SAFETY_SHARING,
    items=frozenset(Item) - {Item.PLAN},
    recipient_kind=RecipientKind.FAMILY,
    recipient=None,
    phase=Phase.BOTH,
    cadence=Cadence.ONCE,
    given_at=START - timedelta(days=1),
)
MEMBER = Member(DAUGHTER, Relation(HER.id, DAUGHTER.id, RelationKind.FAMILY, "娘", confirmed=True))
CIRCLE = Circle(HER, (MEMBER,), consents=(YES,))
GONE = replace(CIRCLE, person=replace(HER, deceased_at=START))


def on_record(minute: int, casualty: Casualty, source: Source = Source.STAFF) -> Report:
    ends = Condition.UNKNOWN if casualty is DEAD else None
    return replace(report(minute, source, ends), casualty=casualty)


def test_the_record_stands_with_its_time() -> None:
    after = standing((on_record(3, MISSING),))
    assert (after.condition, after.casualty, after.contested) == (None, MISSING, False)
    assert after.casualty_at == on_record(3, MISSING).said_at


@pytest.mark.parametrize("source", [each for each in Source if each is not Source.STAFF])
@pytest.mark.parametrize("casualty", list(Casualty))
def test_nobody_but_staff_makes_anybody_missing_or_dead(source: Source, casualty: Casualty) -> None:
    assert standing((on_record(1, casualty, source),)).casualty is None


def test_a_call_for_help_stands_beside_missing_and_ends_with_a_death() -> None:
    called = report(1, Source.SELF, Condition.NEEDS_RESCUE)
    assert standing((called, on_record(2, MISSING))).condition is Condition.NEEDS_RESCUE
    after = standing((called, on_record(2, DEAD)))
    assert (after.condition, after.casualty, after.contested) == (Condition.UNKNOWN, DEAD, False)


@given(st.sampled_from([Source.SELF, Source.FAMILY, Source.LEADER, Source.SUPPORTER]), st.sampled_from(list(Casualty)))
def test_a_call_for_help_after_the_record_is_never_hidden_by_it(source: Source, casualty: Casualty) -> None:
    after = standing((on_record(1, casualty), report(2, source, Condition.NEEDS_RESCUE)))
    assert after.condition is Condition.NEEDS_RESCUE


def test_the_missing_person_who_answers_is_found_and_a_word_of_others_is_checked() -> None:
    missing, safe = on_record(1, MISSING), report(2, Source.SELF, Condition.SAFE)
    assert standing((missing, safe)) == standing((safe,))
    after = standing((missing, report(2, Source.FAMILY, Condition.SAFE)))
    assert (after.casualty, after.contested) == (MISSING, True)
    unknown = standing((missing, report(2, Source.FAMILY, Condition.UNKNOWN)))
    assert (unknown.casualty, unknown.contested) == (MISSING, False)


@pytest.mark.parametrize("source", [Source.SELF, Source.FAMILY, Source.STAFF])
def test_a_death_ends_with_nobodys_word_and_what_is_said_against_it_is_checked(source: Source) -> None:
    met = replace(report(3, source, Condition.SAFE), sighting=Seen.VISIT)
    after = standing((on_record(1, DEAD), met))
    assert (after.casualty, after.contested) == (DEAD, True)


def test_where_the_dead_were_counts_no_more() -> None:
    said = replace(report(1, Source.SELF, Condition.SAFE), needs=())
    assert standing((said, on_record(2, DEAD))).needs is None
    assert standing((said, on_record(2, MISSING))).needs == ()


def test_the_newer_record_replaces_the_older() -> None:
    assert standing((on_record(1, MISSING), on_record(2, DEAD))).casualty is DEAD


def test_the_record_is_told_to_nobody_who_would_hear_the_same_word_without_it() -> None:
    before = Standing(condition=Condition.NEEDS_RESCUE, source=Source.SELF, said_at=START)
    follows = consequences(on_record(1, DEAD), before, CIRCLE, START)
    assert (follows.messages, len(follows.records)) == ((), 1)
    assert consequences(replace(on_record(1, DEAD), casualty=None), before, CIRCLE, START).messages


def test_a_good_word_of_the_dead_is_told_to_nobody_and_shown_to_staff() -> None:
    before = standing((on_record(1, DEAD),))
    follows = consequences(report(2, Source.SELF, Condition.SAFE), before, GONE, START)
    assert follows.messages == ()
    assert [each.kind for each in follows.records if isinstance(each, NoticeRaised)] == [NoticeKind.CONTESTED]
    assert consequences(report(2, Source.SELF, Condition.SAFE), Standing(), CIRCLE, START).messages


def test_a_call_for_help_of_the_dead_is_told_as_ever() -> None:
    before = standing((on_record(1, DEAD),))
    follows = consequences(report(2, Source.SELF, Condition.NEEDS_RESCUE), before, GONE, START)
    assert [each.to for each in follows.messages] == [DAUGHTER.id]


def test_whoever_is_found_is_told_of() -> None:
    ended = replace(on_record(2, MISSING), condition=Condition.UNKNOWN)
    before = standing((report(1, Source.SELF, Condition.SAFE), ended))
    assert before.condition is Condition.UNKNOWN
    follows = consequences(report(3, Source.SELF, Condition.SAFE), before, CIRCLE, START)
    assert [each.to for each in follows.messages] == [DAUGHTER.id]


def _asked(recipient: Recipient, *, in_distress: bool = False) -> Allowed | Denied:
    items = frozenset({Item.NAME, Item.CONDITION})
    yes = replace(YES, recipient_kind=RecipientKind.SERVICE, recipient=REGISTRY.person.id, items=items)
    question = Question(
        subject=GONE.person,
        recipient=recipient,
        purpose=Purpose.SAFETY_SHARING,
        items=items,
        moment=Moment(START, drill=False),
        consents=(YES, yes),
        in_distress=in_distress,
    )
    return decide(question)


def test_of_the_dead_a_program_says_nothing_but_a_call_for_help() -> None:
    daughter = Recipient(DAUGHTER, relation=RelationKind.FAMILY, relation_confirmed=True)
    assert _asked(daughter) == Denied("deceased")
    assert isinstance(_asked(daughter, in_distress=True), Allowed)
    assert isinstance(_asked(Recipient(DAUGHTER, roles=(Role(Office.CITY_STAFF),))), Allowed)
    assert isinstance(_asked(REGISTRY), Allowed)
