"""What is wrong with a municipality's consents.yaml, each as a sentence that names the place and the remedy."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.core.consents import Item, Phase, Purpose, RecipientKind
from bot.core.language import Language
from config.faults import choice_fault, key_faults, list_fault, text_fault

_OFFERS, _GRANTS, _ITEMS, _PARAGRAPHS = 20, 20, len(Item), 30
_LONGEST_ID, _LONGEST_PARAGRAPH, _LONGEST_DAYS = 30, 300, 3_650

Check = Callable[[str, Any], Iterator[str]]


def offer_faults(told: Any) -> Iterator[str]:
    if not isinstance(told, Mapping):
        yield "holds no keys; write offers: and below it a list"
        return
    yield from key_faults("the file", told, ("offers",))
    if "offers" in told:
        yield from _each("offer", told["offers"], _OFFERS, _offer)
        yield from _twice("id", told["offers"], lambda each: each.get("id"))


def _offer(where: str, told: Any) -> Iterator[str]:
    if not isinstance(told, Mapping):
        yield f"{where} holds no keys; write id, version, grants and words"
        return
    yield from key_faults(where, told, ("id", "version", "grants", "words"), ("lasts_days",))
    for key in ("id", "version"):
        if key in told:
            yield from _name(f"{where}: {key}", told[key])
    if "lasts_days" in told:
        yield from _days(f"{where}: lasts_days", told["lasts_days"])
    if "grants" in told:
        yield from _each(f"{where}: grant", told["grants"], _GRANTS, _grant)
        yield from _twice(f"{where}: grant", told["grants"], _about)
    if "words" in told:
        yield from _words(where, told["words"])


def _name(where: str, value: Any) -> Iterator[str]:
    yield from text_fault(where, value, _LONGEST_ID)
    if isinstance(value, str) and "|" in value:
        yield f"{where} holds '|', which stands between the parts of a button; leave it out"


def _days(where: str, value: Any) -> Iterator[str]:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= _LONGEST_DAYS:
        yield f"{where} is '{value}'; write whole days from 1 to {_LONGEST_DAYS}, or leave it out"


def _grant(where: str, told: Any) -> Iterator[str]:
    if not isinstance(told, Mapping):
        yield f"{where} holds no keys; write purpose, to, phase and items"
        return
    yield from key_faults(where, told, ("purpose", "to", "phase", "items"))
    for key, choices in (("purpose", Purpose), ("to", RecipientKind), ("phase", Phase)):
        if key in told:
            yield from choice_fault(f"{where}: {key}", told[key], choices)
    if told.get("to") == RecipientKind.PERSON:
        yield f"{where}: to is 'person'; an offer is for everybody, so write a kind of recipient"
    if "items" in told:
        yield from _each(f"{where}: item", told["items"], _ITEMS, lambda place, each: choice_fault(place, each, Item))


def _words(where: str, told: Any) -> Iterator[str]:
    if not isinstance(told, Mapping) or Language.JAPANESE not in told:
        yield f"{where}: words has no {Language.JAPANESE}; every offer has its words in Japanese"
        return
    for language, paragraphs in told.items():
        yield from choice_fault(f"{where}: a language of words", language, Language)
        yield from _each(f"{where}: {language}, paragraph", paragraphs, _PARAGRAPHS, _paragraph)


def _paragraph(where: str, value: Any) -> Iterator[str]:
    yield from text_fault(where, value, _LONGEST_PARAGRAPH)


def _each(where: str, told: Any, most: int, check: Check) -> Iterator[str]:
    faults = list(list_fault(f"{where}s", told, most))
    if faults:
        yield from faults
        return
    for number, each in enumerate(told, start=1):
        yield from check(f"{where} {number}", each)


def _twice(where: str, told: Any, about: Callable[[Mapping[str, Any]], Any]) -> Iterator[str]:
    said = [about(each) for each in told if isinstance(each, Mapping)] if isinstance(told, list) else []
    yield from (f"{where} '{each}' stands twice; leave one out" for each in dict.fromkeys(said) if said.count(each) > 1)


def _about(grant: Mapping[str, Any]) -> str:
    return f"{grant.get('purpose')} to {grant.get('to')}, {grant.get('phase')}"
