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
