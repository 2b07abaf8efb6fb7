"""Consents of every shape, and a person's part of the ledger with them in it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import strategies as st

from bot.core.consents import (
    Cadence,
    Consent,
    Item,
    Mark,
    Origin,
    Phase,
    Proxy,
    Purpose,
    RecipientKind,
    Terms,
    Way,
)
from bot.core.controller import Controller
from bot.core.ids import PersonId
from bot.core.language import Language
from bot.core.people import City
from bot.storage.consent_record.part import LedgerRow, PersonPart
from bot.storage.ledger.chain import Head, chained
from bot.storage.ledger.entries import entry_of_consent
from bot.storage.ledger.entry import Entry, EntryKind

HANA = PersonId("P1")
NOW = datetime(2026, 6, 1, tzinfo=UTC)
AIZU = City(
    "会津若松市",
    "0242-00-0000",
    "市のホームページ",
    controller=Controller("lg-072028", "危機管理課", "東栄町", "", "https://city.example", "https://city.example/p"),
)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
WORDS = st.text(max_size=8)
IDS = st.text(alphabet="abc123-", min_size=1, max_size=6)
MARKS = st.none() | st.sampled_from(Mark)
KNOWN = st.builds(Proxy, IDS.map(PersonId), WORDS, st.sampled_from(Way), MARKS)
PROXIES = KNOWN | st.builds(Proxy, st.none(), WORDS, st.sampled_from(Way), MARKS, WORDS)
TERMS = st.builds(Terms, IDS, IDS, IDS, st.sampled_from(Language), MOMENTS)
CONSENTS = st.builds(
    Consent,
    id=IDS,
    person=st.just(HANA),
    purpose=st.sampled_from(Purpose),
    items=st.frozensets(st.sampled_from(Item)),
    recipient_kind=st.sampled_from(RecipientKind),
    recipient=st.none() | IDS,
    phase=st.sampled_from(Phase),
    cadence=st.sampled_from(Cadence),
    given_at=MOMENTS,
    expires_at=st.none() | MOMENTS,
    withdrawn_at=st.none(),
    withdrawn_by=st.none(),
    confirmed_at=st.none() | MOMENTS,
    refused=st.booleans(),
    origin=st.sampled_from(Origin),
    proxy=st.none() | PROXIES,
    terms=st.none() | TERMS,
) | st.builds(
    Consent,
    id=IDS,
    person=st.just(HANA),
    purpose=st.sampled_from(Purpose),
    items=st.frozensets(st.sampled_from(Item)),
    recipient_kind=st.sampled_from(RecipientKind),
    recipient=st.none() | IDS,
    phase=st.sampled_from(Phase),
    cadence=st.sampled_from(Cadence),
    given_at=MOMENTS,
    withdrawn_at=MOMENTS,
    withdrawn_by=st.none() | st.just(HANA) | IDS.map(PersonId),
)


def part_of(*consents: Consent, at: datetime = NOW) -> PersonPart:
    return PersonPart(HANA, AIZU, at, consents, tuple(rows_of(*consents)))


def rows_of(*consents: Consent) -> Iterator[LedgerRow]:
    """As turns would have chained them."""
    head = Head()
    for number, entry in enumerate(each for consent in consents for each in _entries(consent)):
        row, head = chained(head, replace(entry, id=str(number)))
        kind, body = EntryKind(row.pop("kind")), json.loads(row.pop("body"))
        who = {"person": row.pop("person_id"), "other": row.pop("other_id"), "message": row.pop("message_id")}
        yield LedgerRow(kind=kind, body=body, **who, **row)


def _entries(consent: Consent) -> Iterator[Entry]:
    yield entry_of_consent(consent, "given")
    about = {"consent": consent.id}
    if consent.confirmed_at:
        yield Entry("again", consent.confirmed_at, EntryKind.CONSENT_CONFIRMED, HANA, HANA, about)
    if consent.withdrawn_at:
        yield Entry("end", consent.withdrawn_at, EntryKind.CONSENT_WITHDRAWN, HANA, HANA, about)
