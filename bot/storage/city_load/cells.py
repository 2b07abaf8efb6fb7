"""One cell → one value. Each reader gets a cell that is clean and not empty, or raises `Unreadable` with the remedy."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any, TypeVar

from bot.storage.city_load.problem import quoted

E = TypeVar("E", bound=StrEnum)
Reader = Callable[[str], Any]

JAPAN = timezone(timedelta(hours=9), "JST")

_ID = re.compile(r"[A-Za-z0-9_.:-]{1,64}", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})", re.ASCII)
_DEGREES = re.compile(r"[+-]?\d{1,3}(\.\d{1,15})?", re.ASCII)
_LINE_USER = re.compile(r"U[0-9a-f]{32}", re.ASCII)
_VISIBLE = re.compile(r"[!-~]{1,255}", re.ASCII)
_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Control characters, and the marks that turn or hide text: a name with them would lie on a screen."""

_FIRST_YEAR = 1880


class Unreadable(ValueError):  # noqa: N818 - what the cell is
    """The message says what is wrong and what to write instead."""


def cleaned(cell: str) -> str:
    """Without control characters and outer blanks; a line break inside becomes a blank."""
    if cell.isprintable():
        return cell.strip()
    return _UNSEEN.sub("", _BREAKS.sub(" ", cell)).strip()


def identifier(cell: str) -> str:
    """An id as it travels in a button's data, where `|` separates."""
    if not _ID.fullmatch(cell):
        raise Unreadable(f"{quoted(cell)} is no id; use at most 64 of the letters A-Z a-z, digits and - _ . :")
    return cell


def subject(cell: str) -> str:
    """The city OS's id of a person (OIDC Core 8: at most 255 ASCII characters)."""
    if not _VISIBLE.fullmatch(cell):
        raise Unreadable(f"{quoted(cell)} is no subject; use at most 255 visible ASCII characters without blanks")
    return cell


def address(cell: str) -> str:
    """Where a message can be sent to. It is never repeated in a message of ours."""
    if not _VISIBLE.fullmatch(cell):
        raise Unreadable("is no address; use at most 255 visible ASCII characters without blanks")
    return cell


def line_user(cell: str) -> str:
    """LINE's id of a user: one malformed id would make LINE refuse a message to 499 others."""
    if not _LINE_USER.fullmatch(cell):
        raise Unreadable("is no LINE user id; write U and 32 of the characters 0-9 a-f")
    return cell


def words(longest: int) -> Reader:
    """Free words of at most so many characters."""

    def read(cell: str) -> str:
        if len(cell) > longest:
            raise Unreadable(f"has {len(cell)} characters; write at most {longest}")
        return cell

    return read


def flag(cell: str) -> bool:
    if cell not in ("0", "1"):
        raise Unreadable(f"{quoted(cell)} is neither 0 nor 1; write 1 for yes and 0 for no")
    return cell == "1"


def day(cell: str) -> date:
    try:
        if _DATE.fullmatch(cell):
            return date.fromisoformat(cell)
    except ValueError as no_such_day:
        raise Unreadable(f"{quoted(cell)} is not a date; write YYYY-MM-DD") from no_such_day
    raise Unreadable(f"{quoted(cell)} is not a date; write YYYY-MM-DD")


def birthdate(cell: str) -> date:
    born = day(cell)
    if born.year < _FIRST_YEAR:
        raise Unreadable(f"{quoted(cell)} lies before {_FIRST_YEAR}; write the year of the western calendar")
    return born


def moment(cell: str) -> datetime:
    """UTC. A date alone is its first moment in Japan."""
    return _moment(cell, days_later=0)


def end_moment(cell: str) -> datetime:
    """UTC. A date alone means until the end of that day in Japan: 「3月31日まで」."""
    return _moment(cell, days_later=1)


def _moment(cell: str, *, days_later: int) -> datetime:
    try:
        if _DATE.fullmatch(cell):
            midnight = datetime.fromisoformat(cell).replace(tzinfo=JAPAN)
            return (midnight + timedelta(days=days_later)).astimezone(UTC)
        if _MOMENT.fullmatch(cell):
            return datetime.fromisoformat(cell).astimezone(UTC)
    except (ValueError, OverflowError) as no_such_time:
        raise Unreadable(_no_moment(cell)) from no_such_time
    raise Unreadable(_no_moment(cell))


def _no_moment(cell: str) -> str:
    return f"{quoted(cell)} is not a time; write 2026-04-01 or 2026-04-01T09:30+09:00"


def latitude(cell: str) -> float:
    return _degrees(cell, 90, "latitude")


def longitude(cell: str) -> float:
    return _degrees(cell, 180, "longitude")


def _degrees(cell: str, most: int, name: str) -> float:
    if not _DEGREES.fullmatch(cell) or abs(float(cell)) > most:
        raise Unreadable(f"{quoted(cell)} is no {name}; write WGS 84 degrees between -{most} and {most}, as 37.4948")
    return float(cell)


def one_of(kind: type[E], aliases: Mapping[str, E] | None = None) -> Reader:
    """One of a closed list of words; `aliases` are other spellings of them."""
    known = {each.value: each for each in kind} | dict(aliases or {})

    def read(cell: str) -> E:
        if cell not in known:
            raise Unreadable(f"{quoted(cell)} is not known; write one of: {', '.join(kind)}")
        return known[cell]

    return read


def several_of(kind: type[E]) -> Reader:
    """Words of a closed list with `;` between them."""
    single = one_of(kind)

    def read(cell: str) -> frozenset[E]:
        given = [part.strip() for part in cell.split(";") if part.strip()]
        if not given:
            raise Unreadable(f"names nothing; write some of: {'; '.join(kind)}")
        return frozenset(single(part) for part in given)

    return read
