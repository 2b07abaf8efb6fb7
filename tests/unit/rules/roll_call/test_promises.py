"""Whatever is told and tapped: nobody unseen is reported, nobody is guessed, and no distress is lost."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.core.roll_calls import Line, WaitingRollCall
from bot.core.sightings import RollCall
from bot.rules.roll_call.choosing import added, chosen, nobody, not_known
from bot.rules.roll_call.reporting import calls_for_help, calls_named, notes_for_staff, reports_of
from bot.rules.roll_call.telling import lines_of
from bot.rules.safety import is_distress
from tests.unit.rules.roll_call.street import BY_ID, QUAKE, TELLING, roll_calls, turn, waiting

_answers = st.lists(st.integers(0, 13), max_size=12)


def lines(told: RollCall) -> tuple[Line, ...]:
    return lines_of(told, TELLING)


def answered(asked: WaitingRollCall, answers: list[int]) -> WaitingRollCall:
    """Every open question answered, by these answers as far as they go: an option, nobody, or not known."""
    for answer in [*answers, *[13] * 50]:
        line = asked.question
        if line is None:
            return asked
        if answer < len(line.options):
            asked = chosen(asked, line, line.options[answer])
        elif answer == 12 and line.taking_out:
            asked = nobody(asked, line)
        else:
            asked = not_known(asked, line)
    raise AssertionError("it never stops asking")


@given(roll_calls, _answers)
def test_nobody_is_reported_whom_the_sender_may_not_see(told: RollCall, answers: list[int]) -> None:
    done = answered(waiting(*lines(told)), answers)
    assert {each.about for each in reports_of(turn(), done, BY_ID)} <= set(BY_ID)
    fewer = {id_: each for id_, each in BY_ID.items() if id_ != "ken"}
    assert "ken" not in {each.about for each in reports_of(turn(), done, fewer)}


@given(roll_calls, _answers)
def test_a_person_is_reported_once_and_only_where_something_was_told(told: RollCall, answers: list[int]) -> None:
    reports = reports_of(turn(), answered(waiting(*lines(told)), answers), BY_ID)
    assert len({each.about for each in reports}) == len(reports) == len({each.id for each in reports})
    assert all(each.condition or each.absence or each.whereabouts or each.needs for each in reports)


@given(roll_calls)
def test_each_call_for_help_is_shown_to_staff_before_any_tap(told: RollCall) -> None:
    raised = calls_for_help(turn(), QUAKE, lines(told), None)
    words = {each.words for each in raised}
    assert {each.words for each in told.sightings if is_distress(each.condition)} <= words
    assert all(each.about is None or each.about in BY_ID for each in raised)


@given(roll_calls, _answers)
def test_the_tap_names_whom_a_nameless_call_is_about_and_nobody_unseen(told: RollCall, answers: list[int]) -> None:
    raised = {each.id for each in calls_for_help(turn(), QUAKE, lines(told), None)}
    done = answered(waiting(*lines(told)), answers)
    named = calls_named(done, BY_ID)
    assert {each.id for each in named} <= raised
    in_distress = [each for each in done.lines if is_distress(each.condition) and each.is_reported and not each.many]
    assert [each.about for each in named] == [each.people[0] for each in in_distress]
    assert calls_named(done, {}) == ()


@given(roll_calls, _answers)
def test_what_makes_no_report_reaches_staff_in_the_senders_words(told: RollCall, answers: list[int]) -> None:
    done = answered(waiting(*lines(told)), answers)
    noted = " / ".join(each.words or "" for each in notes_for_staff(turn(), done, BY_ID))
    for line in done.lines:
        assert line.is_reported or line.words in noted


@given(roll_calls)
def test_an_unsure_word_makes_no_report(told: RollCall) -> None:
    for sighting, line in zip(told.sightings, lines(told), strict=True):
        assert not sighting.unsure or not (line.people or line.options)


@given(roll_calls, _answers)
def test_distress_told_of_somebody_is_reported_whatever_else_was_told_of_them(
    told: RollCall, answers: list[int]
) -> None:
    done = answered(waiting(*lines(told)), answers)
    reported = {each.about: each.condition for each in reports_of(turn(), done, BY_ID)}
    for line in done.lines:
        if line.is_reported and is_distress(line.condition):
            assert all(is_distress(reported[each]) for each in line.people)


@given(roll_calls, roll_calls)
def test_what_is_told_anew_by_name_replaces_what_waited_of_the_same_people(first: RollCall, second: RollCall) -> None:
    newer = lines_of(second, replace(TELLING, id="E2"))
    done = added(waiting(*lines(first)), newer)
    told = {person for line in newer if not (line.is_open or line.many) for person in line.people}
    ids = {line.id for line in newer}
    assert [line.id for line in done.lines if line.id in ids] == [line.id for line in newer]
    assert not any(told & set(line.people) for line in done.lines if line.id not in ids)


@given(roll_calls, roll_calls)
def test_a_word_about_a_whole_block_takes_nothing_back_that_was_said_by_name(first: RollCall, second: RollCall) -> None:
    newer = tuple(line for line in lines_of(second, replace(TELLING, id="E2")) if line.many)
    before = waiting(*lines(first))
    done = added(before, newer)
    named = [line for line in before.lines if not line.many]
    assert [line for line in done.lines if line in named] == named
    reported = {each.about: each for each in reports_of(turn(), done, BY_ID)}
    for line in named:
        if line.is_reported and is_distress(line.condition):
            assert all(is_distress(reported[each].condition) for each in line.people)
