"""What somebody saw who walked the streets: one sighting for each person, house or block they told of."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.core.gazetteer import EMPTY, Gazetteer, Slot
from bot.core.understanding import Condition, Need, Whereabouts


class Seen(StrEnum):
    """How it is known; each has a weight of its own (bot/rules)."""

    YELLOW_FLAG = "yellow_flag"
    DOOR_CARD = "door_card"
    VISIT = "visit"
    """Met, spoken to, called upon."""
    TRACES = "traces"
    """Lights, washing on the line, a car, sounds."""
    HEARSAY = "hearsay"
    """A neighbour or a relative says so."""
    TELEPHONE = "telephone"
    UNSAID = "unsaid"


class Absence(StrEnum):
    """Why nothing is known of a state, where that was told. None of these is a condition."""

    AWAY = "away"
    NO_ANSWER = "no_answer"
    NO_FLAG = "no_flag"
    UNCHECKED = "unchecked"
    """Not gone to yet, or not found out: 未確認, まだ, ×."""


class Unit(StrEnum):
    PEOPLE = "people"
    HOUSEHOLDS = "households"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Count:
    number: int
    unit: Unit = Unit.UNSAID


@dataclass(frozen=True, slots=True)
class Block:
    """A whole block (班). `values`: the gazetteer's ids. None: not known, or the sender's own (うちの班)."""

    words: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ByName:
    """Somebody by name. Several values in `slots`: several are called so, and the reader of this has to ask."""

    words: str
    slots: tuple[Slot, ...] = ()
    household: bool = False
    """The whole house is meant: 佐藤さんち, 佐藤宅, 佐藤さん夫婦."""
    member: bool = False
    """Somebody of that house who is not named: 佐藤さんの奥さん. The slots are those of the house."""


@dataclass(frozen=True, slots=True)
class House:
    """A house by its place: 角の家, 向かい, 隣. Only somebody who knows the street knows whose."""

    words: str


@dataclass(frozen=True, slots=True)
class Rest:
    """Everybody of a block (None: of all whom the sender looks after) who is not told of elsewhere in the message.

    `but` and `but_count` are taken out (田中さん以外, 一人以外); nothing is said of them by this.
    """

    block: Block | None = None
    but: tuple[ByName | House, ...] = ()
    but_count: Count | None = None


@dataclass(frozen=True, slots=True)
class Unnamed:
    """Some of a block or of all, whom nobody named: 2軒は留守. How many stands in the sighting, if it was said."""

    block: Block | None = None


Whom = ByName | Block | House | Rest | Unnamed


@dataclass(frozen=True, slots=True)
class Sighting:
    """One stretch of the message, read. `unsure`: ask, whatever else stands here; an unsure sighting is never safe."""

    whom: Whom
    words: str
    """The stretch as written."""
    seen: Seen = Seen.UNSAID
    condition: Condition | None = None
    absence: Absence | None = None
    whereabouts: Whereabouts | None = None
    needs: tuple[Need, ...] = ()
    count: Count | None = None
    """How many are meant, where a number was told."""
    block: Block | None = None
    """Under which block it stands in the message: tells the 佐藤さん of one block from those of another."""
    unsure: bool = False

    @property
    def tells(self) -> bool:
        return any((self.condition, self.absence, self.whereabouts, self.needs))


@dataclass(frozen=True, slots=True)
class RollCall:
    """A message about many. `unread`: stretches, as written, that could not be read; they are shown, never dropped."""

    sightings: tuple[Sighting, ...] = ()
    unread: tuple[str, ...] = ()
    asks: bool = False
    """It holds words of a question to the city: まだの人は?"""


class RollCalls(Protocol):
    """Reads such messages."""

    def read(self, text: str, gazetteer: Gazetteer = EMPTY) -> RollCall:
        """Never raises; considers the first 5,000 characters. The gazetteer's persons are made by `named_resident`."""
        ...
