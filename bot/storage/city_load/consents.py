"""`consents.csv`: what people agreed to. A line never changes an older consent; it is a consent of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.core.consents import Cadence, Item, Phase, Purpose, RecipientKind
from bot.core.ids import derived_id
from bot.storage.city_load.cells import end_moment, identifier, moment, one_of, several_of
from bot.storage.city_load.kind import Column, Complaint, Kind, Need


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """`recipient_id` None: anybody of that kind who belongs to the person. `given_at` None: when it is loaded."""

    person_id: str
    purpose: Purpose
    items: frozenset[Item]
    recipient_kind: RecipientKind
    recipient_id: str | None
    phase: Phase
    cadence: Cadence
    given_at: datetime | None
    expires_at: datetime | None

    @property
    def id(self) -> str:
        """From everything the line says, so that the same line is the same consent however often it is loaded."""
        given, expires = (each.isoformat() if each else "" for each in (self.given_at, self.expires_at))
        return derived_id("consent", *self.key, ";".join(sorted(self.items)), self.cadence, given, expires)

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What it is about: of two consents with the same key the newer replaces the older."""
        return (self.person_id, self.purpose, self.recipient_kind, self.recipient_id or "", self.phase)


def makes_sense(line: ConsentLine) -> Iterator[Complaint]:
    if line.recipient_kind is RecipientKind.PERSON and line.recipient_id is None:
        yield "recipient_id", "is empty; recipient_kind person needs the id of that person"
    if line.given_at and line.expires_at and line.expires_at <= line.given_at:
        yield "expires_at", "lies before given_at; write a later time, or leave it empty"


CONSENTS = Kind(
    "consents.csv",
    (
        Column("person_id", identifier, Need.FILLED, ""),
        Column("purpose", one_of(Purpose), Need.FILLED),
        Column("items", several_of(Item), Need.FILLED),
        Column("recipient_kind", one_of(RecipientKind), Need.FILLED),
        Column("recipient_id", identifier),
        Column("phase", one_of(Phase), Need.FILLED),
        Column("cadence", one_of(Cadence), empty=Cadence.ONCE),
        Column("given_at", moment),
        Column("expires_at", end_moment),
    ),
    ConsentLine,
    check=makes_sense,
)
