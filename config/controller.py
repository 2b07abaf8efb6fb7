"""`controller:` of a city.yaml: who answers for the data, as records of consent name it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.core.controller import Controller
from config.faults import key_faults, text_fault

_LONGEST = {"id": 20, "contact": 100, "address": 200, "email": 200, "url": 300, "policy_url": 300, "storage": 200}
_NEEDED = ("id", "contact", "address")


def controller_of(told: Mapping[str, str]) -> Controller:
    """Of a mapping that has no `controller_faults`."""
    return Controller(**told)


def controller_faults(told: Any) -> Iterator[str]:
    if not isinstance(told, Mapping):
        yield f"controller holds no keys; write {', '.join(_LONGEST)}"
        return
    yield from key_faults("controller", told, _NEEDED, _LONGEST)
    for key, longest in _LONGEST.items():
        if key in told:
            yield from text_fault(f"controller: {key}", told[key], longest)
    if not re.fullmatch(r"lg-\d{6}", str(told.get("id", "lg-000000"))):
        yield "controller: id is lg- and the six digits of the municipality's code, such as lg-072028"
    for key in ("url", "policy_url"):
        if not str(told.get(key, "https://")).startswith(("https://", "http://")):
            yield f"controller: {key} is no address; begin it with https://"
