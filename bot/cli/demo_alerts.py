"""The demo page's buttons that let the authorities speak: an earthquake, a training telegram, an order, shelters."""

from fastapi import APIRouter

from bot.bootstrap.sandbox import Announcements
from integrations.sandbox.alerts import Status

_QUAKE = "quake"
_ORDER = "order"
_SHELTERS = "shelters"


def alert_router(announcements: Announcements) -> APIRouter:
    """Each press is an event of its own, as of now."""
    router = APIRouter(prefix="/demo/alerts")
    telegrams = announcements.telegrams

    @router.post("/quake")
    async def quake() -> dict[str, str]:
        return {"event": telegrams.publish(telegrams.samples[_QUAKE]).event}

    @router.post("/training")
    async def training() -> dict[str, str]:
        """The very same words, but for their status: nobody may be asked because of them (promise 5)."""
        return {"event": telegrams.publish(telegrams.samples[_QUAKE], Status.TRAINING).event}

    @router.post("/order")
    async def order() -> dict[str, str]:
        number = len(announcements.orders.documents) + 1
        return {"document": announcements.orders.publish(_ORDER, f"demo order {number}").sample}

    @router.post("/shelters")
    async def shelters() -> dict[str, str]:
        return {"document": announcements.orders.publish(_SHELTERS).sample}

    return router
