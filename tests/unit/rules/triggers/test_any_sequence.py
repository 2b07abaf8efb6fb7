"""Whatever comes, in whatever order, with staff between: one proposal for an event, and nothing of what is not real."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.alerts import Alert, AlertChange, AlertStatus
from bot.core.proposals import ProposalState
from tests.unit.rules.triggers.pure_desk import NOW, TRIGGERS, PureDesk, again, flash, order, quake, rain

_FIRST = st.one_of(
    st.builds(quake, st.sampled_from(["4", "5-", "5+", "7"]), st.sampled_from(["E1", "E2"])),
    st.builds(flash, st.sampled_from(["5-", "6+"]), st.sampled_from(["E1", "E2"])),
    st.builds(order, st.sampled_from([3, 4, 5]), st.sampled_from(["一箕地区", "門田地区", "知らない町"])),
    st.builds(rain, st.sampled_from([2, 4, 5])),
)
_STATUS = st.sampled_from([AlertStatus.REAL, AlertStatus.REAL, AlertStatus.TRAINING, AlertStatus.TEST])
_ACTS = st.sampled_from(["", "", "confirm", "refuse", "close"])
_MINUTES = st.integers(0, 150)
_STEPS = st.lists(st.tuples(_FIRST, st.sampled_from(AlertChange), _STATUS, _MINUTES, _ACTS), max_size=12)
_ISSUED = st.just(AlertChange.ISSUED)
_IN_TIME = st.lists(st.tuples(_FIRST, _ISSUED, _STATUS, st.integers(0, 25), _ACTS), max_size=12)
Steps = list[tuple[Alert, AlertChange, AlertStatus, int, str]]


def played(steps: Steps) -> tuple[PureDesk, list[tuple[Alert, str]]]:
    desk = PureDesk(replace(TRIGGERS, wait=timedelta(minutes=10)))
    became = []
    for of, change, status, minutes, act in steps:
        at = (desk.now - NOW) / timedelta(minutes=1) + minutes
        new = again(of, minutes=at, change=change, status=status)
        became.append((new, desk.take(new).became))
        _act(desk, act)
    return desk, became


def _act(desk: PureDesk, act: str) -> None:
    if act == "close":
        for each in [each for each in desk.incidents.values() if each.is_open]:
            desk.close(each)
    elif len(desk.waiting()) == 1 and act:
        desk.confirm() if act == "confirm" else desk.refuse()


@given(_STEPS)
@settings(max_examples=150, deadline=None)
def test_what_is_not_real_never_stands_behind_a_proposal(steps: Steps) -> None:
    desk, became = played(steps)
    real = {each.digest for each, _ in became if each.status is AlertStatus.REAL}
    assert all(set(each.alerts) <= real for each in desk.proposals.values())
    assert all(word == "not_real" for each, word in became if each.status is not AlertStatus.REAL)


@given(_IN_TIME)
@settings(max_examples=150, deadline=None)
def test_one_event_has_one_proposal(steps: Steps) -> None:
    """Within six hours; of one event of the source, or of one series."""
    _, became = played(steps)
    proposed = [(each.source, each.event or each.series) for each, word in became if word == "propose"]
    assert len(proposed) == len(set(proposed))


@given(_STEPS)
@settings(max_examples=150, deadline=None)
def test_for_one_place_and_level_of_an_event_at_most_one_proposal_waits(steps: Steps) -> None:
    desk, _ = played(steps)
    waits = [(each.matter, each.aim, each.draft.rank, each.draft.districts) for each in desk.waiting()]
    assert len(waits) == len(set(waits))


@given(_STEPS)
@settings(max_examples=150, deadline=None)
def test_an_alert_takes_back_only_what_still_waits(steps: Steps) -> None:
    desk = PureDesk()
    for of, change, status, minutes, act in steps:
        decided = {id_ for id_, each in desk.proposals.items() if each.state is not ProposalState.WAITING}
        at = (desk.now - NOW) / timedelta(minutes=1) + minutes
        settled = desk.take(again(of, minutes=at, change=change, status=status))
        assert not decided.intersection(settled.withdrawn)
        _act(desk, act)
