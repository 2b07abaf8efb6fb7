"""The page that a leader carries on paper: a line for each household, by block, of those who may be shown.

The others are a number.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.consents import Disclosure, Item
from bot.core.ids import PersonId
from bot.core.incidents import Incident
from bot.core.people import District
from bot.core.replies import Text, text
from bot.core.requests import AreaList, Contact
from bot.rules.area_list import Asker, Seen, seen_by, unnamed
from bot.rules.consent import disclosed
from bot.rules.news import with_who_said_it

_NUMBERED = re.compile(r"([^0-9]*)([0-9]{0,9})")

WANTED = frozenset({Item.CONTACT, Item.ADDRESS})


@dataclass(frozen=True, slots=True)
class Resident:
    """As printed. `state`: how they are, who said it and when. `phone` empty: there is none, or it may not be shown."""

    name: str
    state: Text
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Household:
    """Everybody at one address; whoever's address may not be shown is a household alone."""

    residents: tuple[Resident, ...]
    address: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """`name` None: those whose block may not be shown, or who are in none."""

    name: str | None
    households: tuple[Household, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """`unnamed`: people of the district of whom nothing is on the page but that they are.

    Whoever is under a disclosure block is not even counted: in a declared emergency all others may be shown, and the
    number would be theirs alone.
    """

    district: District
    incident: Incident
    at: datetime
    blocks: tuple[Block, ...]
    unnamed: int
    disclosures: tuple[Disclosure, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the page is about."""

    district: District
    incident: Incident
    people: AreaList


def shown_on_paper(asker: Asker, people: AreaList) -> tuple[Seen, ...]:
    return seen_by(asker, people, WANTED)


def paper(sheet: Sheet, shown: Sequence[Seen], contacts: Iterable[Contact], asker: Asker) -> Paper:
    """`contacts` of those shown. What is not on file is not said to have been disclosed."""
    known = {each.person: each for each in contacts}
    blocks: defaultdict[str | None, list[Seen]] = defaultdict(list)
    for each in shown:
        blocks[_block(each)].append(each)
    ordered = sorted(blocks, key=lambda name: (name is None, _by_number(name or ""), name or ""))
    return Paper(
        sheet.district,
        sheet.incident,
        asker.moment.now,
        tuple(Block(name, _households(blocks[name], known)) for name in ordered),
        unnamed(sheet.people, shown),
        tuple(_disclosure(each, known, sheet.incident) for each in shown if not _is_oneself(each)),
    )


def _block(seen: Seen) -> str | None:
    return seen.resident.person.block if Item.ADDRESS in seen.items else None


def _households(people: Iterable[Seen], known: Mapping[PersonId, Contact]) -> tuple[Household, ...]:
    """Door by door; those whose address is not shown at the end, each alone."""
    found: defaultdict[tuple[str, str], list[Resident]] = defaultdict(list)
    for each in people:
        address = _address(each, known)
        found[address, "" if address else each.resident.person.id].append(_resident(each, known))
    ordered = sorted(found, key=lambda home: (not home[0], _by_number(home[0]), home[1]))
    return tuple(Household(tuple(found[home]), home[0]) for home in ordered)


def _by_number(words: str) -> tuple[tuple[str, int], ...]:
    """0-4 before 0-17, and 2班 before 10班."""
    return tuple((part, int(number or 0)) for part, number in _NUMBERED.findall(unicodedata.normalize("NFKC", words)))


def _resident(seen: Seen, known: Mapping[PersonId, Contact]) -> Resident:
    person, standing = seen.resident.person, seen.resident.check_in.standing
    state = text(f"condition.{standing.condition}") if standing.condition else text("paper.silent")
    return Resident(person.name, with_who_said_it(state, standing), _phone(seen, known))


def _phone(seen: Seen, known: Mapping[PersonId, Contact]) -> str:
    contact = known.get(seen.resident.person.id)
    return contact.phone if contact is not None and Item.CONTACT in seen.items else ""


def _address(seen: Seen, known: Mapping[PersonId, Contact]) -> str:
    contact = known.get(seen.resident.person.id)
    return contact.address if contact is not None and Item.ADDRESS in seen.items else ""


def _is_oneself(seen: Seen) -> bool:
    return seen.question.recipient.person.id == seen.resident.person.id


def _disclosure(seen: Seen, known: Mapping[PersonId, Contact], incident: Incident) -> Disclosure:
    absent = set() if _phone(seen, known) else {Item.CONTACT}
    if not _address(seen, known) and _block(seen) is None:
        absent.add(Item.ADDRESS)
    return replace(disclosed(seen.question, seen.allowed, seen.items - absent, incident.id), on_paper=True)
