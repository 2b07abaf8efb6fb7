"""What happens when an emergency is over: the people of its area hear of it, once."""

from datetime import datetime

from bot.core.incidents import Emergency
from bot.core.people import City
from bot.core.ports import Signal, Wakeups
from bot.core.quota import AskQuota, unknown
from bot.core.replies import Reply
from bot.rules.emergency_message import emergency_ended
from bot.storage.emergencies import EmergencyStore
from bot.storage.incidents import IncidentStore


async def tell_ended(
    emergencies: EmergencyStore,
    incidents: IncidentStore,
    city: City,
    wakeups: Wakeups,
    now: datetime,
    quota: AskQuota = unknown,
) -> int:
    """Those that ended by hand or by themselves. Returns how many people were told of now. `quota`: of LINE.

    Raises:
        Unavailable: the database is down; they hear of it later.
    """
    known, still_open = await incidents.districts(), await incidents.still_open()

    def words(emergency: Emergency, at: datetime) -> tuple[Reply, ...]:
        areas = tuple(each for each in known if each.id in emergency.districts)
        return emergency_ended(emergency, city, areas, at, still_open)

    told = await emergencies.tell_ended(now, words, quota)
    if told:
        await wakeups.wake(Signal.OUTBOX)
    return told
