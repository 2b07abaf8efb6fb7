"""Our words for purposes, items, recipients, phases, cadences, and the city OS's for them: a mapping that is data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from typing import Any, Generic, TypeVar

import yaml

from bot.core.consents import Cadence, Item, Phase, Purpose, RecipientKind

E = TypeVar("E", bound=StrEnum)

_LONGEST = 200
_SECTIONS: Mapping[str, type[StrEnum]] = {
    "purposes": Purpose,
    "items": Item,
    "recipients": RecipientKind,
    "phases": Phase,
    "cadences": Cadence,
}


class WordsError(ValueError):
    """The mapping does not hold: one sentence for each fault, which names the key to mend."""


class Dictionary(Generic[E]):
    """Both directions of one kind of word."""

    def __init__(self, theirs: Mapping[E, str]) -> None:
        self._theirs = dict(theirs)
        self._ours = {word: ours for ours, word in theirs.items()}

    def theirs(self, ours: E) -> str:
        return self._theirs[ours]

    def ours(self, theirs: str) -> E | None:
        """None: a word that we do not know."""
        return self._ours.get(theirs)


@dataclass(frozen=True, slots=True)
class Words:
    purposes: Dictionary[Purpose]
    items: Dictionary[Item]
    recipients: Dictionary[RecipientKind]
    phases: Dictionary[Phase]
    cadences: Dictionary[Cadence]


def load_words() -> Words:
    """The words of docs/city-os-consent-api.md, which are our own."""
    return read_words(files(__package__).joinpath("words.yaml").read_text("utf-8"))


def read_words(text: str) -> Words:
    """A mapping in YAML, as words.yaml.

    Raises:
        WordsError: a word is missing, unknown, or stands for two of ours.
    """
    try:
        told = yaml.safe_load(text)
    except yaml.YAMLError as fault:
        raise WordsError("the words of the city OS cannot be read as YAML") from fault
    if not isinstance(told, Mapping):
        raise WordsError(f"the words of the city OS hold no keys; write {', '.join(_SECTIONS)}")
    faults = list(_faults(told))
    if faults:
        raise WordsError("\n".join(faults))
    return Words(
        Dictionary({each: told["purposes"][each.value] for each in Purpose}),
        Dictionary({each: told["items"][each.value] for each in Item}),
        Dictionary({each: told["recipients"][each.value] for each in RecipientKind}),
        Dictionary({each: told["phases"][each.value] for each in Phase}),
        Dictionary({each: told["cadences"][each.value] for each in Cadence}),
    )


def _faults(told: Mapping[Any, Any]) -> Iterator[str]:
    for key in told:
        if key not in _SECTIONS:
            yield f"unknown key '{key}'; known are: {', '.join(_SECTIONS)}"
    for section, kind in _SECTIONS.items():
        given = told.get(section)
        if isinstance(given, Mapping):
            yield from _faults_of(section, given, kind)
        else:
            yield f"{section} is missing; write each of {', '.join(kind)} with the city OS's word for it"


def _faults_of(section: str, given: Mapping[Any, Any], kind: type[StrEnum]) -> Iterator[str]:
    known = {each.value for each in kind}
    yield from (f"{section}: unknown word '{key}'; known are: {', '.join(kind)}" for key in given if key not in known)
    yield from (f"{section}: {each} is missing; write the city OS's word for it" for each in kind if each not in given)
    words = list(given.values())
    for word in words:
        if not isinstance(word, str) or not 0 < len(word) <= _LONGEST:
            yield f"{section}: a word is no text of 1 to {_LONGEST} characters; put it in quotation marks"
        elif words.count(word) > 1:
            yield f"{section}: '{word}' stands for two of our words; each needs its own"
