"""`relations.csv`: who is family, supporter or care manager of whom."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.people import RelationKind
from bot.storage.city_load.cells import flag, identifier, one_of, words
from bot.storage.city_load.kind import Column, Complaint, Kind, Need


@dataclass(frozen=True, slots=True)
class RelationLine:
    """`other_id` is a `kind` of `person_id`; without `confirmed` it opens nothing to anybody."""

    person_id: str
    other_id: str
    kind: RelationKind
    label: str
    confirmed: bool


def two_people(line: RelationLine) -> Iterator[Complaint]:
    if line.person_id == line.other_id:
        yield "other_id", "is the same person as person_id; write the id of the other one"


RELATIONS = Kind(
    "relations.csv",
    (
        Column("person_id", identifier, Need.FILLED, ""),
        Column("other_id", identifier, Need.FILLED, ""),
        Column("kind", one_of(RelationKind), Need.FILLED),
        Column("label", words(100), empty=""),
        Column("confirmed", flag, empty=False),
    ),
    RelationLine,
    check=two_people,
)
