"""A small invented town for the console's tests: rows as tables hold them, put into a database one by one."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Table, func, select

from admin.mailroom import Mailroom
from admin.parts import ConsoleParts, Stores
from bot.bootstrap.opening import new_incident_id
from bot.bootstrap.proposals import Proposals
from bot.core.ids import ConversationId, DistrictId, IncidentId, NoticeId, PersonId, ReportId
from bot.core.incidents import Hazard, Incident
from bot.core.people import City
from bot.core.quota import Quota, unknown
from bot.core.records import NoticeKind, NoticeRaised
from bot.core.reports import Means, Report, Source
from bot.core.understanding import Condition
from bot.storage import tables
from bot.storage.alerts import ProposalStore
from bot.storage.database import Database
from bot.storage.insert import add_new
from bot.storage.rows.incidents import row_of_incident
from bot.storage.rows.notices import row_of_notice
from bot.storage.rows.reports import row_of_report
from bot.storage.wakeups import InProcessWakeups
from config.catalogue import load_catalogue
from handlers.web_pages.ports import Identity

CITY = City(name="会津若松市", phone="0242-00-0000", genuine="市のホームページ")
CODE = "246810"
EAST, WEST = DistrictId("east"), DistrictId("west")
HANA, YUKI, KEN, SATO = (PersonId(each) for each in ("hana", "yuki", "ken", "sato"))
QUAKE, DRILL = IncidentId("quake"), IncidentId("drill")
SATOS = ConversationId("line:Usato")

_PEOPLE: tuple[dict[str, Any], ...] = (
    {
        "id": HANA,
        "name": "会津 花子",
        "address": "東町1-2-3",
        "district_id": EAST,
        "block": "1班",
        "phone": "090-0000-1111",
        "support_needed": True,
        "support_reason": "足が不自由",
        "disclosure_block": False,
    },
    {"id": YUKI, "name": "会津 雪", "phone": "090-0000-2222"},
    {
        "id": KEN,
        "name": "若松 健",
        "address": "西町9-9",
        "district_id": WEST,
        "phone": "090-0000-9999",
        "disclosure_block": True,
    },
    {"id": SATO, "name": "佐藤 一", "district_id": EAST, "phone": "090-0000-3333"},
)


class StillClock:
    """Goes only when it is told to."""

    def __init__(self) -> None:
        self.time = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time


class RealClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


def minutes(number: float, before: datetime) -> datetime:
    return before - timedelta(minutes=number)


@dataclass
class Town:
    """`now` is the moment that notices of no other time are raised at."""

    database: Database
    now: datetime
    _number: int = field(default=0)

    @property
    def hanas_birthday(self) -> date:
        """She is 82, whatever year it is, and has been for some days."""
        return (self.now - timedelta(days=91)).date().replace(day=2) - timedelta(days=82 * 365 + 20)

    async def fill(self) -> None:
        """Two districts, four people, a real incident and a drill, three people asked in the real one."""
        await self.add(tables.districts, {"id": EAST, "name": "東町"}, {"id": WEST, "name": "西町"})
        for person in _PEOPLE:
            birthdate = {"birthdate": self.hanas_birthday} if person["id"] == HANA else {}
            await self.add(tables.people, {**person, **birthdate})
        await self.add(
            tables.conversations,
            {"id": SATOS, "channel": "line", "address": "Usato", "person_id": SATO, "version": 1},
        )
        for id_, title, drill in ((QUAKE, "強い地震", False), (DRILL, "秋の防災訓練", True)):
            incident = Incident(id_, title, Hazard.EARTHQUAKE, "震度5強", (), drill, minutes(30, self.now))
            await self.add(tables.incidents, row_of_incident(incident))
        await self.asked(HANA, EAST, progress="answered", condition="needs_rescue")
        await self.asked(KEN, WEST, progress="sent")
        await self.asked(SATO, EAST, progress="answered", condition="safe", whereabouts="shelter")

    async def asked(self, person: PersonId, district: DistrictId, **state: Any) -> None:
        row = {"incident_id": QUAKE, "person_id": person, "district_id": district, **state}
        await self.add(tables.check_ins, row)

    async def report(self, about: PersonId | None, source: Source = Source.SELF, **more: Any) -> ReportId:
        values: dict[str, Any] = {
            "incident": QUAKE,
            "drill": False,
            "conversation": ConversationId("line:Ux"),
            "reporter": about,
            "label": "",
            "means": Means.WORDS,
            "said_at": self.now,
            "condition": Condition.NEEDS_RESCUE,
            **more,
        }
        self._number += 1
        report = Report(id=ReportId(f"report-{self._number}"), about=about, source=source, **values)
        await self.add(tables.reports, row_of_report(report, _event(self._number), self.now))
        return report.id

    async def raise_notice(
        self, kind: NoticeKind = NoticeKind.RESCUE, about: PersonId | None = HANA, **more: Any
    ) -> NoticeId:
        """The next notice is a second younger than the one before."""
        self._number += 1
        values: dict[str, Any] = {"drill": False, "incident": QUAKE, **more}
        at = values.pop("at", self.now + timedelta(seconds=self._number))
        id_ = NoticeId(f"{self._number:08x}-notice")
        notice = NoticeRaised(id=id_, kind=kind, at=at, about=about, **values)
        await self.add(tables.notices, row_of_notice(notice, None))
        return id_

    async def add(self, table: Table, *rows: dict[str, Any]) -> None:
        async with self.database.writing() as connection:
            await add_new(connection, table, list(rows))

    async def rows(self, table: Table) -> list[Any]:
        async with self.database.reading() as connection:
            return list(await connection.execute(select(table)))

    async def open_notices(self) -> int:
        async with self.database.reading() as connection:
            still_open = select(func.count()).select_from(tables.notices).where(tables.notices.c.done_at.is_(None))
            return (await connection.execute(still_open)).scalar_one()


def _event(number: int) -> Any:
    return f"event-{number}"


def mailroom_with(quota: Callable[[], Awaitable[Quota | None]] = unknown) -> Mailroom:
    """`quota`: what LINE says of the month."""
    return Mailroom(load_catalogue("Asia/Tokyo"), quota, new_incident_id)


def parts_over(
    database: Database,
    clock: StillClock | RealClock,
    wakeups: InProcessWakeups,
    by_name: tuple[str, Identity] | None = None,
    quota: Callable[[], Awaitable[Quota | None]] = unknown,
) -> ConsoleParts:
    """The console of this town; the database stays open when it ends. `by_name`: its address, and the city OS."""
    address, identity = by_name or ("", None)
    mailroom = mailroom_with(quota)

    @asynccontextmanager
    async def open_stores() -> AsyncIterator[Stores]:
        yield Stores(database, wakeups, Proposals(ProposalStore(database), CITY, wakeups, quota), mailroom, identity)

    return ConsoleParts(CITY, CODE, clock, open_stores, address)
