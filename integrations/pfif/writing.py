"""Records as one PFIF document. Whose expiry date has passed is emptied, as the format asks.

Written as text and not as a tree: a town of 100,000 would be two million elements in memory.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final
from xml.sax.saxutils import escape

from integrations.pfif.records import LASTING, NAMESPACE, Note, Person

_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PERSON_FIELDS: Final = tuple(each.name for each in fields(Person) if each.name != "notes")
_NOTE_FIELDS: Final = tuple(each.name for each in fields(Note))
_HEAD: Final = f"<?xml version='1.0' encoding='utf-8'?>\n<pfif:pfif xmlns:pfif=\"{NAMESPACE}\">"
_END: Final = "</pfif:pfif>"

Value = datetime | bool | str | None


def to_pfif(persons: Iterable[Person], now: datetime, remark: str = "") -> bytes:
    """UTF-8. Times are UTC with `Z`, without fractions of a second. `remark`: for whoever opens the file."""
    written = [_person(each, now) for each in persons]
    said = f"<!-- {_NOT_IN_XML.sub('', remark).replace('--', '—')} -->\n" if remark else ""
    return "".join((_HEAD, said, *written, _END)).encode()


def _person(person: Person, now: datetime) -> str:
    """A line for each: a town's worth of indenting would be a third of the file."""
    is_over = person.expiry_date <= now
    own = [_put(field, getattr(person, field)) for field in (LASTING if is_over else _PERSON_FIELDS)]
    notes = () if is_over else person.notes
    told = [part for each in notes for part in _note(each, person)]
    return "".join(("<pfif:person>", *own, *told, "</pfif:person>\n"))


def _note(note: Note, person: Person) -> Iterator[str]:
    yield "<pfif:note>"
    for field in _NOTE_FIELDS:
        yield _put(field, getattr(note, field))
        if field == "note_record_id":
            yield _put("person_record_id", person.person_record_id)
    yield "</pfif:note>"


def _put(field: str, value: Value) -> str:
    if value is None or value == "":
        return ""
    return f"<pfif:{field}>{escape(_NOT_IN_XML.sub('', _written(value)))}</pfif:{field}>"


def _written(value: datetime | bool | str) -> str:  # noqa: FBT001 - a field's value
    if isinstance(value, datetime):
        return _moment(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


@lru_cache(4_096)
def _moment(value: datetime) -> str:
    """Remembered: the export's own moment stands there for everybody."""
    return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
