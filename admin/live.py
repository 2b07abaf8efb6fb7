"""NiceGUI, which is one application for a whole process, made to live beside other servers and to be started again.

`ui.run_with` puts NiceGUI into a web application of ours, but it may be called once: NiceGUI's own application is a
module-level object whose middleware is fixed at its first request. So one carrier is made for the process, and each
console mounts it behind its gate and runs the carrier's lifespan within its own. Nothing else of the process is
touched: no signals, no global port, no files (no storage is used, so no storage secret is given). One console at a
time may run in a process; two would end each other's live connections.
"""

from collections.abc import Callable, Mapping
from functools import cache, partial

from fastapi import FastAPI, Request
from nicegui import Client, app, ui

from admin.gate import SESSION
from admin.pages.alerts_page import AlertsPage
from admin.pages.board_page import BoardPage
from admin.pages.emergency_page import EmergencyPage
from admin.pages.map_page import MapPage
from admin.pages.open_page import OpenPage
from admin.pages.opening import LivePage, open_page
from admin.pages.people_page import PeoplePage
from admin.pages.places import (
    ALERTS,
    BOARD,
    EMERGENCY,
    MAP,
    OPEN,
    PEOPLE,
    PRACTICES,
    REPORTS,
    SEND,
    VISITS,
    Place,
)
from admin.pages.practice_page import PracticePage
from admin.pages.report_page import ReportPage
from admin.pages.send_page import SendPage
from admin.pages.visits_page import VisitsPage
from bot.core.ids import IncidentId, NoticeId

DESK = "anpi.desk"
"""Where a page finds what it works with in the ASGI scope: pages are registered once, consoles come and go."""

PATIENCE_SECONDS = 30.0
"""NiceGUI turns a page that is not ready by then into an error; its own three seconds are too short on a bad day."""

LONGEST_ID = 64
"""Characters of an id in an address; what is longer is none of ours."""

Kind = Callable[..., LivePage]

_LIVE: Mapping[Place, Kind] = {
    BOARD: BoardPage,
    EMERGENCY: EmergencyPage,
    MAP: MapPage,
    REPORTS: ReportPage,
    PRACTICES: PracticePage,
    ALERTS: AlertsPage,
}
_FORMS: Mapping[Place, type[OpenPage | SendPage]] = {OPEN: OpenPage, SEND: SendPage}

page = partial(ui.page, language="ja", response_timeout=PATIENCE_SECONDS)


@cache
def live_pages() -> FastAPI:
    """The carrier, with the console's pages."""
    # Quasar's bar for every request: it means nothing here, and it has no name for those who listen.
    app.config.quasar_config["loadingBar"]["skipHijack"] = True
    carrier = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    for place, kind in _LIVE.items():
        _live(place, kind)
    for place, form in _FORMS.items():
        _filled_in(place, form)
    _about_one_thing()
    ui.run_with(
        carrier,
        title="安否ボード",
        favicon="🛟",
        language="ja",
        tailwind=False,
        reconnect_timeout=10.0,
        show_welcome_message=False,
        binding_refresh_interval=None,
    )
    return carrier


def _live(place: Place, kind: Kind) -> None:
    @page(place.path, title=place.title)
    async def live(request: Request, client: Client) -> None:
        await _open(kind, request, client)


def _filled_in(place: Place, form: type[OpenPage | SendPage]) -> None:
    @page(place.path, title=place.title)
    async def filled_in(request: Request) -> None:
        await form(request.scope[DESK], request.scope[SESSION]).build()


def _about_one_thing() -> None:
    @page(PEOPLE.path, title=PEOPLE.title)
    async def people(request: Request, client: Client, notice: str = "", incident: str = "") -> None:
        await _open(PeoplePage, request, client, NoticeId(notice[:LONGEST_ID]) or None, _incident(incident))

    @page(VISITS.path, title=VISITS.title)
    async def visits(request: Request, client: Client, incident: str = "") -> None:
        await _open(VisitsPage, request, client, _incident(incident))

    @page(f"{REPORTS.path}/{{incident}}", title=REPORTS.title)
    async def report(request: Request, client: Client, incident: str) -> None:
        await _open(ReportPage, request, client, IncidentId(incident))


def _incident(id_: str) -> IncidentId | None:
    return IncidentId(id_[:LONGEST_ID]) or None


async def _open(kind: Kind, request: Request, client: Client, *about: object) -> None:
    desk = request.scope[DESK]
    await open_page(desk, kind(desk, request.scope[SESSION], *about), client)
