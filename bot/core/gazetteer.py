"""What has a name of its own in a city, and where a message names it: a fixed list knows these better than a model."""

from dataclasses import dataclass
from enum import StrEnum


class SlotKind(StrEnum):
    DISTRICT = "district"
    BLOCK = "block"
    SITE = "site"
    PERSON = "person"
    """Somebody whom the writer is a relation of, or who is one of the writer's."""
    COUNT = "count"
    """So many people or households; needs no list."""


@dataclass(frozen=True, slots=True)
class Named:
    """Something that messages may name. `value` is its id (of a block: its name); `names` all that it is called."""

    kind: SlotKind
    value: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """`city` is one object for everybody until something changes; `own` are the writer's own relations."""

    city: tuple[Named, ...] = ()
    own: tuple[Named, ...] = ()


EMPTY = Gazetteer()


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing named in a message. `words` as written; a name that several bear gives a slot for each."""

    kind: SlotKind
    words: str
    value: str
    """An id; of a block its name, of a count the number in digits."""
