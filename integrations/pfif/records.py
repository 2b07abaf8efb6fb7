"""Person and note records with the fields that Anpi fills (PFIF 1.4, zesty.ca/pfif/1.4)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

NAMESPACE = "http://zesty.ca/pfif/1.4"
LASTING = ("person_record_id", "entry_date", "expiry_date", "source_date")
"""What is left of a person when the expiry date has passed."""


class Status(StrEnum):
    """Silence is `information_sought`, never missing. The last two are staff's word alone, never a program's."""

    INFORMATION_SOUGHT = "information_sought"
    IS_NOTE_AUTHOR = "is_note_author"
    BELIEVED_ALIVE = "believed_alive"
    BELIEVED_MISSING = "believed_missing"
    BELIEVED_DEAD = "believed_dead"


@dataclass(frozen=True, slots=True)
class Note:
    """`author_made_contact` None: nobody says so. Ids have the form `domain/…`."""

    note_record_id: str
    author_name: str
    source_date: datetime
    status: Status
    text: str
    author_made_contact: bool | None = None
    last_known_location: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """`age` in years; `sex` male, female or other; empty: not known or not to be told."""

    person_record_id: str
    entry_date: datetime
    expiry_date: datetime
    source_date: datetime
    source_name: str
    full_name: str
    description: str = ""
    sex: str = ""
    age: str = ""
    home_neighborhood: str = ""
    home_city: str = ""
    home_country: str = ""
    notes: tuple[Note, ...] = ()
