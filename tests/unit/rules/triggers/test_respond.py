"""What follows from alerts one after the other: one proposal for an event, and everything else belongs to it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.alerts import Alert, AlertChange, AlertKind, AlertStatus
from bot.core.incidents import Hazard
from bot.core.proposals import Aim, ProposalState, Whom
from bot.rules.triggers import Keep, Why
from tests.unit.rules.triggers.pure_desk import (
    IKKI,
    MONDEN,
    NOW,
    TRIGGERS,
    PureDesk,
    again,
    flash,
    order,
    quake,
    rain,
    waits_at,
    wrong_at,
)

HOURS_6 = 360
TEN = timedelta(minutes=10)


@pytest.fixture
def desk() -> PureDesk:
    return PureDesk()


@pytest.mark.parametrize("status", [AlertStatus.TRAINING, AlertStatus.TEST])
@pytest.mark.parametrize("of", [quake("7"), order(5), rain(5)])
def test_what_is_not_real_leads_to_nothing(desk: PureDesk, status: AlertStatus, of: Alert) -> None:
    assert desk.respond(replace(of, status=status)) == Keep(Why.NOT_REAL)


@pytest.mark.parametrize("change", list(AlertChange))
def test_what_is_not_real_does_not_touch_what_is(desk: PureDesk, change: AlertChange) -> None:
    real = order(4, "一箕地区")
    desk.take(real)
    training = again(real, minutes=5, status=AlertStatus.TRAINING, change=change)
    assert desk.respond(training) == Keep(Why.NOT_REAL)


def test_an_aftershock_within_six_hours_belongs_to_the_open_incident(desk: PureDesk) -> None:
    first = quake("5+")
    assert desk.take(first).became == "propose"
    desk.confirm()
    assert desk.take(replace(quake("5-", "E2"), issued=NOW + timedelta(hours=5))).became == "join"
    assert desk.waiting() == []


def test_a_quake_after_six_quiet_hours_is_a_new_event_though_the_incident_is_open(desk: PureDesk) -> None:
    desk.take(quake("5+"))
    desk.confirm()
    late = replace(quake("5-", "E2"), issued=NOW + timedelta(hours=6, minutes=1))
    assert desk.take(late).became == "propose"


def test_the_report_after_the_flash_says_nothing_new(desk: PureDesk) -> None:
    desk.take(flash("5+"))
    assert desk.take(quake("5+")).became == "join"
    assert len(desk.waiting()) == 1


def test_the_report_that_knows_the_city_takes_back_what_the_flash_made_believe(desk: PureDesk) -> None:
    desk.take(flash("5+"))
    assert desk.take(quake("4")).became == "correct"
    assert desk.waiting() == []


def test_a_graver_quake_raises_the_open_incident_once(desk: PureDesk) -> None:
    desk.take(quake("5-"))
    incident = desk.confirm()
    settled = desk.take(replace(quake("6+", "E2"), issued=NOW + timedelta(hours=1)))
    assert settled.proposal is not None
    assert (settled.proposal.aim, settled.proposal.incident) == (Aim.RAISE, incident.id)
    assert desk.take(replace(quake("6+", "E3"), issued=NOW + timedelta(hours=2))).became == "join"


def test_level_4_after_level_3_asks_everybody_and_a_repeat_asks_nobody(desk: PureDesk) -> None:
    first = order(3, "一箕地区")
    desk.take(first)
    desk.confirm()
    higher = again(first, minutes=30, areas=order(4, "一箕地区").areas)
    settled = desk.take(higher)
    assert settled.proposal is not None
    assert (settled.proposal.aim, settled.proposal.draft.whom) == (Aim.RAISE, Whom.EVERYBODY)
    desk.confirm()
    assert desk.take(again(higher, minutes=20)).became == "join"


def test_a_district_that_is_ordered_later_is_asked_and_the_first_is_not_asked_again(desk: PureDesk) -> None:
    first = order(4, "一箕地区")
    desk.take(first)
    desk.confirm()
    settled = desk.take(again(first, minutes=30, areas=order(4, "一箕地区", "門田地区").areas))
    assert settled.proposal is not None
    assert (settled.proposal.aim, settled.proposal.draft.districts) == (Aim.RAISE, (MONDEN,))


def test_a_rise_while_the_first_waits_takes_its_place_and_waits_no_longer(desk: PureDesk) -> None:
    desk.triggers = replace(TRIGGERS, wait=TEN)
    first = order(3, "一箕地区")
    desk.take(first)
    settled = desk.take(again(first, minutes=5, areas=order(4, "一箕地区", "門田地区").areas))
    (waits,) = desk.waiting()
    assert waits == settled.proposal
    assert (waits.aim, waits.draft.level, waits.goes_at) == (Aim.OPEN, "4", NOW + TEN)
    assert waits.draft.districts == (IKKI, MONDEN)


def test_a_rise_in_one_district_leaves_what_waits_for_the_others(desk: PureDesk) -> None:
    first = order(3, "一箕地区", "門田地区")
    desk.take(first)
    desk.take(again(first, minutes=5, areas=(*order(4, "一箕地区").areas, *order(3, "門田地区").areas)))
    assert waits_at(desk) == [("3", (MONDEN,)), ("4", (IKKI,))]


def test_the_citys_order_is_more_than_the_level_of_the_jma(desk: PureDesk) -> None:
    desk.take(rain(4))
    desk.confirm()
    assert desk.take(order(4)).became == "raise"
    desk.confirm()
    assert desk.take(again(rain(4), minutes=10)).became == "join"
    assert desk.take(again(rain(5), minutes=20)).became == "raise"


def test_a_night_of_rain_is_one_event(desk: PureDesk) -> None:
    became = [desk.take(rain(4)).became]
    desk.confirm()
    became += [desk.take(rain(4, kind=kind)).became for kind in (AlertKind.LANDSLIDE, AlertKind.RIVER_FLOOD)]
    assert became == ["propose", "join", "join"]


@pytest.mark.parametrize("about", ["災害: 地震", "災害: 火災", ""])
def test_an_order_after_a_quake_is_a_matter_of_its_own(desk: PureDesk, about: str) -> None:
    desk.take(quake("7"))
    desk.confirm()
    assert desk.take(order(4, about=about)).became == "propose"


def test_a_cancelled_alert_takes_back_what_waits(desk: PureDesk) -> None:
    first = quake("5+")
    desk.take(first)
    settled = desk.take(again(first, minutes=3, change=AlertChange.CANCELLED, areas=()))
    assert (settled.became, settled.proposal, desk.waiting()) == ("correct", None, [])


def test_a_cancellation_counts_however_late_it_comes(desk: PureDesk) -> None:
    first = quake("5+")
    desk.take(first)
    late = again(first, minutes=3, change=AlertChange.CANCELLED)
    desk.now = NOW + timedelta(hours=9)
    assert desk.take(late).became == "correct"


def test_a_cancelled_alert_proposes_a_correction_for_an_open_incident(desk: PureDesk) -> None:
    desk.triggers = replace(TRIGGERS, wait=TEN)
    first = quake("5+")
    desk.take(first)
    incident = desk.confirm()
    settled = desk.take(again(first, minutes=3, change=AlertChange.CANCELLED, areas=()))
    assert settled.proposal is not None
    assert (settled.proposal.aim, settled.proposal.incident, settled.proposal.goes_at) == (
        Aim.CANCEL,
        incident.id,
        None,
    )


def test_a_second_cancellation_says_nothing_new(desk: PureDesk) -> None:
    first = quake("5+")
    desk.take(first)
    desk.confirm()
    desk.take(again(first, minutes=3, change=AlertChange.CANCELLED))
    assert desk.respond(again(first, minutes=4, change=AlertChange.CANCELLED)) == Keep(Why.CANCELLED)


def test_what_was_cancelled_and_is_announced_again_is_not_told_to_be_wrong(desk: PureDesk) -> None:
    first = quake("5+")
    desk.take(first)
    desk.confirm()
    desk.take(again(first, minutes=3, change=AlertChange.CANCELLED))
    assert desk.take(again(first, minutes=5)).became == "correct"
    assert desk.waiting() == []


def test_who_was_told_that_it_was_wrong_is_asked_again_when_it_is_announced_again(desk: PureDesk) -> None:
    first = quake("5+")
    desk.take(first)
    incident = desk.confirm()
    desk.take(again(first, minutes=3, change=AlertChange.CANCELLED))
    desk.confirm()
    settled = desk.take(again(first, minutes=5))
    assert settled.proposal is not None
    assert (settled.proposal.aim, settled.proposal.incident) == (Aim.RAISE, incident.id)


def test_a_correction_downwards_is_proposed_for_an_open_incident(desk: PureDesk) -> None:
    first = quake("6+")
    desk.take(first)
    desk.confirm()
    lower = again(first, minutes=3, change=AlertChange.CORRECTED, areas=quake("5-").areas)
    assert desk.take(lower).became == "correct"
    assert wrong_at(desk) == [(Aim.CORRECT, "5弱", ())]
    assert desk.take(again(lower, minutes=1)).became == "join"
    assert wrong_at(desk) == [(Aim.CORRECT, "5弱", ())]


def test_a_correction_downwards_takes_the_place_of_what_waits(desk: PureDesk) -> None:
    first = quake("6+")
    desk.take(first)
    desk.take(again(first, minutes=3, change=AlertChange.CORRECTED, areas=quake("5-").areas))
    (waits,) = desk.waiting()
    assert (waits.aim, waits.draft.level) == (Aim.OPEN, "5弱")


def test_what_only_joined_corrects_nothing(desk: PureDesk) -> None:
    desk.take(rain(4))
    desk.confirm()
    landslide = rain(4, kind=AlertKind.LANDSLIDE)
    desk.take(landslide)
    gone = again(landslide, minutes=5, change=AlertChange.CANCELLED)
    assert desk.respond(gone) == Keep(Why.CANCELLED)


def test_an_order_that_is_lifted_while_the_proposal_waits_takes_it_back(desk: PureDesk) -> None:
    first = order(4, "一箕地区")
    desk.take(first)
    assert desk.take(again(first, minutes=5, areas=order(4, "一箕地区", lifted=True).areas)).became == "correct"
    assert desk.waiting() == []


def test_an_order_that_is_lifted_later_corrects_nothing(desk: PureDesk) -> None:
    first = order(4, "一箕地区")
    desk.take(first)
    desk.confirm()
    lifted = again(first, minutes=60, areas=order(4, "一箕地区", lifted=True).areas)
    assert desk.respond(lifted) == Keep(Why.LIFTED)


def test_what_was_issued_more_than_six_hours_ago_proposes_nothing(desk: PureDesk) -> None:
    desk.now = NOW + timedelta(minutes=HOURS_6 + 1)
    assert desk.respond(quake("7")) == Keep(Why.STALE)


def test_what_is_not_valid_any_more_proposes_nothing(desk: PureDesk) -> None:
    assert desk.respond(replace(rain(5), valid_until=NOW)) == Keep(Why.STALE)


def test_what_comes_from_the_future_proposes_nothing(desk: PureDesk) -> None:
    assert desk.respond(replace(quake("7"), issued=NOW + timedelta(hours=1))) == Keep(Why.AHEAD)


def test_an_older_telegram_of_the_series_that_comes_late_proposes_nothing(desk: PureDesk) -> None:
    newest = replace(rain(2), issued=NOW + timedelta(minutes=10))
    desk.take(newest)
    assert desk.respond(again(newest, minutes=-5, areas=rain(4).areas)) == Keep(Why.OLDER)


def test_of_two_revisions_the_higher_one_holds_whatever_their_times(desk: PureDesk) -> None:
    desk.take(replace(order(4), revision=3))
    assert desk.respond(again(order(5), minutes=5, revision=2)) == Keep(Why.OLDER)


def test_a_repeat_of_what_staff_refused_proposes_nothing_but_a_rise_does(desk: PureDesk) -> None:
    first = order(3, "一箕地区")
    desk.take(first)
    desk.refuse()
    assert desk.respond(again(first, minutes=10)) == Keep(Why.DECIDED)
    assert desk.take(again(first, minutes=20, areas=order(4, "一箕地区").areas)).became == "raise"
    assert desk.waiting()[0].aim is Aim.OPEN


def test_what_waited_on_and_opened_its_own_incident_is_what_later_alerts_are_about(desk: PureDesk) -> None:
    desk.triggers = replace(TRIGGERS, places={"一箕町": IKKI, "門田町": MONDEN})
    first = order(3, "一箕町")
    desk.take(first)
    (waits,) = desk.waiting()
    desk.take(replace(again(order(4, "門田町"), minutes=5), series="another"))
    desk.proposals.pop(waits.id)
    closed = desk.confirm()
    desk.proposals[waits.id] = waits
    desk.now += timedelta(minutes=30)
    desk.close(closed)
    desk.now += timedelta(minutes=5)
    opened = desk.confirm()
    assert opened.id != closed.id
    settled = desk.take(again(first, minutes=60, change=AlertChange.CANCELLED))
    assert settled.proposal is not None
    assert (settled.proposal.aim, settled.proposal.incident) == (Aim.CANCEL, opened.id)


def test_a_repeat_after_the_incident_was_closed_proposes_nothing(desk: PureDesk) -> None:
    first = rain(4)
    desk.take(first)
    desk.close(desk.confirm())
    assert desk.respond(again(first, minutes=10)) == Keep(Why.DECIDED)
    assert desk.take(replace(quake("5-"), issued=desk.now)).became == "propose"


def test_the_series_of_last_month_is_not_this_months_event(desk: PureDesk) -> None:
    first = rain(4)
    desk.take(first)
    desk.close(desk.confirm())
    assert desk.take(again(first, minutes=30 * 24 * 60)).became == "propose"


def test_an_incident_that_staff_opened_by_hand_is_not_asked_about_twice(desk: PureDesk) -> None:
    desk.open_by_hand(Hazard.EARTHQUAKE, "震度5強")
    assert desk.take(quake("5+")).became == "join"
    assert desk.take(quake("6-", "E2")).became == "raise"


def test_where_staff_wrote_no_level_only_staff_let_a_rise_go(desk: PureDesk) -> None:
    desk.triggers = replace(TRIGGERS, wait=TEN)
    desk.open_by_hand(Hazard.FLOOD, "")
    settled = desk.take(order(4))
    assert settled.proposal is not None
    assert (settled.proposal.aim, settled.proposal.goes_at) == (Aim.RAISE, None)


def test_without_a_wait_nothing_goes_by_itself(desk: PureDesk) -> None:
    settled = desk.take(quake("7"))
    assert settled.proposal is not None
    assert settled.proposal.goes_at is None


def test_a_drill_that_was_sent_as_real_never_goes_by_itself(desk: PureDesk) -> None:
    desk.triggers = replace(TRIGGERS, wait=TEN)
    settled = desk.take(replace(order(4), title="【訓練】避難情報"))
    assert settled.proposal is not None
    assert settled.proposal.goes_at is None
    assert "訓練またはテスト" in settled.proposal.draft.notes[-1]


def test_a_drill_that_is_open_is_no_incident_to_join(desk: PureDesk) -> None:
    desk.open_by_hand(Hazard.EARTHQUAKE, "5強")
    desk.incidents = {id_: replace(each, drill=True) for id_, each in desk.incidents.items()}
    assert desk.take(quake("5-")).became == "propose"


def test_nothing_is_decided_by_an_alert_but_taking_back(desk: PureDesk) -> None:
    desk.take(quake("5+"))
    assert {each.state for each in desk.proposals.values()} == {ProposalState.WAITING}


def test_an_order_of_two_levels_makes_two_proposals_of_one_matter(desk: PureDesk) -> None:
    both = replace(order(4), areas=(*order(4, "一箕地区").areas, *order(3, "門田地区").areas))
    assert desk.take(both).became == "propose"
    found = {each.draft.level: each for each in desk.waiting()}
    assert found.keys() == {"4", "3"}
    assert {level: each.draft.districts for level, each in found.items()} == {"4": (IKKI,), "3": (MONDEN,)}
    assert len({each.matter for each in found.values()}) == 1


def test_the_same_two_levels_again_propose_nothing_more(desk: PureDesk) -> None:
    both = replace(order(4), areas=(*order(4, "一箕地区").areas, *order(3, "門田地区").areas))
    desk.take(both)
    assert desk.take(again(both, minutes=10)).became == "join"
    assert len(desk.waiting()) == 2


def test_a_district_that_rises_to_the_higher_level_is_asked_in_its_words_alone(desk: PureDesk) -> None:
    both = replace(order(4), areas=(*order(4, "一箕地区").areas, *order(3, "門田地区").areas))
    desk.take(both)
    desk.take(again(both, minutes=10, areas=order(4, "一箕地区", "門田地区").areas))
    assert sorted((each.draft.level, each.draft.districts) for each in desk.waiting()) == [
        ("4", (IKKI,)),
        ("4", (MONDEN,)),
    ]


def test_a_correction_of_one_district_takes_nothing_back_of_the_other(desk: PureDesk) -> None:
    first = order(4, "一箕地区", "門田地区")
    desk.take(first)
    desk.confirm()
    areas = (*order(4, "一箕地区").areas, *order(3, "門田地区").areas)
    desk.take(again(first, minutes=5, areas=areas, change=AlertChange.CORRECTED))
    assert wrong_at(desk) == [(Aim.CORRECT, "3", (MONDEN,))]
    desk.confirm()
    desk.take(again(first, minutes=10))
    assert waits_at(desk) == [("4", (MONDEN,))]
