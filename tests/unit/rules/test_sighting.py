"""How much a sighting weighs, and what it may never do to a call for help (promise 3)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.ids import ConversationId, IncidentId, PersonId, ReportId
from bot.core.reports import Means, Report, Source
from bot.core.sightings import Seen
from bot.core.understanding import Condition
from bot.rules.consequences import contradicts
from bot.rules.safety import is_distress, is_less, standing
from bot.rules.sighting import is_from_afar, settles, weight

START = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
AFAR = [each for each in Seen if is_from_afar(each)]
CONTACT = [each for each in Seen if not is_from_afar(each)]


def report(minute: int, source: Source, condition: Condition | None, sighting: Seen | None = None) -> Report:
    return Report(
        id=ReportId(f"{minute:04}"),
        about=PersonId("P1"),
        incident=IncidentId("I1"),
        drill=False,
        conversation=ConversationId(f"line:{source}"),
        reporter=PersonId(source),
        source=source,
        label="",
        means=Means.WORDS,
        said_at=START + timedelta(minutes=minute),
        condition=condition,
        sighting=sighting,
    )


reports = st.lists(
    st.builds(
        report,
        st.integers(0, 500),
        st.sampled_from(Source),
        st.sampled_from(Condition) | st.none(),
        st.sampled_from(Seen) | st.none(),
    ),
    max_size=6,
    unique_by=lambda each: each.id,
)


def test_each_way_of_knowing_has_a_weight_of_its_own() -> None:
    order = [Seen.VISIT, Seen.TELEPHONE, Seen.UNSAID, Seen.DOOR_CARD, Seen.YELLOW_FLAG, Seen.TRACES, Seen.HEARSAY]
    weights = [weight(each) for each in order]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == len(weights)
    assert weight(None) == weight(Seen.VISIT)


@given(reports, st.sampled_from(AFAR), st.sampled_from(Source))
def test_what_is_seen_from_afar_makes_nobodys_distress_smaller(told: list[Report], seen: Seen, source: Source) -> None:
    known = [replace(each, sighting=None) for each in told]
    before = standing(known)
    after = standing([*known, report(900, source, Condition.SAFE, seen)])
    assert not is_less(after.condition, than=before.condition)


@given(reports)
def test_a_sighting_without_a_condition_changes_no_condition(told: list[Report]) -> None:
    before = standing(told)
    after = standing([*told, report(900, Source.LEADER, None, Seen.VISIT)])
    assert (after.condition, after.contested) == (before.condition, before.contested)


def test_a_flag_beside_the_persons_own_call_for_help_is_a_question_for_staff() -> None:
    called = report(1, Source.SELF, Condition.NEEDS_RESCUE)
    flag = report(2, Source.LEADER, Condition.SAFE, Seen.YELLOW_FLAG)
    after = standing([called, flag])
    assert (after.condition, after.source, after.contested) == (Condition.NEEDS_RESCUE, Source.SELF, True)
    assert contradicts(flag, standing([called]))


def test_a_member_of_staff_who_saw_a_flag_has_settled_nothing_and_one_who_met_the_person_has() -> None:
    called = report(1, Source.SELF, Condition.NEEDS_RESCUE)
    flag, visit = (report(2, Source.STAFF, Condition.SAFE, each) for each in (Seen.YELLOW_FLAG, Seen.VISIT))
    assert (settles(flag), settles(visit)) == (False, True)
    assert contradicts(flag, standing([called]))
    assert standing([called, flag]).condition is Condition.NEEDS_RESCUE
    assert standing([called, visit]).condition is Condition.SAFE


def test_a_leaders_newer_visit_beats_the_older_one() -> None:
    hurt = report(1, Source.LEADER, Condition.INJURED, Seen.VISIT)
    after = standing([hurt, report(2, Source.LEADER, Condition.SAFE, Seen.VISIT)])
    assert (after.condition, after.contested) == (Condition.SAFE, False)


def test_a_flag_does_not_take_back_what_the_same_leader_saw_close_by() -> None:
    hurt = report(1, Source.LEADER, Condition.INJURED, Seen.VISIT)
    flag = report(2, Source.LEADER, Condition.SAFE, Seen.YELLOW_FLAG)
    after = standing([hurt, flag])
    assert (after.condition, after.sighting, after.contested) == (Condition.INJURED, Seen.VISIT, True)
    met = standing([hurt, flag, report(3, Source.LEADER, Condition.SAFE, Seen.VISIT)])
    assert (met.condition, met.contested) == (Condition.SAFE, False)


@given(st.sampled_from(CONTACT), st.sampled_from(AFAR))
def test_of_two_who_say_the_same_the_one_who_knows_better_is_named(close: Seen, afar: Seen) -> None:
    visit = report(1, Source.LEADER, Condition.SAFE, close)
    hearsay = report(2, Source.SUPPORTER, Condition.SAFE, afar)
    after = standing([visit, hearsay])
    assert (after.source, after.sighting) == (Source.LEADER, close)
    assert not is_distress(after.condition)
