"""What a greeting says of the weather: one thing, the one that matters most that day, and what to do. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.core.replies import Text, text
from bot.core.weather import DayForecast

FRESH = timedelta(hours=18)
"""The JMA writes at 5, 11 and 17 o'clock: in the morning that of the evening before still counts, and no older one."""
EVENING = 15
"""From this hour on the day is nearly over: the greeting speaks of tomorrow."""
HEAT, HOT, COLD = 35, 30, 5
"""Degrees: 猛暑日, 真夏日 as the JMA calls them; and a day that stays as cold as a refrigerator."""
LIKELY = 50
"""Percent."""


def weather_words(forecasts: Iterable[DayForecast], now: datetime) -> Text | None:
    """None without a fresh forecast of the day, or of one that says nothing worth telling: no empty words.

    `now` in the city's time zone.
    """
    is_evening = now.hour >= EVENING
    day = now.date() + timedelta(days=1) if is_evening else now.date()
    found = [each for each in forecasts if each.day == day and timedelta() <= now - each.issued <= FRESH]
    newest = max(found, key=lambda each: each.issued, default=None)
    when = text("quiet.weather.tomorrow" if is_evening else "quiet.weather.today")
    said = _said(newest, when) if newest is not None else None
    return text("quiet.weather", weather=said) if said is not None else None


def _said(forecast: DayForecast, when: Text) -> Text | None:
    """Heat kills more than rain; where snow falls people slip."""
    highest = forecast.highest
    if highest is not None and highest >= HEAT:
        return text("quiet.weather.heat", when=when, highest=highest)
    if "雪" in forecast.sky:
        return text("quiet.weather.snow", when=when)
    if highest is not None and highest >= HOT:
        return text("quiet.weather.hot", when=when, highest=highest)
    if "雨" in forecast.sky or (forecast.rain or 0) >= LIKELY:
        return text("quiet.weather.rain", when=when)
    if highest is not None and highest <= COLD:
        return text("quiet.weather.cold", when=when, highest=highest)
    return _calm(forecast.sky, when)


def _calm(sky: str, when: Text) -> Text | None:
    if sky.startswith(("晴れ", "快晴")):
        return text("quiet.weather.fine", when=when)
    return text("quiet.weather.cloudy", when=when) if sky.startswith("くもり") else None
