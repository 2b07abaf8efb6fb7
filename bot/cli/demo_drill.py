"""The demo page's two buttons: start a drill in the leader's district, and end it."""

from fastapi import APIRouter

from bot.bootstrap.office import CityOffice
from bot.core.ids import DistrictId, IncidentId
from bot.core.incidents import Hazard, Incident
from bot.core.ports import Signal

_DISTRICT = DistrictId("ikki")
_TITLE = "秋の防災訓練"


def drill_router(office: CityOffice) -> APIRouter:
    router = APIRouter(prefix="/demo/drill")

    @router.post("/open")
    async def open_drill() -> dict[str, str]:
        """Ends a drill that is still running, so that the button always begins anew."""
        await _close_all(office)
        now = office.clock.now()
        incident = Incident(
            id=IncidentId(f"drill-{now:%H%M%S%f}"),
            title=_TITLE,
            hazard=Hazard.EARTHQUAKE,
            level="5強",
            districts=(_DISTRICT,),
            drill=True,
            opened_at=now,
        )
        districts = tuple(each for each in await office.incidents.districts() if each.id == _DISTRICT)
        await office.incidents.open(incident, office.question(incident, office.city, districts))
        await office.wakeups.wake(Signal.OUTBOX)
        return {"incident": incident.id}

    @router.post("/close")
    async def close_drill() -> dict[str, int]:
        return {"closed": await _close_all(office)}

    return router


async def _close_all(office: CityOffice) -> int:
    running = [each for each in await office.incidents.all() if each.is_open and each.drill]
    for each in running:
        await office.incidents.close(each.id, office.clock.now())
    return len(running)
