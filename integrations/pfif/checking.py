"""Checks a PFIF 1.4 document by hand: there is no schema to be had, and a registry refuses what does not fit."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from integrations.pfif.records import LASTING, NAMESPACE

_PREFIX: Final = f"{{{NAMESPACE}}}"
_A_PERSON: Final = f"{_PREFIX}person"
_A_NOTE: Final = f"{_PREFIX}note"
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_ID: Final = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?/\S+")
_STATUS: Final = "information_sought|is_note_author|believed_alive|believed_missing|believed_dead"
_PERSON: Final = frozenset(
    {
        "person_record_id",
        "entry_date",
        "expiry_date",
        "author_name",
        "author_email",
        "author_phone",
        "source_name",
        "source_date",
        "source_url",
        "full_name",
        "given_name",
        "family_name",
        "alternate_names",
        "description",
        "sex",
        "date_of_birth",
        "age",
        "home_street",
        "home_neighborhood",
        "home_city",
        "home_state",
        "home_postal_code",
        "home_country",
        "photo_url",
        "profile_urls",
    }
)
_NOTE: Final = frozenset(
    {
        "note_record_id",
        "person_record_id",
        "linked_person_record_id",
        "entry_date",
        "author_name",
        "author_email",
        "author_phone",
        "source_date",
        "author_made_contact",
        "status",
        "email_of_found_person",
        "phone_of_found_person",
        "last_known_location",
        "text",
        "photo_url",
    }
)
_FORMS: Final = {
    "entry_date": _DATE,
    "expiry_date": _DATE,
    "source_date": _DATE,
    "person_record_id": _ID,
    "note_record_id": _ID,
    "sex": re.compile("male|female|other"),
    "age": re.compile(r"\d+(?:-\d+)?"),
    "status": re.compile(_STATUS),
    "author_made_contact": re.compile("true|false"),
}

Fields = dict[str, str]


def faults(document: bytes, now: datetime) -> tuple[str, ...]:
    """What is wrong, a sentence each, without any value; nothing: it fits. `now` tells whose time is over."""
    try:
        root = fromstring(document)
    except (ParseError, DefusedXmlException) as fault:
        return (f"it cannot be read as XML: {type(fault).__name__}",)
    if root.tag != f"{_PREFIX}pfif":
        return ("the root is not pfif of PFIF 1.4",)
    return tuple(_of_root(root, now))


def _of_root(root: Element, now: datetime) -> Iterator[str]:
    ids: Counter[str] = Counter()
    for person in root:
        if person.tag != _A_PERSON:
            yield "the root holds something that is no person"
            continue
        found, notes = _fields(person)
        ids[found.get("person_record_id", "")] += 1
        yield from _of_person(found, notes, now)
        for note in notes:
            own = _fields(note)[0]
            ids[own.get("note_record_id", "")] += 1
            yield from _of_note(own, found.get("person_record_id", ""))
    if any(number > 1 for number in ids.values()):
        yield "an id stands there twice"


def _of_person(found: Fields, notes: list[Element], now: datetime) -> Iterator[str]:
    is_over = found.get("expiry_date", "~") <= f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    if is_over and (notes or set(found) - set(LASTING)):
        yield "person: its time is over, and it is not emptied"
    needed = {"person_record_id", "source_date"} if is_over else {"person_record_id", "source_date", "full_name"}
    yield from (f"person: {each} is missing" for each in sorted(needed - set(found)))
    yield from _of_fields("person", found, _PERSON)


def _of_note(found: Fields, person: str) -> Iterator[str]:
    needed = {"note_record_id", "author_name", "source_date", "text"}
    yield from (f"note: {each} is missing" for each in sorted(needed - set(found)))
    if found.get("person_record_id", person) != person:
        yield "note: it stands under somebody else"
    yield from _of_fields("note", found, _NOTE)


def _of_fields(record: str, found: Fields, known: frozenset[str]) -> Iterator[str]:
    yield from (f"{record}: there is no field {each}" for each in sorted(set(found) - known))
    for field, form in _FORMS.items():
        if field in found and not form.fullmatch(found[field]):
            yield f"{record}: {field} has another form"


def _fields(record: Element) -> tuple[Fields, list[Element]]:
    notes = [each for each in record if each.tag == _A_NOTE]
    return {each.tag.removeprefix(_PREFIX): each.text or "" for each in record if each.tag != _A_NOTE}, notes
