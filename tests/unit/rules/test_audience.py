"""Who belongs to an audience: area, hazard at home, need for support, office, language, answer."""

from dataclasses import replace

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
AT_FLOOD = HomeHazard(Hazard.FLOOD, 1.5)
IN_RED_ZONE = HomeHazard(Hazard.LANDSLIDE, zone=Zone.SPECIAL)
HANA = Resident(Home(EAST, "1班", (AT_FLOOD,)), support_needed=True)
SATO = Resident(Home(EAST, "2班"), offices=frozenset({Office.LEADER}))

areas = st.sampled_from([None, EAST, WEST])
home_hazards = st.builds(
    HomeHazard, st.sampled_from([Hazard.FLOOD, Hazard.LANDSLIDE]), st.sampled_from([None, 0.0, 0.5, 3.0])
)
homes = st.builds(Home, areas, st.sampled_from([None, "1班", "2班"]), st.tuples() | st.tuples(home_hazards))
residents = st.builds(
    Resident,
    homes,
    st.sampled_from(Language),
    st.booleans(),
    st.frozensets(st.sampled_from([Office.LEADER, Office.CITY_STAFF])),
    st.tuples() | st.tuples(homes),
    st.just({}) | st.builds(lambda progress: {QUAKE: progress}, st.sampled_from(Progress)),
)
audiences = st.builds(
    Audience,
    st.tuples() | st.tuples(areas.filter(bool)),
    st.tuples() | st.tuples(st.builds(Block, areas.filter(bool), st.just("1班"))),
    st.tuples() | st.tuples(st.builds(AtHome, st.just(Hazard.FLOOD), st.sampled_from([0.0, 0.5, 3.0]))),
    st.booleans(),
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
    assert belongs(replace(SATO, helps=(HANA.home,)), called)
    assert not belongs(SATO, called)
    assert not belongs(replace(SATO, helps=(Home(WEST, hazards=(AT_FLOOD,)),)), called)


def test_the_silent_are_those_who_were_asked_and_did_not_answer() -> None:
    silent = Audience(incident=QUAKE, answer=Answer.SILENT)
    answered = Audience(incident=QUAKE, answer=Answer.ANSWERED)
    assert belongs(replace(HANA, progress={QUAKE: Progress.SENT}), silent)
    assert not belongs(replace(HANA, progress={QUAKE: Progress.ANSWERED}), silent)
    assert belongs(replace(HANA, progress={QUAKE: Progress.ANSWERED}), answered)
    assert not belongs(HANA, silent)
    assert not belongs(HANA, answered)
