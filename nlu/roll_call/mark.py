"""The words of a roll call that the lexicon does not know: of whom, how seen, why nothing is known."""

from enum import StrEnum
from importlib import resources
from pathlib import Path

from nlu.lexicon.entry import Kind
from nlu.lexicon.loading import Lexicon

WORDS = Path(str(resources.files("nlu.roll_call") / "words.yaml"))
"""In the lexicon's own form, to be loaded beside it. A mark is the value of a plain entry: it tells no state."""


class Mark(StrEnum):
    """What a piece of a roll call is."""

    NAME = "name"
    """Somebody whom the gazetteer knows, or a name with さん that it does not know."""
    BLOCK = "block"
    HOUSE = "house"
    KIN = "kin"
    """奥さん, 息子さん: somebody of a house named before, or what a state is told with."""
    ALL = "all"
    OTHERS = "others"
    EXCEPT = "except"
    COUNT = "count"
    TOTAL = "total"
    """10軒のうち: says how many there are, and nothing of them."""

    FLAG = "flag"
    CARD = "card"
    FINE = "fine"
    """○, OK: all that a list needs to say."""
    AWAY = "away"
    NO_ANSWER = "no_answer"
    NO_FLAG = "no_flag"
    MISSING = "missing"
    """なし by itself: of what, the words before tell."""
    UNCHECKED = "unchecked"
    CHECKED = "checked"
    """確認した, 会った: that somebody was found, not how."""
    SITE = "site"
    """A shelter by its name."""
    STATE = "state"
    """Any word of the lexicon that tells of a state, a place or a need."""

    VISIT = "visit"
    IN_PERSON = "in_person"
    TRACES = "traces"
    TELEPHONE = "telephone"
    HEARSAY = "hearsay"
    """だって: told by somebody, may be by themselves."""
    SOURCE = "source"
    """隣の人の話では: told by somebody else."""
    AT_ANOTHERS = "at_anothers"
    """鈴木さんの家に, of somebody else: where they are."""
    PREFACE = "preface"
    """報告します, 見回ってきました: says nothing of anybody."""
    OFFICE = "office"
    """会長の, 民生委員の: in front of the writer's own name."""


WHOM = frozenset((Mark.NAME, Mark.HOUSE, Mark.KIN, Mark.ALL, Mark.OTHERS, Mark.COUNT))
ABSENT = frozenset((Mark.AWAY, Mark.NO_ANSWER, Mark.NO_FLAG, Mark.MISSING, Mark.UNCHECKED))
WELL = frozenset((Mark.FLAG, Mark.CARD, Mark.FINE))
WHAT = ABSENT | WELL | {Mark.CHECKED, Mark.SITE, Mark.STATE, Mark.TRACES}
PREFACES = frozenset((Mark.PREFACE, Mark.OFFICE))
_LISTED = frozenset(Mark)


def marks_at(text: str, start: int, lexicon: Lexicon) -> dict[Mark, int]:
    """The marks that begin at `start`, each with the end of its longest phrase."""
    found: dict[Mark, int] = {}
    for end, entries in lexicon.phrases.at(text, start):
        for entry in entries:
            if (
                entry.kind is Kind.PLAIN
                and entry.value in _LISTED
                and not text.startswith(tuple(entry.not_before), end)
            ):
                found[Mark(entry.value)] = end
    return found
