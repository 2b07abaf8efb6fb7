"""What a declaration says and what its form makes of what was filled in."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from admin.emergencies import Declared
from admin.pages import emergency_words as told
from admin.pages.emergency_form import wanted
from bot.core.consents import Item, RecipientKind
from bot.core.ids import DistrictId
from bot.core.incidents import Emergency
from bot.core.people import District
from bot.rules.consent import NECESSARY
from bot.rules.declaring import LONGEST, Objection

NOW = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
KNOWN = (District(DistrictId("ikki"), "一箕地区"), District(DistrictId("monden"), "門田地区"))
FILLED = {
    "where": ["some"],
    "district": ["ikki"],
    "cause": ["大雨\n特別警報"],
    "hours": ["6"],
    "to": ["family", "city"],
}


def test_it_is_for_the_area_the_time_and_those_who_were_chosen() -> None:
    emergency = wanted(FILLED, KNOWN, NOW, "E1")
    assert emergency is not None
    assert (emergency.districts, emergency.until - NOW) == ((KNOWN[0].id,), timedelta(hours=6))
    assert (emergency.cause, emergency.declared_by) == ("大雨 特別警報", None)
    assert emergency.recipients == {RecipientKind.FAMILY}, "the city needs no declaration"


def test_beside_the_closing_of_an_incident_it_says_where_it_goes_on_until_when() -> None:
    emergency = Emergency("E1", (KNOWN[0].id,), NOW, NOW + timedelta(hours=23))
    zone = ZoneInfo("Asia/Tokyo")
    said = told.goes_on(Declared(emergency, ("一箕地区",)), "会津若松市", zone)
    assert said == "一箕地区の有事の宣言は、6月2日 11:00まで続きます。"
    assert told.goes_on(Declared(emergency, ()), "会津若松市", zone).startswith("会津若松市の全域の")


def test_no_area_is_not_the_whole_city() -> None:
    assert wanted(FILLED | {"district": []}, KNOWN, NOW, "E1") is None
    assert wanted(FILLED | {"district": ["nowhere"]}, KNOWN, NOW, "E1") is None
    everywhere = wanted(FILLED | {"where": ["everywhere"]}, KNOWN, NOW, "E1")
    assert everywhere is not None
    assert everywhere.districts == ()


def test_a_made_up_time_is_the_usual_one() -> None:
    emergency = wanted(FILLED | {"hours": ["99999"]}, KNOWN, NOW, "E1")
    assert emergency is not None
    assert emergency.until == NOW + timedelta(hours=told.USUAL_HOURS)


def test_no_choice_lasts_longer_than_the_rules_allow() -> None:
    assert timedelta(hours=max(told.HOURS)) <= LONGEST
    assert told.USUAL_HOURS in told.HOURS


def test_what_it_opens_is_named_and_what_it_does_not_is_not_among_it() -> None:
    assert set(told.ITEM) == set(Item)
    opens = next(each for each in told.MEANS if each.startswith("見せられるもの"))
    assert {item for item, words in told.ITEM.items() if words in opens} == NECESSARY


def test_every_objection_has_words() -> None:
    assert set(told.OBJECTION) == set(Objection)


def test_says_the_end_with_its_day_and_how_long_it_is_until_then() -> None:
    assert told.moment(NOW + timedelta(hours=15), ZoneInfo("Asia/Tokyo")) == "6月2日 3:00"
    assert told.left(NOW + timedelta(hours=2, minutes=5), NOW) == "あと2時間5分"
    assert told.left(NOW + timedelta(minutes=5), NOW) == "あと5分"
    assert told.left(NOW, NOW) == "あと0分"
