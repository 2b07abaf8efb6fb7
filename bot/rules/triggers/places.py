"""Which districts an announced place is. Nothing is guessed: a place that nobody knows asks the whole city."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from bot.core.ids import DistrictId
from bot.core.people import District

_EVERYWHERE = ("全域", "市内全域", "市全域", "町内全域", "村内全域")
_ENDINGS = ("地区", "地域")
_BEFORE = ("大字", "字")


def districts_of(
    names: Iterable[str], city: str, known: Sequence[District], places: Mapping[str, DistrictId]
) -> tuple[tuple[DistrictId, ...], tuple[str, ...]]:
    """The districts of the places, in their order (none: the whole city), and the places that match none.

    `city`: the name of the municipality, which is no place within it. `places`: 町名 of the city's own table; one with
    more after it (一箕町八幡) is found by what it begins with.
    """
    asked = [name.removeprefix(_tidy(city)) for name in dict.fromkeys(map(_tidy, names))]
    if not asked or any(name in ("", *_EVERYWHERE) for name in asked):
        return (), ()
    found = {name: _district(name, known, places) for name in asked}
    unknown = tuple(name for name, district in found.items() if district is None)
    return () if unknown else tuple(dict.fromkeys(each for each in found.values() if each)), unknown


def _district(name: str, known: Sequence[District], places: Mapping[str, DistrictId]) -> DistrictId | None:
    exact = [each.id for each in known if _stem(each.name) == _stem(name)]
    if len(exact) == 1:
        return exact[0]
    loaded = {each.id for each in known}
    begun = [place for place, district in places.items() if district in loaded and name.startswith(_tidy(place))]
    return places[max(begun, key=len)] if begun else None


def _stem(name: str) -> str:
    tidy = _tidy(name)
    return next((tidy.removesuffix(each) for each in _ENDINGS if tidy.endswith(each) and tidy != each), tidy)


def _tidy(name: str) -> str:
    written = "".join(unicodedata.normalize("NFKC", name).split())
    return next((written.removeprefix(each) for each in _BEFORE if written.startswith(each)), written)
