"""The forecast of a prefecture: the days of one area, and nothing that is not the day's own weather."""

from datetime import UTC, date, datetime

import pytest

from bot.core.weather import ForecastPlace
from integrations.alerts.document import UnreadableError
from integrations.alerts.entries import Entry
from integrations.alerts.jma import is_forecast, is_forecast_of, parse_forecast, parse_telegram
from integrations.sandbox.alerts import Status, load_samples

AIZU = ForecastPlace("070000", "070030", "36361")
AT = datetime(2026, 11, 22, 20, 10, tzinfo=UTC)
"""Ten past five in the morning of November 23 in Japan."""
TODAY, TOMORROW, DAY_AFTER = (date(2026, 11, each) for each in (23, 24, 25))


def telegram(*changes: tuple[str, str], status: Status = Status.REAL) -> bytes:
    words = load_samples()["forecast"].written(status, AT, "", 1).decode()
    for old, new in changes:
        assert old in words
        words = words.replace(old, new)
    return words.encode()


def told(*changes: tuple[str, str], place: ForecastPlace = AIZU) -> list[tuple[date, str, int | None, int | None]]:
    return [(each.day, each.sky, each.highest, each.rain) for each in parse_forecast(telegram(*changes), place)]


def test_each_day_has_its_sky_its_highest_temperature_and_its_chance_of_rain() -> None:
    assert told() == [
        (TODAY, "くもり時々雨", 12, 70),
        (TOMORROW, "晴れ時々くもり", 15, 20),
        (DAY_AFTER, "くもり", None, None),
    ]
    assert {each.issued for each in parse_forecast(telegram(), AIZU)} == {AT}


def test_the_rest_of_the_evening_does_not_stand_for_the_day() -> None:
    """At five in the afternoon the JMA tells of tonight."""
    assert [each[0] for each in told(("<Name>今日</Name>", "<Name>今夜</Name>"))] == [TOMORROW, DAY_AFTER]


def test_another_area_has_weather_of_its_own_and_no_other_station() -> None:
    coast = ForecastPlace("070000", "070020", "36846")
    assert told(place=coast)[0] == (TODAY, "晴れ", None, None)


@pytest.mark.parametrize("written", ["", "暑い", "１２", "999", "12.5", "--1"])
def test_a_number_that_is_none_is_no_temperature(written: str) -> None:
    assert told((">12<", f">{written}<"))[0] == (TODAY, "くもり時々雨", None, 70)


def test_below_zero_is_a_temperature() -> None:
    assert told((">12<", ">-3<"))[0][2] == -3


@pytest.mark.parametrize("status", [Status.TRAINING, Status.TEST])
def test_a_training_telegram_is_no_weather(status: Status) -> None:
    with pytest.raises(UnreadableError, match="training"):
        parse_forecast(telegram(status=status), AIZU)


def test_another_telegram_is_no_forecast() -> None:
    with pytest.raises(UnreadableError, match="no forecast"):
        parse_forecast(load_samples()["rain_level_4"].written(Status.REAL, AT, "", 1), AIZU)


def test_a_forecast_without_the_area_is_not_had() -> None:
    with pytest.raises(UnreadableError, match="nothing of the area"):
        parse_forecast(telegram(), ForecastPlace("070000", "130010", "36361"))


def test_it_is_known_by_its_address_before_it_is_fetched() -> None:
    entry = Entry("https://example.jp/data/20261122200500_0_VPFD51_070000.xml", "", AT)
    assert is_forecast(entry)
    assert is_forecast_of("070000", entry)
    assert not is_forecast_of("130000", entry)
    assert not is_forecast(Entry("https://example.jp/data/20261122200500_0_VPWW55_070000.xml", "", AT))


def test_even_read_as_an_alert_it_has_no_level() -> None:
    assert parse_telegram(telegram()).level is None
