"""What a greeting says of the weather: one thing, of the right day, and nothing rather than something stale."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language import Language
from bot.core.replies import Text
from bot.core.weather import DayForecast
from bot.rules.weather import COLD, HOT, weather_words
from config.catalogue import load_catalogue

TOKYO = ZoneInfo("Asia/Tokyo")
MORNING = datetime(2026, 7, 10, 8, tzinfo=TOKYO)
DAY = MORNING.date()
ISSUED = MORNING.astimezone(UTC) - timedelta(hours=3)
BOOK = load_catalogue("Asia/Tokyo")

SKIES = st.sampled_from(["晴れ", "晴れ時々くもり", "くもり", "くもり一時雨", "雨", "雪か雨", "くもり後雪", "霧", "x"])
DEGREES = st.none() | st.integers(-30, 45)
PERCENT = st.none() | st.integers(0, 100)


def forecast(
    sky: str = "晴れ",
    highest: int | None = None,
    rain: int | None = None,
    day: date = DAY,
    issued: datetime = ISSUED,
) -> DayForecast:
    return DayForecast("070030", day, sky, issued, highest, rain)


def key(words: Text | None) -> str | None:
    """Of what is said within the frame that names the source."""
    if words is None:
        return None
    (_, said), *_ = words.args
    assert isinstance(said, Text)
    return said.key.rpartition(".")[2]


def said(*forecasts: DayForecast, now: datetime = MORNING) -> str | None:
    return key(weather_words(forecasts, now))


@pytest.mark.parametrize(
    ("given_forecast", "expected"),
    [
        (forecast(highest=36), "heat"),
        (forecast("雨", 35), "heat"),
        (forecast(highest=31), "hot"),
        (forecast("くもり時々雨", 31, 80), "hot"),
        (forecast("くもり後雪", 2), "snow"),
        (forecast("雪か雨", 4, 90), "snow"),
        (forecast("くもり時々雨", 18), "rain"),
        (forecast("くもり", 18, 60), "rain"),
        (forecast("くもり", 18, 40), "cloudy"),
        (forecast("晴れ", 3), "cold"),
        (forecast("晴れ後くもり", 22, 10), "fine"),
        (forecast("霧"), None),
    ],
)
def test_the_one_thing_that_matters_most_is_said(given_forecast: DayForecast, expected: str | None) -> None:
    assert said(given_forecast) == expected


def test_in_the_evening_it_is_about_tomorrow() -> None:
    evening, tomorrow = MORNING.replace(hour=17), DAY + timedelta(days=1)
    both = (forecast("雨"), forecast("晴れ", day=tomorrow))
    assert said(*both, now=evening) == "fine"
    assert said(forecast("雨"), now=evening) is None
    words = weather_words(both, evening)
    assert words is not None
    assert BOOK.say(words, Language.JAPANESE).startswith("あしたは晴れそうです。")


def test_the_newest_forecast_of_a_day_holds() -> None:
    older = forecast("雨", issued=ISSUED - timedelta(hours=6))
    assert said(older, forecast("晴れ")) == said(forecast("晴れ"), older) == "fine"


@given(sky=SKIES, highest=DEGREES, rain=PERCENT, age=st.timedeltas(timedelta(days=-3), timedelta(days=3)))
def test_without_a_fresh_forecast_nothing_is_said(
    sky: str, highest: int | None, rain: int | None, age: timedelta
) -> None:
    words = weather_words((forecast(sky, highest, rain, issued=MORNING - age),), MORNING)
    if not timedelta() <= age <= timedelta(hours=18):
        assert words is None


@given(sky=SKIES, highest=DEGREES, rain=PERCENT, days=st.integers(-3, 3), hour=st.integers(0, 23))
def test_another_days_weather_is_never_told(
    sky: str, highest: int | None, rain: int | None, days: int, hour: int
) -> None:
    now = MORNING.replace(hour=hour)
    words = weather_words((forecast(sky, highest, rain, DAY + timedelta(days), issued=now),), now)
    if days != (1 if hour >= 15 else 0):
        assert words is None


@given(sky=SKIES, highest=DEGREES, rain=PERCENT)
def test_nobody_is_sent_out_into_heat_cold_rain_or_snow(sky: str, highest: int | None, rain: int | None) -> None:
    is_hard = "雪" in sky or "雨" in sky or (rain or 0) >= 50
    is_hard = is_hard or (highest is not None and not COLD < highest < HOT)
    found = said(forecast(sky, highest, rain))
    assert (found in {"fine", "cloudy", None}) == (not is_hard)


@given(sky=SKIES, highest=DEGREES, rain=PERCENT, hour=st.integers(0, 23), language=st.sampled_from(Language))
def test_it_is_short_in_every_language_and_names_its_source(
    sky: str, highest: int | None, rain: int | None, hour: int, language: Language
) -> None:
    now = MORNING.replace(hour=hour)
    days = (forecast(sky, highest, rain, DAY + timedelta(each), issued=now) for each in (0, 1))
    words = weather_words(days, now)
    if words is not None:
        spoken = BOOK.say(words, language)
        assert len(spoken) <= 130
        assert "\n" in spoken
