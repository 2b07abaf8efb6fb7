"""What was understood of a person's words. Only facts that the words carry; nothing is guessed here."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.core.gazetteer import EMPTY, Gazetteer, Slot, SlotKind


class Intent(StrEnum):
    REPORT_STATUS = "report_status"
    ASK_FAMILY = "ask_family"
    ASK_AREA = "ask_area"
    PLAN = "plan"
    SHARE = "share"
    OFFER_SUPPORT = "offer_support"
    REQUEST_SUPPORT = "request_support"
    REPORT_HAZARD = "report_hazard"
    FIND_SHELTER = "find_shelter"
    AFFIRM = "affirm"
    DENY = "deny"
    GREET = "greet"
    THANKS = "thanks"
    HELP = "help"
    HUMAN = "human"
    OUT_OF_SCOPE = "out_of_scope"


class Condition(StrEnum):
    SAFE = "safe"
    INJURED = "injured"
    NEEDS_RESCUE = "needs_rescue"
    UNKNOWN = "unknown"


class Whereabouts(StrEnum):
    HOME = "home"
    SHELTER = "shelter"
    EVACUATING = "evacuating"
    ELSEWHERE = "elsewhere"


class Need(StrEnum):
    WATER = "water"
    FOOD = "food"
    MEDICINE = "medicine"
    POWER = "power"
    FUEL = "fuel"
    BLANKET = "blanket"
    TOILET = "toilet"
    BABY = "baby"
    OTHER = "other"


class About(StrEnum):
    SELF = "self"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Understanding:
    """One text, understood. `unsure` means: ask back, whatever else stands here (promise 3)."""

    intent: Intent
    condition: Condition | None = None
    whereabouts: Whereabouts | None = None
    needs: tuple[Need, ...] = ()
    about: About = About.SELF
    people: tuple[str, ...] = ()
    """Words for people as written: 母, 隣のおじいさん, 佐藤さん."""
    place: str | None = None
    confidence: float = 0.0
    unsure: bool = False
    slots: tuple[Slot, ...] = ()
    """What the city's lists know by name, in the order of the text."""

    def named(self, kind: SlotKind) -> tuple[str, ...]:
        """The values of one kind, each once."""
        return tuple(dict.fromkeys(slot.value for slot in self.slots if slot.kind is kind))


class Interpreter(Protocol):
    """Turns text into an Understanding."""

    async def understand(self, text: str, gazetteer: Gazetteer = EMPTY) -> Understanding:
        """Never raises on any text: empty, 5,000 characters, control characters; answers within half a second."""
        ...
