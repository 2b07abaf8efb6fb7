"""Writes what the city OS says into the mirror, and what follows from it into our own consents and the ledger."""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.city_consents import CityOsConsent, Listed
from bot.core.consents import Consent
from bot.core.ids import PersonId, derived_id
from bot.rules.city_os_word import Ending, news_of
from bot.storage.agreed import city_os_consents_of, consents_of
from bot.storage.among import among
from bot.storage.insert import add_new
from bot.storage.instant import Instant
from bot.storage.ledger.append import append
from bot.storage.ledger.entries import entry_of_consent
from bot.storage.ledger.entry import Entry, EntryKind
from bot.storage.rows.city_os import row_of_city_os_consent
from bot.storage.rows.consents import row_of_consent
from bot.storage.tables import city_os_consents, consents, people
from bot.storage.telling_ends import tell_of_ends

_BY_SUBJECT = select(people.c.id, people.c.subject).where(among(people.c.subject, "subjects"))
_VERSIONS = select(city_os_consents.c.id, city_os_consents.c.changed_at).where(among(city_os_consents.c.id, "ids"))
_TOUCH = update(city_os_consents).where(among(city_os_consents.c.id, "ids")).values(reading=bindparam("now_reading"))
_WHOSE = select(city_os_consents.c.person_id).where(among(city_os_consents.c.id, "ids"))
_DROP = delete(city_os_consents).where(among(city_os_consents.c.id, "ids"))
_END = (
    update(consents)
    .where(consents.c.id == bindparam("of"), consents.c.withdrawn_at.is_(None))
    .values(withdrawn_at=bindparam("at", type_=Instant), withdrawn_by=bindparam("who"))
)


async def write_listed(connection: AsyncConnection, listed: Listed, reading: int, now: datetime) -> frozenset[PersonId]:
    """Who is touched by it. Consents of people whom the register does not know are not kept."""
    holders = await _holders(connection, {each.subject for each in listed.consents})
    ours = [(holders[each.subject], each) for each in listed.consents if each.subject in holders]
    gone = list(listed.left_out)
    touched = {person for person, _ in ours} | {
        PersonId(each) for each in await connection.scalars(_WHOSE, {"ids": gone})
    }
    await connection.execute(_DROP, {"ids": gone})
    await _put(connection, ours, reading)
    await _bring_in(connection, touched, now)
    return frozenset(touched)


async def _holders(connection: AsyncConnection, subjects: Collection[str]) -> dict[str, PersonId]:
    rows = await connection.execute(_BY_SUBJECT, {"subjects": sorted(subjects)})
    return {row.subject: PersonId(row.id) for row in rows}


async def _put(connection: AsyncConnection, ours: Sequence[tuple[PersonId, CityOsConsent]], reading: int) -> None:
    """The newer version of each; an older page that is read again after a crash undoes nothing."""
    ids = sorted({each.id for _, each in ours})
    stored = {row.id: row.changed_at for row in await connection.execute(_VERSIONS, {"ids": ids})}
    newest: dict[str, tuple[PersonId, CityOsConsent]] = {}
    for person, each in ours:
        version = newest[each.id][1].changed_at if each.id in newest else stored.get(each.id)
        if version is None or version <= each.changed_at:
            newest[each.id] = (person, each)
    await connection.execute(_TOUCH, {"ids": ids, "now_reading": reading})
    rows = [row_of_city_os_consent(person, each, reading) for person, each in newest.values()]
    await connection.execute(_DROP, {"ids": sorted(newest)})
    await add_new(connection, city_os_consents, rows)


async def _bring_in(connection: AsyncConnection, touched: Collection[PersonId], now: datetime) -> None:
    """A withdrawal there counts here at the very next decision, and a yes there is a consent of ours to stop."""
    if not touched:
        return
    local = await consents_of(connection, touched)
    theirs = await city_os_consents_of(connection, touched)
    entries: list[Entry] = []
    arrived: list[Consent] = []
    ended: dict[PersonId, set[str]] = {}
    for person in sorted(touched):
        news = news_of(person, local.get(person, ()), theirs.get(person, ()), now)
        await _end(connection, news.endings)
        arrived += news.arrivals
        entries += [_entry_of_ending(person, each, now) for each in news.endings]
        entries += [entry for each in news.arrivals for entry in _entries_of_arrival(each, now)]
        ended[person] = {each.consent for each in news.endings if each.is_no}
    await add_new(connection, consents, [row_of_consent(each) for each in arrived])
    await tell_of_ends(connection, {each: ids for each, ids in ended.items() if ids}, now)
    await append(connection, entries)


async def _end(connection: AsyncConnection, endings: Iterable[Ending]) -> None:
    rows = [{"of": each.consent, "at": each.at, "who": each.by} for each in endings]
    if rows:
        await connection.execute(_END, rows)


def _entry_of_ending(person: PersonId, ending: Ending, now: datetime) -> Entry:
    """`other` is who did it: the person at the city's own portal, or nobody we know."""
    body = {"consent": ending.consent, "by": "city_os", "withdrawn_at": _written(ending.at)}
    id_ = derived_id("city os ended", ending.consent)
    return Entry(id_, now, EntryKind.CONSENT_WITHDRAWN, person, None if ending.by else person, body)


def _entries_of_arrival(consent: Consent, now: datetime) -> Iterable[Entry]:
    said = entry_of_consent(consent, derived_id("city os said", consent.id))
    yield Entry(said.id, now, said.kind, said.person, said.other, said.body)
    if consent.withdrawn_at is not None and not consent.refused:
        yield _entry_of_ending(consent.person, Ending(consent.id, consent.withdrawn_at, consent.withdrawn_by), now)


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
