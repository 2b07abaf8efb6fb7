"""What a turn decided as rows of the ledger. Pure: the memory twin uses it as well."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.core.consents import Consent
from bot.core.ids import PersonId, derived_id
from bot.core.ports import FinishedTurn
from bot.core.records import (
    AccountTied,
    AccountUntied,
    CadenceChosen,
    ConsentConfirmed,
    ConsentStated,
    ConsentWithdrawn,
    EndedBy,
    Record,
)
from bot.storage.ledger.entry import Entry, EntryKind
from bot.storage.ledger.shown import Shown
from bot.storage.rows.consents import body_of_consent, body_of_disclosure


def entries_of(turn: FinishedTurn, ended: Mapping[str, Sequence[str]]) -> Iterator[Entry]:
    """Of the turn's records, in their order. `ended`: which older consents each new one has ended; those come first."""
    for number, record in enumerate(turn.outcome.records):
        if isinstance(record, ConsentStated):
            yield from entries_of_replaced(record.consent, ended.get(record.consent.id, ()))
        made = _entry(record, derived_id(turn.event.id, "ledger", number), turn.finished_at)
        if made is not None:
            yield made


def entry_of_shown(shown: Shown) -> Entry:
    what = shown.disclosure
    body = body_of_disclosure(what)
    return Entry(
        shown.id, shown.at, EntryKind.DISCLOSURE, what.about, what.recipient, body, shown.letter, drill=shown.drill
    )


def _entry(record: Record, id_: str, at: datetime) -> Entry | None:
    match record:
        case ConsentStated(consent):
            return entry_of_consent(consent, id_)
        case ConsentWithdrawn(consent, person, when):
            return _own(id_, when, EntryKind.CONSENT_WITHDRAWN, person, {"consent": consent})
        case ConsentConfirmed(consent, person, when):
            return _own(id_, when, EntryKind.CONSENT_CONFIRMED, person, {"consent": consent})
        case CadenceChosen(person, cadence, when):
            return _own(id_, when, EntryKind.CADENCE_CHOSEN, person, {"cadence": cadence.value})
        case AccountTied(conversation, person, by):
            channel = conversation.partition(":")[0]
            return _own(id_, at, EntryKind.ACCOUNT_TIED, person, {"channel": channel, "by": by.value})
        case AccountUntied():
            return entry_of_untied(record, id_, at)
        case _:
            return None


def entries_of_replaced(consent: Consent, older: Sequence[str]) -> Iterator[Entry]:
    """The older ones about the same matter ended when this one was said, by whoever said it."""
    by = consent.proxy.by if consent.proxy else consent.person
    for each in older:
        body = {"consent": each, "replaced_by": consent.id}
        id_ = derived_id("ledger", "replaced", each)
        yield Entry(id_, consent.given_at, EntryKind.CONSENT_WITHDRAWN, consent.person, by, body)


def entry_of_consent(consent: Consent, id_: str) -> Entry:
    kind = EntryKind.CONSENT_REFUSED if consent.refused else EntryKind.CONSENT_GIVEN
    by = consent.proxy.by if consent.proxy else consent.person
    return Entry(id_, consent.given_at, kind, consent.person, by, body_of_consent(consent))


def entry_of_untied(untied: AccountUntied, id_: str, at: datetime) -> Entry:
    """`other` is who ended it: the member of staff, nobody for the city OS, else the person."""
    who = {EndedBy.STAFF: untied.staff, EndedBy.CITY_OS: None}.get(untied.by, untied.person)
    body = {"channel": untied.conversation.partition(":")[0], "by": untied.by.value}
    return Entry(id_, at, EntryKind.ACCOUNT_UNTIED, untied.person, who, body)


def _own(id_: str, at: datetime, kind: EntryKind, person: PersonId, body: dict[str, Any]) -> Entry:
    """Done by the person themselves."""
    return Entry(id_, at, kind, person, person, body)
