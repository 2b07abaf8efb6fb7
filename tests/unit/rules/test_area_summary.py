"""From まとめ and 班ごと together nobody can be singled out who did not agree to be named; and nobody gets lost."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.core.ids import DistrictId, IncidentId, PersonId
from bot.core.people import Person
from bot.core.reports import AreaSummary, CheckIn, Progress, Standing
from bot.core.requests import Resident
from bot.core.understanding import Condition, Whereabouts
from bot.rules.area_summary import FEWEST, BlockCount, Counted, by_block, tally, withheld, without_names

_HERE, _NOW = DistrictId("north"), IncidentId("I1")
_BLOCKS = ("1班", "2班", "3班", None)
_ANSWERS = st.builds(
    Standing,
    condition=st.sampled_from([None, *Condition]),
    whereabouts=st.sampled_from([None, *Whereabouts]),
)


def resident(number: int, block: str | None, standing: Standing) -> Resident:
    person = Person(PersonId(f"P{number}"), "だれか", _HERE, block=block)
    progress = Progress.SENT if standing.condition is None else Progress.ANSWERED
    return Resident(person, CheckIn(_NOW, person.id, progress, standing))


@st.composite
def towns(draw: st.DrawFn) -> tuple[Counted, ...]:
    """People in few blocks, so that small groups are common. Whose block is shown is named as well."""
    people = []
    for number in range(draw(st.integers(0, 14))):
        block = draw(st.sampled_from(_BLOCKS))
        openness = draw(st.integers(0, 2))
        is_placed = openness == 2 and block is not None
        people.append(Counted(resident(number, block, draw(_ANSWERS)), openness > 0, is_placed))
    return tuple(people)


def summary_of(people: tuple[Counted, ...]) -> AreaSummary:
    standings = [each.resident.check_in.standing for each in people]
    answered = sum(each.resident.check_in.progress is Progress.ANSWERED for each in people)
    return replace(tally(standings), asked=len(people), answered=answered, silent=len(people) - answered)


def published(people: tuple[Counted, ...]) -> tuple[object, ...]:
    """All that a leader reads in まとめ and 班ごと."""
    rows = tuple(replace(each, members=()) for each in by_block(people))
    return (withheld(summary_of(people), people), rows)


def _closed_in(row: BlockCount, people: tuple[Counted, ...]) -> list[Counted]:
    members = {each.person.id for each in row.members}
    return [each for each in people if each.resident.person.id in members and not each.is_named]


@given(towns())
def test_everybody_is_in_one_row_and_silence_and_rescue_are_always_counted(people: tuple[Counted, ...]) -> None:
    rows, total = by_block(people), summary_of(people)
    found = Counter(each.person.id for row in rows for each in row.members)
    assert found == Counter(each.resident.person.id for each in people)
    shown = withheld(total, people)
    for name in ("asked", "answered", "silent", "needs_rescue"):
        assert sum(getattr(row.counts, name) for row in rows) == getattr(total, name) == getattr(shown, name)


@given(towns())
def test_whoever_is_not_named_is_one_of_three_or_their_answer_is_not_told(people: tuple[Counted, ...]) -> None:
    for row in by_block(people):
        closed = _closed_in(row, people)
        assert not closed or len(closed) >= FEWEST or row.is_whole


@given(towns())
def test_no_block_is_told_of_one_or_two_who_are_not_named(people: tuple[Counted, ...]) -> None:
    for row in by_block(people):
        if row.block is not None:
            assert len(_closed_in(row, people)) in {0, *range(FEWEST, 99)}
            assert not row.is_whole


@given(towns(), st.data())
def test_two_of_one_row_may_change_places_and_nothing_changes(people: tuple[Counted, ...], data: st.DataObject) -> None:
    """So no reader, whatever they work out of all counts together, can say which of the two said what."""
    rows = [closed for row in by_block(people) if len(closed := _closed_in(row, people)) > 1]
    if not rows:
        return
    one, other = data.draw(st.permutations(data.draw(st.sampled_from(rows))))[:2]
    assert published(_with_answers_changed(people, one, other)) == published(people)


def _with_answers_changed(people: tuple[Counted, ...], one: Counted, other: Counted) -> tuple[Counted, ...]:
    def swapped(each: Counted) -> Counted:
        source = {one.resident.person.id: other, other.resident.person.id: one}.get(each.resident.person.id)
        if source is None:
            return each
        check_in = replace(source.resident.check_in, person=each.resident.person.id)
        return replace(each, resident=replace(each.resident, check_in=check_in))

    return tuple(map(swapped, people))


@given(towns(), st.sampled_from([Condition.SAFE, Condition.INJURED, Condition.UNKNOWN]), st.sampled_from(Whereabouts))
def test_where_one_or_two_are_not_named_what_they_answered_changes_nothing(
    people: tuple[Counted, ...], condition: Condition, whereabouts: Whereabouts
) -> None:
    """But for a call for help: that is always counted."""
    closed = [each for each in people if not each.is_named]
    hidden = [
        each for each in closed if each.resident.check_in.standing.condition not in (None, Condition.NEEDS_RESCUE)
    ]
    if not hidden or len(closed) >= FEWEST:
        return
    standing = Standing(condition=condition, whereabouts=whereabouts)
    told = replace(hidden[0], resident=resident(0, hidden[0].block, standing))
    told = replace(told, resident=replace(told.resident, person=hidden[0].resident.person))
    assert published(tuple(told if each is hidden[0] else each for each in people)) == published(people)


@given(towns())
def test_a_block_in_which_all_may_be_shown_is_counted_as_it_is(people: tuple[Counted, ...]) -> None:
    rows = {each.block: each for each in by_block(people)}
    for block in _BLOCKS[:-1]:
        members = [each for each in people if each.block == block]
        if members and all(each.is_placed for each in members):
            assert rows[block].counts == summary_of(tuple(members))


def test_the_calls_for_help_come_first() -> None:
    def placed(number: int, block: str, condition: Condition | None) -> Counted:
        return Counted(resident(number, block, Standing(condition=condition)), is_named=True, is_placed=True)

    people = (placed(1, "1班", None), placed(2, "2班", Condition.INJURED), placed(3, "3班", Condition.NEEDS_RESCUE))
    assert [each.block for each in by_block(people)] == ["3班", "2班", "1班"]


def test_for_many_eyes_a_district_of_two_is_not_told_apart_and_its_call_for_help_is() -> None:
    counts = AreaSummary(asked=2, answered=2, safe=1, needs_rescue=1, evacuated=1)
    assert without_names(counts) == (AreaSummary(asked=2, answered=2, needs_rescue=1), True)
    larger = replace(counts, asked=3, silent=1)
    assert without_names(larger) == (larger, False)
