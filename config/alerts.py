"""`alerts.yaml` of a municipality: its codes, which alerts become proposals, the wait, its places and its feeds.

A city without the file proposes nothing and follows no feed.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml

from bot.core.alerts import AlertKind
from bot.core.ids import DistrictId
from bot.core.triggers import CityCodes, FollowedFeeds, Triggers
from config.faults import key_faults, text_fault
from config.municipality import MUNICIPALITIES, MunicipalityError, city_folder

LONGEST_WAIT = 24 * 60
"""Minutes. Whoever waits a day wants to decide by hand: leave the wait out."""

_CODES = ("municipality", "jma", "quake_regions", "forecast_areas", "coasts")
_LISTS = _CODES[1:]
_INTENSITIES = ("3", "4", "5-", "5+", "6-", "6+", "7")
_TSUNAMIS = ("津波注意報", "津波警報", "大津波警報")
_JMA_FEEDS = ("eqvol", "extra", "regular", "other")
_LEVELS = {"orders": (3, 4, 5), "warnings": (2, 3, 4, 5)}
_WORDS = ("bulletins", "occurrences")
_TRIGGERS = ("intensity", *_LEVELS, "tsunamis", *_WORDS)
_FLAGS = ("l_alert", "rescuenow", "cap")
_CAP_KINDS = tuple(each.value for each in AlertKind if each is not AlertKind.UNKNOWN)
_LONGEST_SENDER = 200
_MOST = 1_000
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class CityAlerts:
    """What one city wants proposed, and which feeds it follows."""

    triggers: Triggers
    feeds: FollowedFeeds
    cap_senders: Mapping[str, Mapping[str, AlertKind]] = field(default_factory=dict)
    """Whose CAP messages count; of each, what its events are with us."""


NOTHING = CityAlerts(Triggers(), FollowedFeeds())


def load_alerts(municipality: str, folder: Path = MUNICIPALITIES) -> CityAlerts:
    """What the city's file says. Raises MunicipalityError: it does not hold; the message says which line to mend."""
    file = city_folder(municipality, folder) / "alerts.yaml"
    if not file.is_file():
        return NOTHING
    name = f"{file.parent.name}/{file.name}"
    try:
        told = yaml.safe_load(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as fault:
        raise MunicipalityError(f"{name} cannot be read as YAML in UTF-8: {fault}") from fault
    if faults := list(alert_faults(told)):
        raise MunicipalityError("\n".join(f"{name}: {fault}" for fault in faults))
    return _alerts(told)


def _alerts(told: Mapping[str, Any]) -> CityAlerts:
    codes, rules, feeds = (told.get(key) or {} for key in ("codes", "triggers", "feeds"))
    wait = told.get("wait_minutes")
    triggers = Triggers(
        codes=CityCodes(codes.get("municipality", ""), *(tuple(codes.get(key, ())) for key in _LISTS)),
        intensity=rules.get("intensity"),
        **{key: tuple(rules.get(key, ())) for key in (*_LEVELS, "tsunamis", *_WORDS)},
        wait=None if wait is None else timedelta(minutes=wait),
        places={place: DistrictId(district) for place, district in (told.get("places") or {}).items()},
    )
    flags = {key: feeds.get(key, False) for key in _FLAGS}
    senders = {
        sender: {event: AlertKind(kind) for event, kind in (events or {}).items()}
        for sender, events in (told.get("cap_senders") or {}).items()
    }
    return CityAlerts(triggers, FollowedFeeds(jma=tuple(feeds.get("jma", ())), **flags), senders)


def alert_faults(told: Any) -> Iterator[str]:
    parts: Mapping[str, Callable[[Mapping[Any, Any]], Iterator[str]]] = {
        "codes": _code_faults,
        "triggers": _trigger_faults,
        "places": _place_faults,
        "feeds": _feed_faults,
        "cap_senders": _sender_faults,
    }
    if not isinstance(told, Mapping):
        yield f"holds no keys; write {', '.join((*parts, 'wait_minutes'))}"
        return
    yield from key_faults("alerts", told, (), (*parts, "wait_minutes"))
    for key, faults in parts.items():
        part = told.get(key)
        if isinstance(part, Mapping):
            yield from faults(part)
        elif part is not None:
            yield f"{key} holds no keys"
    yield from _wait_faults(told.get("wait_minutes"))


def _wait_faults(minutes: Any) -> Iterator[str]:
    is_number = isinstance(minutes, int) and not isinstance(minutes, bool) and 1 <= minutes <= LONGEST_WAIT
    if minutes is not None and not is_number:
        yield (
            f"wait_minutes is no number of minutes from 1 to {LONGEST_WAIT}; "
            "leave it out where only staff let a proposal go"
        )


def _code_faults(codes: Mapping[Any, Any]) -> Iterator[str]:
    yield from key_faults("codes", codes, (), _CODES)
    municipality = codes.get("municipality", "000000")
    if not (isinstance(municipality, str) and municipality.isascii() and municipality.isdecimal()) or len(
        municipality
    ) != len("072028"):
        yield 'codes: municipality is no 全国地方公共団体コード; write six digits in quotation marks: "072028"'
    for key in _LISTS:
        yield from _words_faults(f"codes: {key}", codes.get(key, []))


def _trigger_faults(rules: Mapping[Any, Any]) -> Iterator[str]:
    yield from key_faults("triggers", rules, (), _TRIGGERS)
    if rules.get("intensity") not in (None, *_INTENSITIES):
        choices = ", ".join(_INTENSITIES)
        yield f"triggers: intensity is '{rules['intensity']}'; write one of: {choices}, in quotation marks"
    for key, levels in _LEVELS.items():
        yield from _choice_faults(f"triggers: {key}", rules.get(key, []), levels)
    yield from _choice_faults("triggers: tsunamis", rules.get("tsunamis", []), _TSUNAMIS)
    for key in _WORDS:
        yield from _words_faults(f"triggers: {key}", rules.get(key, []))


def _place_faults(places: Mapping[Any, Any]) -> Iterator[str]:
    if len(places) > _MOST:
        yield f"places has {len(places)} lines; write at most {_MOST}"
    for place, district in places.items():
        yield from text_fault(f"places: {place}", place, _LONGEST)
        yield from text_fault(f"places: {place}: district", district, _LONGEST)


def _feed_faults(feeds: Mapping[Any, Any]) -> Iterator[str]:
    yield from key_faults("feeds", feeds, (), ("jma", *_FLAGS))
    yield from _choice_faults("feeds: jma", feeds.get("jma", []), _JMA_FEEDS)
    for key in _FLAGS:
        if not isinstance(feeds.get(key, False), bool):
            yield f"feeds: {key} is neither true nor false"


def _sender_faults(senders: Mapping[Any, Any]) -> Iterator[str]:
    if len(senders) > _MOST:
        yield f"cap_senders has {len(senders)} lines; write at most {_MOST}"
    for sender, events in senders.items():
        where = f"cap_senders: {sender}"
        yield from text_fault(where, sender, _LONGEST_SENDER)
        if events is not None and not isinstance(events, Mapping):
            yield f"{where} holds no events; write a line such as 避難指示: evacuation_order, or nothing"
            continue
        for event, kind in (events or {}).items():
            yield from text_fault(f"{where}: {event}", event, _LONGEST)
            yield from _choice_faults(f"{where}: {event}", [kind], _CAP_KINDS)


def _choice_faults(where: str, told: Any, choices: tuple[Any, ...]) -> Iterator[str]:
    if not isinstance(told, list):
        yield f"{where} is no list; write it in brackets, as in [{choices[-1]}]"
        return
    for each in told:
        if isinstance(each, bool) or each not in choices:
            yield f"{where} holds '{each}'; write some of: {', '.join(map(str, choices))}"


def _words_faults(where: str, told: Any) -> Iterator[str]:
    if not isinstance(told, list) or len(told) > _MOST:
        yield f"{where} is no list of at most {_MOST}; write it in brackets"
        return
    for each in told:
        yield from text_fault(f"{where}: '{each}'", each, _LONGEST)
