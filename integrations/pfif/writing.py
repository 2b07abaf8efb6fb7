"""Records as one PFIF document. Whose expiry date has passed is emptied, as the format asks."""

import re
from collections.abc import Iterable
from dataclasses import fields
from datetime import UTC, datetime
from typing import Final
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from integrations.pfif.records import LASTING, NAMESPACE, Note, Person

_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PERSON_FIELDS: Final = tuple(each.name for each in fields(Person) if each.name != "notes")
_NOTE_FIELDS: Final = tuple(each.name for each in fields(Note))


def to_pfif(persons: Iterable[Person], now: datetime) -> bytes:
    """UTF-8. Times are UTC with `Z`, without fractions of a second."""
    register_namespace("pfif", NAMESPACE)
    root = Element(_name("pfif"))
    for person in persons:
        _person(root, person, now)
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _person(root: Element, person: Person, now: datetime) -> None:
    element = SubElement(root, _name("person"))
    element.tail = "\n"  # a line for each: a town's worth of indenting would be a third of the file
    is_over = person.expiry_date <= now
    for field in LASTING if is_over else _PERSON_FIELDS:
        _put(element, field, getattr(person, field))
    for note in () if is_over else person.notes:
        _note(element, note, person)


def _note(parent: Element, note: Note, person: Person) -> None:
    element = SubElement(parent, _name("note"))
    for field in _NOTE_FIELDS:
        _put(element, field, getattr(note, field))
        if field == "note_record_id":
            _put(element, "person_record_id", person.person_record_id)


def _put(parent: Element, field: str, value: datetime | bool | str | None) -> None:  # noqa: FBT001 - a field's value
    if value not in (None, ""):
        SubElement(parent, _name(field)).text = _NOT_IN_XML.sub("", _written(value))


def _written(value: datetime | bool | str | None) -> str:  # noqa: FBT001 - a field's value
    match value:
        case datetime():
            return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        case bool():
            return str(value).lower()
        case _:
            return str(value)


def _name(field: str) -> str:
    return f"{{{NAMESPACE}}}{field}"
