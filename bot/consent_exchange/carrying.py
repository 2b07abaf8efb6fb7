"""Carries what was said here to the city OS until it is confirmed. Nothing is given up, and nothing is stored twice."""

from datetime import datetime, timedelta

import structlog
from prometheus_client import Counter, Gauge

from bot.consent_exchange.authority import ConsentAuthority, Contact
from bot.core.city_consents import Change, ChangeKind, CityOsConsent, Listed
from bot.core.errors import Refused, TryLater, Unavailable
from bot.core.ids import derived_id
from bot.rules.carrying import is_overtaken, spoken_of, to_withdraw
from bot.storage.city_os import CityOsConsentStore
from bot.storage.city_os.waiting import REFUSED

log = structlog.get_logger()

_CARRIED = Counter("anpi_consent_changes_carried", "Changes of consent by what became of the try", ["change", "fate"])
_WAITING = Gauge("anpi_consent_changes_waiting", "Changes of consent that the city OS has not confirmed", ["why"])
_OLDEST = Gauge("anpi_consent_changes_oldest_seconds", "Age of the oldest change that is on its way to the city OS")

AT_ONCE = 100
_FIRST_PAUSE = timedelta(seconds=5)
_LONGEST_PAUSE = timedelta(minutes=10)
_UNHEARD_PAUSE = timedelta(minutes=1)
"""The longest where the city OS does not answer at all: one change a run finds out whether it is back."""
_MOST_DOUBLINGS = 10
_GONE = (404, 410)
_NO_PLACE = (404, 405, 410, 501)
"""It has no such consent any more, or no such call."""
_CONFIRMED, _UNHEARD, _NOT_TAKEN = "confirmed", "unheard", "refused"


class Carrying:
    def __init__(self, there: ConsentAuthority, store: CityOsConsentStore, contact: Contact) -> None:
        self._there = there
        self._store = store
        self._contact = contact

    async def carry(self, now: datetime) -> int:
        """What closes goes before what opens. Where nobody answers the rest waits for the next run."""
        confirmed = 0
        for change in await self._store.due(now, AT_ONCE):
            fate = await self._carry(change, now)
            _CARRIED.labels(change.kind, fate).inc()
            confirmed += fate == _CONFIRMED
            if fate == _UNHEARD:
                break
        await self._count(now)
        return confirmed

    async def _carry(self, change: Change, now: datetime) -> str:
        try:
            listed, reason = await self._sent(change, now)
        except Unavailable as error:
            await self._unheard(change, error, now)
            return _UNHEARD
        except TryLater as later:
            pause = timedelta(seconds=later.pause) if later.pause is not None else _pause(change, _LONGEST_PAUSE)
            await self._store.put_off(change, now + pause, later.reason)
            return _UNHEARD
        except Refused as refused:
            log.warning("consent_change.refused", change=change.id, status=refused.status)
            await self._store.put_off(change, now + _pause(change, _LONGEST_PAUSE), f"{REFUSED}{refused.status}")
            return _NOT_TAKEN
        self._contact.back()
        await self._store.carried(change, listed, now, reason)
        return _CONFIRMED

    async def _sent(self, change: Change, now: datetime) -> tuple[Listed, str]:
        """What the city OS holds of the person after it has heard the change; and why nothing had to be said."""
        held = await self._there.of(change.statement.subject)
        if change.kind is ChangeKind.WITHDRAW:
            return await self._withdrawn(change, held), ""
        if change.kind in (ChangeKind.CONFIRM, ChangeKind.CADENCE):
            return await self._added(change, held)
        if is_overtaken(change, held.consents, now):
            return held, "overtaken"
        stored = await self._there.state(change.statement)
        return Listed((*held.consents, stored), held.left_out), ""

    async def _withdrawn(self, change: Change, held: Listed) -> Listed:
        after: list[CityOsConsent] = []
        gone: list[str] = []
        for each in to_withdraw(change, held.consents):
            try:
                after.append(await self._there.withdraw(each.id, change.made_at, derived_id(change.id, each.id)))
            except Refused as refused:
                if refused.status not in _GONE:
                    raise
                gone.append(each.id)
        kept = (each for each in held.consents if each.id not in gone)
        return Listed((*kept, *after), (*held.left_out, *gone))

    async def _added(self, change: Change, held: Listed) -> tuple[Listed, str]:
        """What was said about a yes. Where the city OS has no place for it, our own record is the only one."""
        after: list[CityOsConsent] = []
        for each in spoken_of(change, held.consents):
            key = derived_id(change.id, each.id)
            try:
                if change.kind is ChangeKind.CONFIRM:
                    after.append(await self._there.confirm(each.id, change.made_at, key))
                else:
                    chosen = change.statement.cadence
                    after.append(await self._there.choose(each.id, chosen, change.made_at, key))
            except Refused as refused:
                if refused.status not in _NO_PLACE:
                    raise
        kept = (each for each in held.consents if each.id not in {told.id for told in after})
        return Listed((*kept, *after), held.left_out), "" if after else "no_place"

    async def _unheard(self, change: Change, error: Unavailable, now: datetime) -> None:
        self._contact.lost(error)
        await self._store.put_off(change, now + _pause(change, _UNHEARD_PAUSE), "unavailable")

    async def _count(self, now: datetime) -> None:
        waiting = await self._store.waiting()
        _WAITING.labels("on_the_way").set(waiting.on_their_way)
        _WAITING.labels("no_subject").set(waiting.without_subject)
        _OLDEST.set((now - waiting.oldest).total_seconds() if waiting.oldest else 0)


def _pause(change: Change, longest: timedelta) -> timedelta:
    """Twice as long after each try."""
    doubled = _FIRST_PAUSE * float(2 ** min(change.attempts, _MOST_DOUBLINGS))
    return min(doubled, longest)
