"""`greetings.yaml` of a municipality: what it offers on ordinary days, and something worth opening for each month."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeGuard

from bot.core.language import Language
from bot.core.quiet_days import MOST_DAYS, MonthlyDrill, QuietOffer, SeasonalNote
from bot.core.weather import ForecastPlace
from config.faults import key_faults

LONGEST = 120
"""Characters of a note: it is read aloud in one breath."""
EARLIEST, LATEST = 6, 20
"""Hours at which people may be greeted."""
MONTHS = range(1, 13)
LAST_DAY = 28
"""Every month has it."""
_CODES = {"office": 6, "area": 6, "station": 5}
"""Digits of 府県予報区, 一次細分区域 and アメダス."""


def greetings_of(told: Mapping[str, Any]) -> QuietOffer:
    """Of a mapping that has no `greetings_faults`."""
    offer, drill = told["quiet_days"], told.get("monthly_drill")
    forecast = told.get("forecast")
    return QuietOffer(
        offered=offer["offered"],
        hours=tuple(offer["hours"]),
        days=offer["days"],
        notes=tuple(_note(month, words) for month, several in told.get("notes", {}).items() for words in several),
        drill=MonthlyDrill(drill["day"], drill["hour"]) if drill else None,
        forecast=ForecastPlace(**forecast) if forecast else None,
    )


def _note(month: int, words: Mapping[str, str]) -> SeasonalNote:
    return SeasonalNote(month, tuple((Language(key), said.strip()) for key, said in words.items()))


def greetings_faults(told: Any) -> Iterator[str]:
    if not isinstance(told, Mapping):
        yield "greetings holds no keys; write quiet_days, and notes"
        return
    yield from key_faults("greetings", told, ("quiet_days",), ("monthly_drill", "notes", "forecast"))
    if "quiet_days" in told:
        yield from _offer_faults(told["quiet_days"])
    if told.get("monthly_drill") is not None:
        yield from _drill_faults(told["monthly_drill"])
    if told.get("forecast") is not None:
        yield from _forecast_faults(told["forecast"])
    if "notes" in told:
        yield from _notes_faults(told["notes"])


def _offer_faults(told: Any) -> Iterator[str]:
    if not isinstance(told, Mapping):
        yield "quiet_days holds no keys; write offered, hours and days"
        return
    yield from key_faults("quiet_days", told, ("offered", "hours", "days"), ())
    if not isinstance(told.get("offered", True), bool):
        yield "quiet_days: offered is neither true nor false"
    hours = told.get("hours", [EARLIEST])
    if not isinstance(hours, list) or not hours or not all(_is_within(each, EARLIEST, LATEST) for each in hours):
        yield f"quiet_days: hours is no list of whole hours from {EARLIEST} to {LATEST}"
    elif len(set(hours)) != len(hours):
        yield "quiet_days: hours names one twice"
    if not _is_within(told.get("days", 1), 1, MOST_DAYS):
        yield f"quiet_days: days is no number from 1 to {MOST_DAYS}"


def _drill_faults(told: Any) -> Iterator[str]:
    if not isinstance(told, Mapping):
        yield "monthly_drill holds no keys; write day and hour, or leave it out"
        return
    yield from key_faults("monthly_drill", told, ("day", "hour"), ())
    if not _is_within(told.get("day", 1), 1, LAST_DAY):
        yield f"monthly_drill: day is no number from 1 to {LAST_DAY}"
    if not _is_within(told.get("hour", EARLIEST), EARLIEST, LATEST - 3):
        yield f"monthly_drill: hour is no number from {EARLIEST} to {LATEST - 3}"


def _forecast_faults(told: Any) -> Iterator[str]:
    if not isinstance(told, Mapping):
        yield "forecast holds no keys; write office, area and station, or leave it out"
        return
    yield from key_faults("forecast", told, tuple(_CODES), ())
    for key, digits in _CODES.items():
        code = told.get(key, "0" * digits)
        if not isinstance(code, str) or not code.isascii() or not code.isdecimal() or len(code) != digits:
            yield f"forecast: {key} is no code of the JMA; write {digits} digits in quotation marks"


def _notes_faults(told: Any) -> Iterator[str]:
    if not isinstance(told, Mapping):
        yield "notes holds no months; write 1: and its notes"
        return
    for month, several in told.items():
        if not _is_within(month, MONTHS[0], MONTHS[-1]):
            yield f"notes: '{month}' is no month from 1 to 12"
        if not isinstance(several, list):
            yield f"notes: {month} is no list"
            continue
        for number, words in enumerate(several, 1):
            yield from _note_faults(f"notes: {month}, note {number}", words)


def _note_faults(where: str, told: Any) -> Iterator[str]:
    if not isinstance(told, Mapping):
        yield f"{where} holds no languages; write ja"
        return
    yield from key_faults(where, told, ("ja",), tuple(each for each in Language if each is not Language.JAPANESE))
    for key, said in told.items():
        if not isinstance(said, str) or not said.strip() or len(said) > LONGEST:
            yield f"{where}: {key} is no text of 1 to {LONGEST} characters"


def _is_within(value: Any, first: int, last: int) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and first <= value <= last
