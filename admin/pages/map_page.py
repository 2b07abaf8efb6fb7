"""「地図」 in one tab: where it is bad, in one incident at a time, and how the answers come in."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from nicegui import Client

from admin.board import Board, Counted
from admin.commands.see_on_map import write_down_pins
from admin.on_map import CityMap, Pin, Seen, pinned
from admin.pages.curve_chart import CurveChart
from admin.pages.desk import Desk
from admin.pages.elements import button, say, show, tag
from admin.pages.following import follow
from admin.pages.header import Header
from admin.pages.leaflet_map import LeafletMap
from admin.pages.map_tables import AreaTable, PinTable
from admin.pages.places import MAP
from admin.pages.sheets import load
from admin.queries.notices import Limits
from admin.queries.on_map import Heard, read_map
from admin.sessions import Session
from admin.showing import Viewer
from bot.core.ids import IncidentId
from bot.core.incidents import Incident
from bot.rules.closing_report import curve_of

_NONE = "開いている事案も訓練もありません。開くと、ここに地図が出ます。"
_CLOSED = "この事案は閉じました。数は「報告」にあります。ほかの地図は、このページを開き直すと出ます。"
"""A map of what is real never becomes one of a drill by itself."""
READ_AGAIN = timedelta(seconds=5)
"""However little the counts changed: a place may have."""


class MapPage:
    def __init__(self, desk: Desk, session: Session) -> None:
        self._desk = desk
        self._session = session
        self._zone = ZoneInfo(desk.city.time_zone)
        self.limits = Limits(to_go=0, others=0)
        self._wanted: IncidentId | None = None
        self._offered: Sequence[Incident] = ()
        self._shown: Counted | None = None
        self._read_at: datetime | None = None
        self._city: CityMap | None = None
        self._pins: tuple[Pin, ...] = ()
        self._written: set[Seen] = set()
        self._heard: Heard | None = None
        self._build()

    def _build(self) -> None:
        load("board.css", "report.css", "map.css")
        self.header = Header(self._desk.city.name, self._zone, MAP, self._session.staff)
        with tag("div", classes="map-page"):
            self._band = tag("div", classes="report-band")
            with self._band:
                self._title = tag("h2", classes="report-title")
                self._choice = tag("p", classes="choice")
            self._empty = tag("p", _NONE, "empty")
            with tag("div", classes="map-and-more") as self._all:
                with tag("div", classes="map-side"):
                    self._map = LeafletMap(self._desk.tiles)
                    self._areas = AreaTable()
                with tag("div", classes="map-side"):
                    self._chart = CurveChart((), 0)
                    self._spots = PinTable(self._zone)
        show(self._all, shown=False)
        show(self._band, shown=False)

    async def live(self, client: Client, opened: asyncio.Event) -> None:
        await follow(self, self._desk, self._session, client, opened)

    async def show(self, board: Board) -> None:
        """Raises `Unavailable` where something could not be read, or not be written into the ledger."""
        now = self._desk.clock.now()
        counted = next((each for each in board.incidents if each.incident.id == self._wanted), None)
        was_real = self._shown is not None and not self._shown.incident.drill
        others = (each for each in board.incidents if not (was_real and each.incident.drill))
        counted = counted or next(others, None)
        say(self._empty, _CLOSED if was_real else _NONE)
        self._offer([each.incident for each in board.incidents], counted)
        if counted is None:
            return
        if counted != self._shown or self._read_at is None or now - self._read_at > READ_AGAIN:
            await self._read(counted, now)
        if self._city is not None:
            self._map.update(self._city, self._pins)

    async def _read(self, counted: Counted, now: datetime) -> None:
        incident = counted.incident
        if self._shown is None or self._shown.incident.id != incident.id:
            self._map.forget_view()
            self._heard = None
        city = await read_map(self._desk.database, incident)
        pins = await self._disclosed(city, incident, now)
        self._heard = self._heard or Heard(incident)
        heard = await self._heard.read(self._desk.database)
        self._city, self._pins, self._shown, self._read_at = city, pins, counted, now
        self._areas.update(city)
        self._spots.update(pins, city.spots - len(city.spotted), now)
        self._chart.update(curve_of(heard.values(), incident.opened_at, now), counted.overall.asked)

    async def _disclosed(self, city: CityMap, incident: Incident, now: datetime) -> tuple[Pin, ...]:
        viewer = Viewer(self._session.id, self._session.staff)
        looks = [pinned(each, incident, viewer, now) for each in city.spotted]
        seen = {each for _, each in looks if each is not None}
        if new := seen - self._written:
            rows = sorted(new, key=lambda each: (each.disclosure.about, each.said_at))
            await write_down_pins(self._desk.database, self._session.id, rows, now, drill=incident.drill)
            self._written |= new
        return tuple(pin for pin, _ in looks if pin is not None)

    def _offer(self, incidents: Sequence[Incident], shown: Counted | None) -> None:
        """One incident at a time, so that a drill never stands on the same map as what is real."""
        show(self._empty, shown=shown is None)
        show(self._all, shown=shown is not None)
        show(self._band, shown=shown is not None)
        if shown is None:
            return
        incident = shown.incident
        if self._title.text != _titled(incident) or incidents != self._offered:
            self._offered = incidents
            say(self._title, _titled(incident))
            self._band.classes(remove="real drill", add="drill" if incident.drill else "real")
            self._choice.clear()
            with self._choice:
                for each in incidents if len(incidents) > 1 else ():
                    self._choose_button(each, is_here=each.id == incident.id)

    def _choose_button(self, incident: Incident, *, is_here: bool) -> None:
        def chosen() -> None:
            self._wanted = incident.id
            self._read_at = None

        button(_titled(incident), chosen, "quiet", aria_pressed="true" if is_here else "false")


def _titled(incident: Incident) -> str:
    return f"{'【訓練】' if incident.drill else ''}{incident.title}"
