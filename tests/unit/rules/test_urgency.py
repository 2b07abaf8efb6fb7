"""How urgently somebody has to be looked after."""

import pytest

from bot.core.ids import IncidentId, PersonId
from bot.core.reports import Casualty, CheckIn, Progress, Standing
from bot.core.understanding import Condition
from bot.rules.urgency import Urgency, urgency


def check_in(progress: Progress, condition: Condition | None = None, *, contested: bool = False) -> CheckIn:
    return CheckIn(IncidentId("I"), PersonId("P"), progress, Standing(condition, contested=contested))


def on_record(casualty: Casualty, condition: Condition | None = None, *, contested: bool = False) -> CheckIn:
    standing = Standing(condition, contested=contested, casualty=casualty)
    return CheckIn(IncidentId("I"), PersonId("P"), Progress.ANSWERED, standing)


@pytest.mark.parametrize(
    ("stands", "wanted"),
    [
        (check_in(Progress.ANSWERED, Condition.NEEDS_RESCUE, contested=True), Urgency.NEEDS_RESCUE),
        (check_in(Progress.ANSWERED, Condition.INJURED, contested=True), Urgency.INJURED),
        (check_in(Progress.ANSWERED, Condition.SAFE, contested=True), Urgency.CONTESTED),
        (check_in(Progress.ANSWERED, Condition.SAFE), Urgency.SAFE),
        (check_in(Progress.SENT), Urgency.SILENT),
        (check_in(Progress.BEGAN, Condition.UNKNOWN), Urgency.SILENT),
        (check_in(Progress.ANSWERED, Condition.UNKNOWN), Urgency.UNCLEAR),
        (on_record(Casualty.MISSING, Condition.NEEDS_RESCUE), Urgency.NEEDS_RESCUE),
        (on_record(Casualty.MISSING), Urgency.MISSING),
        (on_record(Casualty.DEAD), Urgency.DEAD),
        (on_record(Casualty.DEAD, Condition.SAFE, contested=True), Urgency.CONTESTED),
        (on_record(Casualty.DEAD, Condition.NEEDS_RESCUE, contested=True), Urgency.NEEDS_RESCUE),
    ],
)
def test_the_worst_that_holds_counts(stands: CheckIn, wanted: Urgency) -> None:
    assert urgency(stands, support_needed=False, possible_distress=False) is wanted


def test_a_possible_call_for_help_stands_before_all_but_a_sure_one() -> None:
    safe, rescue = check_in(Progress.ANSWERED, Condition.SAFE), check_in(Progress.ANSWERED, Condition.NEEDS_RESCUE)
    assert urgency(safe, support_needed=False, possible_distress=True) is Urgency.POSSIBLE_DISTRESS
    assert urgency(rescue, support_needed=False, possible_distress=True) is Urgency.NEEDS_RESCUE


def test_of_the_silent_those_who_need_support_come_first() -> None:
    silent = check_in(Progress.SENT)
    needy = urgency(silent, support_needed=True, possible_distress=False)
    assert needy < urgency(silent, support_needed=False, possible_distress=False)
    safe = check_in(Progress.ANSWERED, Condition.SAFE)
    assert urgency(safe, support_needed=True, possible_distress=False) is Urgency.SAFE
