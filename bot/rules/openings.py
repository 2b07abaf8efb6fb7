"""Which shelters are open, by what the city itself has announced, and where people are therefore sent first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from unicodedata import normalize

from bot.core.alerts import Alert, AlertChange, ShelterState

LATELY: Final = timedelta(days=2)
"""What was announced longer ago is no longer relied upon."""
_OPEN: Final = frozenset({ShelterState.OPEN, ShelterState.PERMANENT})
_SHUT: Final = frozenset({ShelterState.CLOSED, ShelterState.UNOPENED})

Openings = Mapping[str, ShelterState]
"""By name, as `plain` writes it."""


@dataclass(frozen=True, slots=True)
class Places:
    """`sites`: where people of a district are sent, open ones first; `opened`: those of them known to be open."""

    sites: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    district: str = ""
    """Its name."""


def plain(name: str) -> str:
    """The same for 「一箕公民館」 however its spaces and widths are written."""
    return "".join(normalize("NFKC", name).split())


def openings(announced: Iterable[Alert]) -> Openings:
    """`announced`: real alerts of the city about shelters. Of a series the newest word holds, of a name the newest too.

    A cancelled one says nothing. A name that one alert tells twice, differently, is not known.
    """
    newest: dict[str, Alert] = {}
    for each in announced:
        known = newest.get(each.series)
        if known is None or _order(each) >= _order(known):
            newest[each.series] = each
    told: dict[str, ShelterState] = {}
    standing = (each for each in newest.values() if each.change is not AlertChange.CANCELLED)
    for alert in sorted(standing, key=lambda each: each.issued):
        told |= _of(alert)
    return told


def _order(alert: Alert) -> tuple[int, float]:
    return alert.revision or 0, alert.issued.timestamp()


def _of(alert: Alert) -> dict[str, ShelterState]:
    found: dict[str, ShelterState] = {}
    for each in alert.shelters:
        name = plain(each.name)
        is_same = found.get(name, each.state) is each.state
        found[name] = each.state if is_same else ShelterState.UNKNOWN
    return found


def places(names: Sequence[str], known: Openings, most: int) -> Places:
    """Of a district's sites: what is shut is not named; what is known to be open comes first; at most `most`."""
    states = {name: known.get(plain(name)) for name in names}
    opened = [name for name, state in states.items() if state in _OPEN]
    others = [name for name, state in states.items() if state not in _OPEN and state not in _SHUT]
    sites = tuple((*opened, *others)[:most])
    return Places(sites, tuple(name for name in opened if name in sites))
