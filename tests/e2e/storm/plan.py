"""The storm as a plan drawn from a seed: what is said, and in which requests it comes, doubled and out of order."""

from dataclasses import dataclass
from random import Random
from typing import Any

from integrations.sandbox.line_platform import World
from tests.e2e.storm.saying import Said, say
from tests.e2e.storm.town import Resident

STEP_MS = 20
"""Between one event and the next, by the platform's time: no two are at the same moment."""
_MOST_IN_ONE_REQUEST = 8
_OUT_OF_ORDER = 0.25
_FAR_OFF = 200
_DOUBLED = 0.15


@dataclass(slots=True)
class Parcel:
    """The events of one request."""

    events: list[dict[str, Any]]

    def again(self) -> "Parcel":
        """As LINE redelivers: the same but for the delivery context."""
        return Parcel([{**each, "deliveryContext": {"isRedelivery": True}} for each in self.events])


@dataclass(frozen=True, slots=True)
class Plan:
    said: tuple[Said, ...]
    parcels: tuple[Parcel, ...]


def storm(random: Random, world: World, town: tuple[Resident, ...], events: int) -> Plan:
    begins = world.now_ms() - events * STEP_MS
    said = tuple(say(random, world, random.choice(town), begins + n * STEP_MS) for n in range(events))
    coming = sorted(enumerate(said), key=lambda each: each[0] + _delay(random))
    return Plan(said, tuple(_parcels(random, [each.event for _, each in coming])))


def _delay(random: Random) -> float:
    return random.random() * _FAR_OFF if random.random() < _OUT_OF_ORDER else 0.0


def _parcels(random: Random, events: list[dict[str, Any]]) -> list[Parcel]:
    """Whole requests come twice, and single events come again in a later request, marked as redelivered or not."""
    parcels = []
    while events:
        size = random.randint(1, _MOST_IN_ONE_REQUEST)
        parcels.append(Parcel(events[:size]))
        events = events[size:]
    for number, parcel in enumerate(list(parcels)):
        later = min(number + random.randint(0, 30), len(parcels) - 1)
        if random.random() < _DOUBLED / 2:
            parcels.insert(later, random.choice((parcel, parcel.again())))
        elif random.random() < _DOUBLED:
            doubled = Parcel([random.choice(parcel.events)])
            parcels[later] = Parcel([*parcels[later].events, *random.choice((doubled, doubled.again())).events])
    return parcels
