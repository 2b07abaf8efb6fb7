"""What a turn decided as rows of the ledger. Pure: the memory twin uses it as well."""

from collections.abc import Iterator
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
    Record,
)
from bot.storage.ledger.entry import Entry, EntryKind
from bot.storage.ledger.shown import Shown
from bot.storage.rows.consents import body_of_consent, body_of_disclosure


def entries_of(turn: FinishedTurn) -> Iterator[Entry]:
    """Of the turn's records, in their order."""
    for number, record in enumerate(turn.outcome.records):
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
        case AccountUntied(conversation, person):
            return _own(id_, at, EntryKind.ACCOUNT_UNTIED, person, {"channel": conversation.partition(":")[0]})
        case _:
            return None


def entry_of_consent(consent: Consent, id_: str) -> Entry:
    kind = EntryKind.CONSENT_REFUSED if consent.refused else EntryKind.CONSENT_GIVEN
    by = consent.proxy.by if consent.proxy else consent.person
    return Entry(id_, consent.given_at, kind, consent.person, by, body_of_consent(consent))


def _own(id_: str, at: datetime, kind: EntryKind, person: PersonId, body: dict[str, Any]) -> Entry:
    """Done by the person themselves."""
    return Entry(id_, at, kind, person, person, body)
