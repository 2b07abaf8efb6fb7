"""A municipality's own facts from `config/municipalities/<city>/`: another city is another folder.

`city.yaml` says how to address it, `consents.yaml` (where there is one) what its people may agree to, `ladder.yaml`
(where there is one) how those who stay silent are stepped on.
"""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml

from bot.core.elders import USUAL_AGE
from bot.core.ladder import USUAL, Ladder
from bot.core.offers import Offer
from bot.core.people import City
from bot.core.quiet_days import NOT_OFFERED, QuietOffer
from config.consents import OffersError, offers_of
from config.controller import controller_faults, controller_of
from config.disclosure import disclosure_faults, disclosure_of
from config.greetings import greetings_faults, greetings_of
from config.ladder import ladder_faults, ladder_of
from config.retention import retention_faults, retention_of

MUNICIPALITIES = Path(__file__).parent / "municipalities"

_LONGEST = {"name": 40, "phone": 30, "genuine": 300, "time_zone": 60}
_DISCLOSURE = "disclosure"
_CONTROLLER = "controller"
_RETENTION = "retention"
_ELDERS = "elders_from"
_PARTS = (_DISCLOSURE, _CONTROLLER, _RETENTION, _ELDERS)
_OLDEST = 120


class MunicipalityError(ValueError):
    """Unknown, or its file does not hold: the message says which line to mend."""


def load_city(municipality: str, folder: Path = MUNICIPALITIES) -> City:
    """The city as its people address it. `municipality` is the name of a folder: aizuwakamatsu.

    Raises:
        MunicipalityError: there is no such municipality, or one of its files is wrong.
    """
    file = city_folder(municipality, folder) / "city.yaml"
    told = _read(file)
    faults = list(_faults(told))
    if faults:
        raise _wrong(file, faults)
    return City(
        **{key: value.strip() for key, value in told.items() if key not in _PARTS},
        offers=_offers(file.with_name("consents.yaml")),
        disclosure=disclosure_of(told.get(_DISCLOSURE, {})),
        controller=controller_of(told.get(_CONTROLLER, {})),
        retention=retention_of(told.get(_RETENTION, {})),
        elders_from=told.get(_ELDERS, USUAL_AGE),
        ladder=_ladder(file.with_name("ladder.yaml")),
        quiet_days=_greetings(file.with_name("greetings.yaml")),
    )


def lexicons_of(municipality: str, folder: Path = MUNICIPALITIES) -> tuple[Path, ...]:
    """The city's own words for the understanding (`lexicon/*.yaml`), in the form of nlu/lexicon; often none.

    Raises MunicipalityError: there is no such municipality.
    """
    return tuple(sorted((city_folder(municipality, folder) / "lexicon").glob("*.yaml")))


def _offers(file: Path) -> tuple[Offer, ...]:
    """A city without the file asks for nothing."""
    if not file.is_file():
        return ()
    try:
        return offers_of(_read(file))
    except OffersError as fault:
        raise _wrong(file, str(fault).splitlines()) from fault


def _ladder(file: Path) -> Ladder:
    """A city without the file gets the usual steps."""
    if not file.is_file():
        return USUAL
    told = _read(file)
    faults = list(ladder_faults(told))
    if faults:
        raise _wrong(file, faults)
    return ladder_of(told)


def _greetings(file: Path) -> QuietOffer:
    """A city without the file offers nothing on ordinary days."""
    if not file.is_file():
        return NOT_OFFERED
    told = _read(file)
    faults = list(greetings_faults(told))
    if faults:
        raise _wrong(file, faults)
    return greetings_of(told)


def _read(file: Path) -> Any:
    try:
        return yaml.safe_load(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as fault:
        raise MunicipalityError(f"{_name(file)} cannot be read as YAML in UTF-8: {fault}") from fault


def _wrong(file: Path, faults: Iterable[str]) -> MunicipalityError:
    return MunicipalityError("\n".join(f"{_name(file)}: {fault}" for fault in faults))


def city_folder(municipality: str, folder: Path = MUNICIPALITIES) -> Path:
    """Where the municipality's files are: city.yaml, and the demo town where it has one.

    Raises:
        MunicipalityError: there is no such municipality; the message lists those there are.
    """
    known = known_municipalities(folder)
    if municipality in known:
        return folder / municipality
    close = get_close_matches(municipality, known, n=1)
    guess = f" Did you mean {close[0]}?" if close else ""
    raise MunicipalityError(
        f"municipality '{municipality}' is not known.{guess} Known are: {', '.join(known) or 'none'}. "
        "Set ANPI_MUNICIPALITY to one of them, or add config/municipalities/<city>/city.yaml."
    )


def known_municipalities(folder: Path = MUNICIPALITIES) -> tuple[str, ...]:
    return tuple(sorted(each.parent.name for each in folder.glob("*/city.yaml")))


def _name(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"


def _faults(told: Any) -> Iterator[str]:
    if not isinstance(told, Mapping):
        yield f"holds no keys; write {', '.join(_LONGEST)}"
        return
    known = (*_LONGEST, *_PARTS)
    for key in told:
        if key not in known:
            yield f"unknown key '{key}'; known are: {', '.join(known)}"
    if _DISCLOSURE in told:
        yield from disclosure_faults(told[_DISCLOSURE])
    if _CONTROLLER in told:
        yield from controller_faults(told[_CONTROLLER])
    if _RETENTION in told:
        yield from retention_faults(told[_RETENTION])
    yield from _elders_faults(told.get(_ELDERS))
    for key, longest in _LONGEST.items():
        if key in told:
            yield from _fault(key, told[key], longest)
        elif key != "time_zone":
            yield f"{key} is missing"


def _fault(key: str, value: Any, longest: int) -> Iterator[str]:
    if not isinstance(value, str) or not value.strip():
        yield f'{key} is no text; put it in quotation marks: {key}: "..."'
    elif len(value) > longest:
        yield f"{key} has {len(value)} characters; write at most {longest}"
    elif key == "time_zone" and not _is_zone(value.strip()):
        yield f"time_zone '{value}' is not known; write a name such as Asia/Tokyo"


def _elders_faults(age: Any) -> Iterator[str]:
    if age is not None and (isinstance(age, bool) or not isinstance(age, int) or not 1 <= age <= _OLDEST):
        yield f"elders_from is no age from 1 to {_OLDEST}; write null where age alone makes nobody one who needs time"


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
