"""What the city's commands work with, handed to them by the composition root."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol, TypeVar

from bot.cli.failing import fail
from bot.core.errors import Unavailable
from bot.core.incidents import Incident
from bot.core.people import City, District
from bot.core.ports import Clock, Wakeups
from bot.core.quota import AskQuota
from bot.storage.account_desk import AccountDesk
from bot.storage.alerts import AlertStore, ProposalStore
from bot.storage.border import Rejected
from bot.storage.city import CityStore
from bot.storage.closing_report import ReportStore
from bot.storage.consent_desk import ConsentDesk
from bot.storage.emergencies import EmergencyStore
from bot.storage.incidents import IncidentStore
from bot.storage.linking.codes import LinkCodes
from bot.storage.questions import Words
from bot.storage.sealing.seal import FieldKeyMissing, SealBroken

T = TypeVar("T")


class Office(Protocol):
    """The city and its stores, open for one command. `question` is what all are asked in an incident's districts.

    `quota`: what is left of the month's LINE messages.
    """

    @property
    def city(self) -> City: ...
    @property
    def domain(self) -> str: ...
    @property
    def register(self) -> CityStore: ...
    @property
    def incidents(self) -> IncidentStore: ...
    @property
    def reports(self) -> ReportStore: ...
    @property
    def emergencies(self) -> EmergencyStore: ...
    @property
    def consents(self) -> ConsentDesk: ...
    @property
    def codes(self) -> LinkCodes: ...
    @property
    def accounts(self) -> AccountDesk: ...
    @property
    def alerts(self) -> AlertStore: ...
    @property
    def proposals(self) -> ProposalStore: ...
    @property
    def wakeups(self) -> Wakeups: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def question(self) -> Callable[[Incident, City, tuple[District, ...]], Words]: ...
    @property
    def quota(self) -> AskQuota: ...


OpenOffice = Callable[[], AbstractAsyncContextManager[Office]]


def run(command: Coroutine[Any, Any, T]) -> T:
    """The command to its end. Where the database is down or empty, a sentence and exit code 1."""
    try:
        return asyncio.run(command)
    except FieldKeyMissing as missing:
        fail(f"Some values are sealed under a key that ANPI_FIELD_KEYS does not hold ({missing}): add it at the end.")
    except SealBroken as broken:
        fail(f"{broken}. Restore that table from a backup; `anpi ledger verify` tells whether the ledger was touched.")
    except Unavailable as down:
        fail(f"The {down.dependency} does not answer, or holds no tables yet. Run `anpi migrate`, then `anpi doctor`.")
    except Rejected as refused:
        fail(f"The database refuses this ({refused}). Run `anpi migrate`: its tables may be of another version.")
