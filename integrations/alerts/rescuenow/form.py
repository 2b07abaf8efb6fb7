"""The form of Rescuenow's answers: a mapping that is data, because no public description of them is known."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from typing import Any, Final

import yaml

from bot.core.alerts import AlertChange, AlertStatus

FIELDS: Final = ("entries", "id", "kind", "status", "change", "areas", "issued", "valid_until", "title", "headline")
_SECTIONS: Final = ("fields", "kinds", "statuses", "changes")
_LONGEST: Final = 200


class FormError(ValueError):
    """The form does not hold: one sentence for each fault, which names the key to mend."""


@dataclass(frozen=True, slots=True)
class Form:
    """`fields`: our name to their place; the others: their word to ours."""

    fields: Mapping[str, str]
    kinds: Mapping[str, str]
    statuses: Mapping[str, AlertStatus]
    changes: Mapping[str, AlertChange]

    def of(self, entry: Mapping[str, Any], field: str) -> Any:
        """What stands there; None where nothing does."""
        found: Any = entry
        for step in filter(None, self.fields[field].split(".")):
            found = found.get(step) if isinstance(found, Mapping) else None
        return found


def load_form() -> Form:
    """Our own: form.yaml, which the sandbox speaks."""
    return read_form(files(__package__).joinpath("form.yaml").read_text("utf-8"))


def read_form(written: str) -> Form:
    """A form in YAML, as form.yaml.

    Raises:
        FormError: a key is missing or unknown, or a word is none of ours.
    """
    try:
        told = yaml.safe_load(written)
    except yaml.YAMLError as fault:
        raise FormError("the form of Rescuenow's answers cannot be read as YAML") from fault
    if not isinstance(told, Mapping):
        raise FormError(f"the form of Rescuenow's answers holds no keys; write {', '.join(_SECTIONS)}")
    faults = list(_faults(told))
    if faults:
        raise FormError("\n".join(faults))
    return Form(
        fields=dict(told["fields"]),
        kinds=dict(told["kinds"]),
        statuses={word: AlertStatus(ours) for word, ours in told["statuses"].items()},
        changes={word: AlertChange(ours) for word, ours in told["changes"].items()},
    )


def _faults(told: Mapping[Any, Any]) -> Iterator[str]:
    yield from (f"unknown key '{key}'; known are: {', '.join(_SECTIONS)}" for key in told if key not in _SECTIONS)
    for section in _SECTIONS:
        given = told.get(section)
        if isinstance(given, Mapping):
            yield from _faults_of(section, given)
        else:
            yield f"{section} is missing; write it as in form.yaml"


def _faults_of(section: str, given: Mapping[Any, Any]) -> Iterator[str]:
    for key, value in given.items():
        if not all(isinstance(each, str) and len(each) <= _LONGEST for each in (key, value)):
            yield f"{section}: '{key}' is no text of at most {_LONGEST} characters; put it in quotation marks"
    if section == "fields":
        yield from (f"fields: {each} is missing; write where it stands" for each in FIELDS if each not in given)
        yield from (f"fields: unknown '{key}'; known are: {', '.join(FIELDS)}" for key in given if key not in FIELDS)
    if section == "statuses":
        yield from _strangers(section, given, AlertStatus)
    if section == "changes":
        yield from _strangers(section, given, AlertChange)


def _strangers(section: str, given: Mapping[Any, Any], ours: type[StrEnum]) -> Iterator[str]:
    words = [each.value for each in ours]
    for key, value in given.items():
        if value not in words:
            yield f"{section}: '{key}' stands for '{value}'; write one of {', '.join(words)}"
