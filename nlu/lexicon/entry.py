"""One entry of the lexicon and the kinds there are."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a phrase tells."""

    SAFE = "safe"
    INJURED = "injured"
    RESCUE = "rescue"
    WORRY = "worry"
    """Distress too vague for a condition: never safe, ask back."""
    EXEMPT = "exempt"
    """Holds a telling word but does not mean it: 助けてもらいました, 水だけが."""
    PLACE = "place"
    WHERE = "where"
    REFUGE = "refuge"
    """A place that counts only where somebody fled or moved to it: 高台, 3階, 納屋."""
    PERCH = "perch"
    """Where nobody stays who can get away: 屋根, 電柱, 木の上."""
    EXPOSED = "exposed"
    """Where some are well and others wait to be fetched: 屋上, ベランダ. Asked, unless they say that they are well."""
    CLIMBING = "climbing"
    EVERYDAY = "everyday"
    """What has people or animals on a roof or in a tree on any day: 雪下ろし, 熊."""
    MOVED = "moved"
    GOING = "going"
    BEING = "being"
    THING = "thing"
    NEED = "need"
    LACK = "lack"
    ENOUGH = "enough"
    PERSON = "person"
    TITLED = "titled"
    SELF = "self"
    GROUP = "group"
    TOGETHER = "together"
    CONTACT = "contact"
    REACHED = "reached"
    """「電話したら元気でした」: how somebody is was heard of them, whoever they are."""
    INTENT = "intent"
    NEGATOR = "negator"
    HEDGE = "hedge"
    HEARSAY = "hearsay"
    """だそうです, とのこと: somebody else's word. No doubt where it is about somebody else."""
    ASKS = "asks"
    BUT = "but"
    JOINT = "joint"
    STOP = "stop"
    PLAIN = "plain"
    """Carries no fact; only shows that the words were understood."""


IN_PASSING = frozenset((Kind.REFUGE, Kind.PERCH, Kind.EXPOSED, Kind.CLIMBING, Kind.EVERYDAY, Kind.MOVED))
"""Tell something only right beside each other (nlu/destinations.py): they hide no other word, and explain none."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A set of phrases with one meaning. `value` is a Need, Whereabouts or Intent where the kind has one.

    The value `no_answer` marks a worry about somebody who gives none.
    """

    kind: Kind
    value: str = ""
    denied_by: str = ""
    after: frozenset[str] = frozenset()
    """The text before the phrase must end so ("" is the start of a clause); empty: anything."""
    not_before: frozenset[str] = frozenset()
    starts: bool = False
    """Only at the start of a clause."""
    inside: bool = False
    """Never at the start of a clause."""
