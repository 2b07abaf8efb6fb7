"""What stands about a person, and what may never be read as safe (promise 3)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.ids import ConversationId, IncidentId, PersonId, ReportId
from bot.core.reports import Means, Report, Source
from bot.core.sightings import Seen
from bot.core.understanding import Condition, Intent, Understanding
from bot.rules.safety import SURE_ENOUGH, Reading, is_distress, is_overtaken, reading, standing
from bot.rules.sighting import SETTLING

START = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)


def report(minute: int, source: Source, condition: Condition | None, reporter: str = "") -> Report:
    return Report(
        id=ReportId(f"{minute:04}-{source}-{reporter}"),
        about=PersonId("P1"),
        incident=IncidentId("I1"),
        drill=False,
        conversation=ConversationId(f"line:{source}{reporter}"),
        reporter=PersonId(reporter or source),
        source=source,
        label="",
        means=Means.WORDS,
        said_at=START + timedelta(minutes=minute),
        condition=condition,
    )


def test_nothing_said_stands_for_nothing() -> None:
    assert standing(()).condition is None


def test_a_later_safe_from_somebody_else_does_not_end_a_call_for_rescue() -> None:
    after = standing((report(1, Source.SELF, Condition.NEEDS_RESCUE), report(2, Source.FAMILY, Condition.SAFE)))
    assert after.condition is Condition.NEEDS_RESCUE
    assert after.contested


def test_the_person_may_say_that_help_has_come() -> None:
    after = standing((report(1, Source.SELF, Condition.NEEDS_RESCUE), report(9, Source.SELF, Condition.SAFE)))
    assert after.condition is Condition.SAFE
    assert not after.contested


def test_words_of_an_injury_make_a_call_for_help_no_smaller_but_a_button_does() -> None:
    called, hurt = report(1, Source.SELF, Condition.NEEDS_RESCUE), report(2, Source.SELF, Condition.INJURED)
    after = standing((called, hurt))
    assert (after.condition, after.contested) == (Condition.NEEDS_RESCUE, False)
    assert standing((called, replace(hurt, means=Means.BUTTON))).condition is Condition.INJURED
    assert standing((hurt,)).condition is Condition.INJURED


def test_staff_who_have_checked_settle_a_disagreement() -> None:
    after = standing(
        (
            report(1, Source.SELF, Condition.NEEDS_RESCUE),
            report(2, Source.FAMILY, Condition.SAFE),
            report(3, Source.STAFF, Condition.SAFE),
        )
    )
    assert (after.condition, after.source, after.contested) == (Condition.SAFE, Source.STAFF, False)


@pytest.mark.parametrize("seen", [None, *Seen])
@pytest.mark.parametrize("source", sorted(set(Source) - SETTLING))
def test_no_word_of_others_makes_a_newer_own_call_smaller(source: Source, seen: Seen | None) -> None:
    """A leader walks at 10:00, she calls at 10:20, and the leader confirms the list later still."""
    call, walked = report(20, Source.SELF, Condition.NEEDS_RESCUE), report(0, source, Condition.SAFE, "L")
    confirmed = replace(report(21, source, Condition.SAFE, "L"), sighting=seen)
    for reports in ((walked, call), (call, confirmed), (walked, call, confirmed)):
        assert standing(reports).condition is Condition.NEEDS_RESCUE


def test_a_word_of_staff_that_was_said_before_a_call_does_not_end_it() -> None:
    """A roll call of staff's own stands for the moment they wrote it, not for their confirming tap."""
    call, walked = report(20, Source.SELF, Condition.NEEDS_RESCUE), report(0, Source.STAFF, Condition.SAFE)
    assert standing((call, walked)).condition is Condition.NEEDS_RESCUE


def test_the_persons_own_word_ends_what_kin_feared() -> None:
    after = standing((report(1, Source.FAMILY, Condition.NEEDS_RESCUE), report(2, Source.SELF, Condition.SAFE)))
    assert after.condition is Condition.SAFE


def test_kin_who_see_something_worse_are_believed_until_checked() -> None:
    after = standing((report(1, Source.SELF, Condition.SAFE), report(2, Source.FAMILY, Condition.INJURED)))
    assert (after.condition, after.contested) == (Condition.INJURED, True)


def test_one_relative_may_correct_themselves_but_not_another() -> None:
    corrected = standing(
        (report(1, Source.FAMILY, Condition.INJURED, "D"), report(2, Source.FAMILY, Condition.SAFE, "D"))
    )
    contradicted = standing(
        (report(1, Source.FAMILY, Condition.INJURED, "D"), report(2, Source.FAMILY, Condition.SAFE, "S"))
    )
    assert corrected.condition is Condition.SAFE
    assert contradicted.condition is Condition.INJURED


def test_an_old_safe_that_arrives_late_changes_nothing() -> None:
    late = report(1, Source.SELF, Condition.SAFE)
    assert standing((report(5, Source.SELF, Condition.NEEDS_RESCUE), late)).condition is Condition.NEEDS_RESCUE


def test_only_a_word_that_settles_overtakes_what_was_said_before_it() -> None:
    """A mother's call for help that comes late is news, whatever her daughter has said meanwhile."""
    call = report(1, Source.SELF, Condition.NEEDS_RESCUE)
    assert not is_overtaken(call, standing((report(5, Source.FAMILY, Condition.SAFE),)))
    assert is_overtaken(call, standing((report(5, Source.SELF, Condition.SAFE),)))


def test_facts_without_a_condition_leave_the_condition() -> None:
    lacking = replace(report(2, Source.SELF, None), needs=())
    after = standing((report(1, Source.SELF, Condition.INJURED), lacking))
    assert (after.condition, after.needs) == (Condition.INJURED, ())


_REPORTS = st.lists(
    st.builds(
        report,
        st.integers(0, 50),
        st.sampled_from([Source.SELF, Source.FAMILY, Source.SUPPORTER, Source.LEADER, Source.UNVERIFIED]),
        st.sampled_from([None, *Condition]),
        st.sampled_from(["A", "B"]),
    ),
    max_size=8,
    unique_by=lambda each: each.id,
)


@given(_REPORTS, st.randoms())
def test_the_order_of_arrival_does_not_matter(reports: list[Report], shuffle: object) -> None:
    mixed = list(reports)
    shuffle.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis hands a random.Random
    assert standing(reports) == standing(mixed)


@given(_REPORTS)
def test_distress_of_the_person_stands_until_the_person_or_staff_ends_it(reports: list[Report]) -> None:
    own = [each for each in sorted(reports, key=lambda each: (each.said_at, each.id)) if each.source is Source.SELF]
    said = [each for each in own if each.condition is not None]
    if said and said[-1].condition is Condition.NEEDS_RESCUE:
        assert standing(reports).condition is Condition.NEEDS_RESCUE


_UNDERSTANDINGS = st.builds(
    Understanding,
    intent=st.sampled_from(Intent),
    condition=st.sampled_from([None, *Condition]),
    confidence=st.floats(0, 1),
    unsure=st.booleans(),
)


@given(_UNDERSTANDINGS)
def test_only_what_is_sure_is_recorded(understood: Understanding) -> None:
    if reading(understood) is Reading.RECORD:
        assert not understood.unsure
        assert understood.confidence >= SURE_ENOUGH
        assert understood.condition is not None


@given(_UNDERSTANDINGS)
def test_no_sign_of_distress_passes_without_a_question_or_a_record(understood: Understanding) -> None:
    if is_distress(understood.condition):
        assert reading(understood) in (Reading.RECORD, Reading.ASK_URGENTLY)


@pytest.mark.parametrize("condition", [Condition.SAFE, Condition.UNKNOWN])
def test_an_unsure_safe_is_asked(condition: Condition) -> None:
    assert reading(Understanding(Intent.REPORT_STATUS, condition, confidence=1.0, unsure=True)) is Reading.ASK
