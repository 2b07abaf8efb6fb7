"""An invented town of any size: pairs of a resident and her daughter, in a district of their own or in several."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from bot.core.ids import DistrictId, IncidentId
from bot.core.incidents import Hazard, Incident
from bot.storage.city import CityStore
from bot.storage.city_load.town import read_town
from bot.storage.database import Database

CONSENTED = "name;condition;whereabouts;needs"
OPENED = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)


def user_id(number: int) -> str:
    """The LINE user id of the person of that number."""
    return f"U{number:032x}"


async def settle(
    database: Database,
    districts: Mapping[str, int],
    *,
    pairs: int = 0,
    supported: bool = False,
    agreed_to_association: bool = False,
) -> None:
    """So many people per district, each with a LINE account; numbers go on from one district to the next.

    The first `pairs` people of even number have the next one as a daughter who may be told how they are; where
    `supported`, another's daughter as a supporter who may know the same. Where they `agreed_to_association`, the leader
    may see everybody's name.
    """
    homes = [district for district, people in districts.items() for _ in range(people)]
    residents = range(0, pairs * 2, 2)
    kinds = {"family": ("娘", 1), **({"supporter": ("隣人", 3)} if supported else {})}
    neighbours = range(len(homes) if agreed_to_association else 0)
    files = {
        "districts.csv": _csv("district,name", (f"{each},{each}地区" for each in districts)),
        "people.csv": _csv(
            "person_id,name,district", (f"P{number},会津 花子{number},{home}" for number, home in enumerate(homes))
        ),
        "accounts.csv": _csv(
            "person_id,channel,address", (f"P{number},line,{user_id(number)}" for number in range(len(homes)))
        ),
        "relations.csv": _csv(
            "person_id,other_id,kind,label,confirmed",
            (
                f"P{each},P{(each + steps) % (pairs * 2)},{kind},{label},1"
                for kind, (label, steps) in kinds.items()
                for each in residents
            ),
        ),
        "consents.csv": _csv(
            "person_id,purpose,items,recipient_kind,phase,cadence,given_at",
            (
                *(
                    f"P{each},safety_sharing,{CONSENTED},{kind},both,on_new_data,2026-04-01"
                    for kind in kinds
                    for each in residents
                ),
                *(f"P{each},safety_sharing,{CONSENTED},association,both,once,2026-04-01" for each in neighbours),
            ),
        ),
    }
    await CityStore(database).write(read_town(files), OPENED, lambda _: None)


def _csv(columns: str, lines: Iterable[str]) -> bytes:
    return "\n".join((columns, *lines, "")).encode()


def drill(name: str, district: str, at: datetime = OPENED) -> Incident:
    return Incident(
        IncidentId(name), "訓練", Hazard.EARTHQUAKE, "5強", (DistrictId(district),), drill=True, opened_at=at
    )
