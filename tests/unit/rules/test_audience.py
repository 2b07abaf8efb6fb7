"""Who belongs to an audience: area, hazard at home, need for support, office, language, answer."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.core.audience import Answer, AtHome, Audience, Block, HomeHazard, Zone
from bot.core.ids import DistrictId, IncidentId
from bot.core.incidents import Hazard
from bot.core.language import Language
from bot.core.people import Office
from bot.core.reports import Progress
from bot.rules.audience import Home, Resident, belongs

EAST, WEST = DistrictId("east"), DistrictId("west")
QUAKE = IncidentId("quake")
ELDERS = date(1961, 9, 1)
AT_FLOOD = HomeHazard(Hazard.FLOOD, 1.5)
IN_RED_ZONE = HomeHazard(Hazard.LANDSLIDE, zone=Zone.SPECIAL)
HANA = Resident(Home(EAST, "1班", (AT_FLOOD,)), support_needed=True)
SATO = Resident(Home(EAST, "2班", placed=True), offices=frozenset({Office.LEADER}))

areas = st.sampled_from([None, EAST, WEST])
home_hazards = st.builds(
    HomeHazard, st.sampled_from([Hazard.FLOOD, Hazard.LANDSLIDE]), st.sampled_from([None, 0.0, 0.5, 3.0])
)
homes = st.builds(
    Home, areas, st.sampled_from([None, "1班", "2班"]), st.tuples() | st.tuples(home_hazards), st.booleans()
)
birthdates = st.sampled_from([None, date(1944, 5, 12), date(1961, 9, 1), date(1990, 1, 1)])
residents = st.builds(
    Resident,
    homes,
    st.sampled_from(Language),
    st.booleans(),
    st.frozensets(st.sampled_from([Office.LEADER, Office.CITY_STAFF])),
    birthdates,
    st.tuples() | st.tuples(st.builds(Resident, homes, support_needed=st.booleans(), birthdate=birthdates)),
    st.booleans(),
    st.just({}) | st.builds(lambda progress: {QUAKE: progress}, st.sampled_from(Progress)),
)
audiences = st.builds(
    Audience,
    st.tuples() | st.tuples(areas.filter(bool)),
    st.tuples() | st.tuples(st.builds(Block, areas.filter(bool), st.just("1班"))),
    st.tuples() | st.tuples(st.builds(AtHome, st.just(Hazard.FLOOD), st.sampled_from([0.0, 0.5, 3.0]))),
    st.booleans(),
    st.sampled_from([None, ELDERS]),
    st.tuples() | st.just((Office.LEADER,)),
    st.tuples() | st.just((Language.ENGLISH,)),
    st.sampled_from([None, QUAKE]),
    st.sampled_from(Answer),
)


@given(residents)
def test_everybody_belongs_to_the_audience_without_conditions(resident: Resident) -> None:
    assert belongs(resident, Audience())


@given(residents, audiences)
def test_an_area_leaves_nobody_out_whose_area_nobody_has_matched(resident: Resident, audience: Audience) -> None:
    nowhere = replace(resident, home=Home())
    elsewhere = replace(audience, districts=(), blocks=(), hazards=())
    if belongs(nowhere, elsewhere) and not audience.supported:
        assert belongs(nowhere, audience)


@given(residents, audiences)
def test_a_condition_more_never_brings_anybody_in(resident: Resident, audience: Audience) -> None:
    wider = (
        replace(audience, districts=(), blocks=()),
        replace(audience, hazards=()),
        replace(audience, offices=()),
        replace(audience, languages=()),
        replace(audience, incident=None),
    )
    if belongs(resident, audience):
        assert all(belongs(resident, each) for each in wider)


@given(residents, audiences)
def test_whoever_needs_support_is_never_left_out_of_a_call_to_the_elderly(
    resident: Resident, audience: Audience
) -> None:
    if resident.support_needed and belongs(resident, replace(audience, supported=False)):
        assert belongs(resident, replace(audience, supported=True))


def test_a_block_is_asked_with_those_of_its_district_whose_block_nobody_knows() -> None:
    first = Audience(blocks=(Block(EAST, "1班"),))
    assert belongs(HANA, first)
    assert not belongs(SATO, first)
    assert belongs(replace(SATO, home=Home(EAST)), first)
    assert not belongs(replace(HANA, home=Home(WEST, "1班")), first)


def test_a_flood_is_measured_at_least_and_what_the_map_leaves_open_counts_as_deep() -> None:
    deep = Audience(hazards=(AtHome(Hazard.FLOOD, 1.5),))
    assert belongs(HANA, deep)
    assert not belongs(HANA, Audience(hazards=(AtHome(Hazard.FLOOD, 1.6),)))
    assert belongs(replace(HANA, home=Home(EAST, hazards=(HomeHazard(Hazard.FLOOD),))), deep)
    assert not belongs(SATO, deep)


def test_water_that_does_not_come_there_is_no_hazard() -> None:
    dry = replace(HANA, home=Home(EAST, hazards=(HomeHazard(Hazard.FLOOD, 0.0),)))
    assert not belongs(dry, Audience(hazards=(AtHome(Hazard.FLOOD),)))


def test_the_special_zone_alone_can_be_meant() -> None:
    red = Audience(hazards=(AtHome(Hazard.LANDSLIDE, special=True),))
    yellow = replace(HANA, home=Home(EAST, hazards=(HomeHazard(Hazard.LANDSLIDE, zone=Zone.WARNING),)))
    assert belongs(replace(HANA, home=Home(EAST, hazards=(IN_RED_ZONE,))), red)
    assert not belongs(yellow, red)


def test_who_helps_somebody_under_the_hazard_is_called_with_them() -> None:
    called = Audience(districts=(EAST,), hazards=(AtHome(Hazard.FLOOD),), supported=True)
    assert belongs(replace(SATO, helps=(HANA,)), called)
    assert not belongs(SATO, called)
    assert not belongs(replace(SATO, helps=(replace(HANA, home=Home(WEST, hazards=(AT_FLOOD,))),)), called)


def test_who_helps_somebody_there_is_called_unless_they_are_known_to_live_elsewhere() -> None:
    called = Audience(districts=(EAST,), supported=True)
    homes = (Home(EAST, placed=True), Home(), Home(WEST))
    assert [belongs(Resident(home, helps=(HANA,)), called) for home in homes] == [True, True, False]
    assert not belongs(Resident(Home(WEST, placed=True), support_needed=True), called)
    assert not belongs(Resident(Home(WEST), helps=(HANA,)), replace(called, supported=False))


def test_nobody_is_called_as_the_helper_of_somebody_of_whom_nobody_may_learn_where_they_live() -> None:
    called = Audience(districts=(EAST,), supported=True)
    protected = replace(HANA, hidden=True)
    assert belongs(protected, called)
    for home in (Home(WEST), Home(EAST), Home()):
        assert not belongs(Resident(home, helps=(protected,)), called)
        assert belongs(Resident(home, helps=(protected, HANA)), called) is (home.district != WEST)


def test_the_old_need_time_as_do_those_who_help_them_and_only_where_the_city_counts_by_age() -> None:
    old, young = (Resident(Home(EAST), birthdate=each) for each in (ELDERS, date(1961, 9, 2)))
    helper = Resident(Home(EAST), helps=(old,))
    called = Audience(districts=(EAST,), supported=True, born_by=ELDERS)
    assert [belongs(each, called) for each in (old, helper, young)] == [True, True, False]
    assert not any(belongs(each, replace(called, born_by=None)) for each in (old, helper, young))


def test_a_home_with_no_place_on_the_map_may_lie_under_every_hazard() -> None:
    deep = Audience(districts=(EAST,), hazards=(AtHome(Hazard.FLOOD, 3.0),))
    assert belongs(Resident(Home(EAST)), deep)
    assert not belongs(Resident(Home(EAST, placed=True)), deep)
    assert not belongs(Resident(Home(EAST, hazards=(HomeHazard(Hazard.FLOOD, 0.0),))), deep)
    assert not belongs(Resident(Home(WEST)), deep)


def test_the_silent_are_those_who_were_asked_and_did_not_answer() -> None:
    silent = Audience(incident=QUAKE, answer=Answer.SILENT)
    answered = Audience(incident=QUAKE, answer=Answer.ANSWERED)
    assert belongs(replace(HANA, progress={QUAKE: Progress.SENT}), silent)
    assert not belongs(replace(HANA, progress={QUAKE: Progress.ANSWERED}), silent)
    assert belongs(replace(HANA, progress={QUAKE: Progress.ANSWERED}), answered)
    assert not belongs(HANA, silent)
    assert not belongs(HANA, answered)
