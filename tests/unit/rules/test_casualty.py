"""Missing and dead: staff's word alone, hidden behind nothing, and telling nobody (standards.md 4.7; promises 2, 3)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.people import Person
from bot.core.reports import Casualty, Report, Source, Standing
from bot.core.requests import Circle
from bot.core.sightings import Seen
from bot.core.understanding import Condition
from bot.rules.consequences import consequences
from bot.rules.safety import standing
from tests.unit.rules.test_safety import START, report

DEAD, MISSING = Casualty.DEAD, Casualty.MISSING


def on_record(minute: int, casualty: Casualty, source: Source = Source.STAFF) -> Report:
    return replace(report(minute, source, None), casualty=casualty)


def test_the_record_stands_with_its_time() -> None:
    after = standing((on_record(3, MISSING),))
    assert (after.condition, after.casualty, after.source, after.contested) == (None, MISSING, None, False)
    assert after.casualty_at == on_record(3, MISSING).said_at


@pytest.mark.parametrize("source", [each for each in Source if each is not Source.STAFF])
@pytest.mark.parametrize("casualty", list(Casualty))
def test_nobody_but_staff_makes_anybody_missing_or_dead(source: Source, casualty: Casualty) -> None:
    assert standing((on_record(1, casualty, source),)).casualty is None


def test_a_call_for_help_stands_beside_missing_and_ends_with_a_death() -> None:
    called = report(1, Source.SELF, Condition.NEEDS_RESCUE)
    assert standing((called, on_record(2, MISSING))).condition is Condition.NEEDS_RESCUE
    after = standing((called, on_record(2, DEAD)))
    assert (after.condition, after.casualty, after.contested) == (None, DEAD, False)


@given(st.sampled_from([Source.SELF, Source.FAMILY, Source.LEADER, Source.SUPPORTER]), st.sampled_from(list(Casualty)))
def test_a_call_for_help_after_the_record_is_never_hidden_by_it(source: Source, casualty: Casualty) -> None:
    after = standing((on_record(1, casualty), report(2, source, Condition.NEEDS_RESCUE)))
    assert after.condition is Condition.NEEDS_RESCUE


def test_the_missing_person_who_answers_is_found_and_others_are_checked() -> None:
    missing = on_record(1, MISSING)
    assert standing((missing, report(2, Source.SELF, Condition.SAFE))) == standing(
        (report(2, Source.SELF, Condition.SAFE),)
    )
    after = standing((missing, report(2, Source.FAMILY, Condition.SAFE)))
    assert (after.casualty, after.condition, after.contested) == (MISSING, Condition.SAFE, True)
    unknown = standing((missing, report(2, Source.FAMILY, Condition.UNKNOWN)))
    assert (unknown.casualty, unknown.contested) == (MISSING, False)


def test_a_word_from_the_telephone_of_the_dead_is_checked_and_only_staff_who_were_there_end_the_record() -> None:
    dead = on_record(1, DEAD)
    after = standing((dead, report(2, Source.SELF, Condition.SAFE)))
    assert (after.casualty, after.contested, after.condition) == (DEAD, True, None)
    met = replace(report(3, Source.STAFF, Condition.SAFE), sighting=Seen.VISIT)
    assert standing((dead, met)).casualty is None
    flag = replace(met, sighting=Seen.YELLOW_FLAG)
    assert standing((dead, flag)).casualty is DEAD


def test_the_newer_record_replaces_the_older() -> None:
    assert standing((on_record(1, MISSING), on_record(2, DEAD))).casualty is DEAD
    assert standing((on_record(2, MISSING), on_record(1, DEAD))).casualty is MISSING


@pytest.mark.parametrize("casualty", list(Casualty))
def test_the_record_is_told_to_nobody_and_asks_nothing_of_staff(casualty: Casualty) -> None:
    circle = Circle(Person("P1", "花子", None))  # type: ignore[arg-type]
    before = Standing(condition=Condition.NEEDS_RESCUE, source=Source.SELF, said_at=START)
    follows = consequences(on_record(1, casualty), before, circle, START)
    assert follows.messages == ()
    assert len(follows.records) == 1


@pytest.mark.parametrize(
    ("source", "casualty", "asks_staff"),
    [
        (Source.SELF, DEAD, True),
        (Source.FAMILY, DEAD, True),
        (Source.FAMILY, MISSING, True),
        (Source.SELF, MISSING, False),
        (Source.STAFF, DEAD, False),
    ],
)
def test_good_news_of_somebody_on_record_goes_to_staff_first(
    source: Source, casualty: Casualty, *, asks_staff: bool
) -> None:
    before = standing((on_record(1, casualty),))
    follows = consequences(report(2, source, Condition.SAFE), before, None, START)
    assert (len(follows.records) == 2) is asks_staff
