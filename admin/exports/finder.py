"""People of an incident as PFIF records: name, age, district, and how they are; no telephone, no street."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo

from admin import words
from admin.exports.listed import Shown
from admin.exports.order import Order
from admin.showing import age_on
from bot.core.consents import Item
from bot.core.ids import derived_id
from bot.core.reports import Casualty, Source, Standing
from bot.core.understanding import Condition
from bot.rules.sighting import is_from_afar
from integrations.pfif import Note, Person, Status

LASTS: Final = timedelta(days=60)
"""After the closing (or, of what is still open, after the export): then the records are emptied."""
_ON_RECORD: Final = {Casualty.MISSING: Status.BELIEVED_MISSING, Casualty.DEAD: Status.BELIEVED_DEAD}
_SPOKEN_TO: Final = frozenset({Source.FAMILY, Source.SUPPORTER})


@dataclass(frozen=True, slots=True)
class Registry:
    """Whose records they are. `domain`: stands before every id."""

    domain: str
    city: str
    zone: ZoneInfo


def record_of(shown: Shown, order: Order, registry: Registry) -> Person:
    """The same person in the same incident has the same id in every export, and it is not the register's."""
    listed, incident = shown.listed, order.incident
    mark = words.WORLD[True] if incident.drill else ""
    age = age_on(order.at.astimezone(registry.zone).date(), listed.birthdate)
    note = _note(shown, order, registry)
    return Person(
        person_record_id=f"{registry.domain}/{derived_id('pfif person', incident.id, listed.person.id)}",
        entry_date=order.at,
        expiry_date=(incident.closed_at or order.at) + LASTS,
        source_date=note.source_date,
        source_name=f"{mark}{registry.city} 安否",
        full_name=listed.person.name,
        description=f"{mark}{incident.title}",
        age="" if age is None else str(age),
        home_neighborhood=listed.district if Item.ADDRESS in shown.items else "",
        home_city=registry.city,
        home_country="JP",
        notes=(note,),
    )


def status_of(standing: Standing) -> Status:
    """Silence, or that nobody knows, is `information_sought`; a report by somebody else is `believed_alive`.

    Missing or dead is who staff have on record so, while nothing said since is being checked (standards.md 4.7).
    """
    if standing.casualty is not None:
        return Status.INFORMATION_SOUGHT if standing.contested else _ON_RECORD[standing.casualty]
    if standing.condition in (None, Condition.UNKNOWN):
        return Status.INFORMATION_SOUGHT
    return Status.IS_NOTE_AUTHOR if standing.source is Source.SELF else Status.BELIEVED_ALIVE


def _note(shown: Shown, order: Order, registry: Registry) -> Note:
    """Of whoever told it only the capacity stands here: nobody decided about their name.

    What is sought is sought now: it replaces a statement that was taken back meanwhile.
    """
    standing, incident, person = shown.listed.standing, order.incident, shown.listed.person
    status = status_of(standing)
    where = standing.whereabouts if Item.WHEREABOUTS in shown.items else None
    said_at = standing.casualty_at or standing.said_at or shown.listed.asked_at or incident.opened_at
    stated = derived_id("pfif note", incident.id, person.id, said_at.isoformat(), status, standing.condition or "")
    return Note(
        note_record_id=f"{registry.domain}/{stated}",
        author_name=person.name if status is Status.IS_NOTE_AUTHOR else _teller(standing, registry),
        source_date=order.at if status is Status.INFORMATION_SOUGHT else said_at,
        status=status,
        text=f"{words.WORLD[True] if incident.drill else ''}{_text(standing, status)}",
        author_made_contact=True if _was_spoken_to(standing, status) else None,
        last_known_location=words.WHEREABOUTS[where] if where else "",
    )


def _teller(standing: Standing, registry: Registry) -> str:
    """The city answers for what it has on record, and for what nobody has said."""
    if standing.casualty is not None or standing.source is None:
        return registry.city
    return words.SOURCE[standing.source]


def _was_spoken_to(standing: Standing, status: Status) -> bool:
    is_near = standing.source in _SPOKEN_TO and not is_from_afar(standing.sighting)
    return status is Status.BELIEVED_ALIVE and is_near


def _text(standing: Standing, status: Status) -> str:
    if status is Status.BELIEVED_MISSING:
        return "行方不明と知らせがあり、市の職員が記録しました。ご存じの方は市に知らせてください。"
    if status is Status.BELIEVED_DEAD:
        return "亡くなったと、市の職員が記録しました。"
    if standing.casualty is not None:
        return "確かめているところです。ご存じの方は市に知らせてください。"
    if status is Status.INFORMATION_SOUGHT or standing.condition is None:
        return "まだ回答が届いていません。ご存じの方は市に知らせてください。"
    unsure = "確かめているところです。" if standing.contested else ""
    return f"安否: {words.CONDITION[standing.condition]}。{unsure}"
