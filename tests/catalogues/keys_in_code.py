"""Which keys of the catalogues the program uses, read from its source without running it.

A key stands in the code as a string (`text("family.who")`, a table, a constant) or is put together from a name and a
value (`text(f"need.{each}")`): those are listed here with all that they can become.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from bot.core.consents import Cadence, Item, Phase, Purpose, RecipientKind, Way
from bot.core.events import Channel, Medium
from bot.core.language import Language
from bot.core.people import Office, RelationKind
from bot.core.records import TiedBy
from bot.core.reports import Listing, Refuge, Source
from bot.core.sightings import Absence, Seen
from bot.core.taps import QuietWish
from bot.core.understanding import Condition, Need, Whereabouts
from bot.rules.hazard_named import _WORDS
from bot.rules.kinship import _BY_WORD
from bot.topics.check_in.questions import _OFFERED_NEEDS, OFFERED_REFUGES
from handlers.web_chat.labels import NAMES

ROOT = Path(__file__).parents[2]
FOLDERS = ("admin", "bot", "handlers")

KIN = ("with_san", "as_registered", *(key.removeprefix("kin.") for key, _ in _BY_WORD))
"""What somebody can be to a person, as the words for it are named."""

BUILT: Mapping[str, Iterable[str]] = {
    "advice.call.{}": ("1", "2", "3", "4", "5"),
    "advice.level.{}": ("1", "2", "3", "4", "5"),
    "area.list.{}": Listing,
    "absence.{}": Absence,
    "button.{}": Whereabouts,
    "button.refuge.{}": OFFERED_REFUGES,
    "refuge.{}": tuple(each for each in Refuge if each is not Refuge.OTHER),
    "button.need.{}": _OFFERED_NEEDS,
    "condition.{}": Condition,
    "consent.brief.{}": Purpose,
    "consent.cadence.{}": Cadence,
    "consent.cadence.{}.means": Cadence,
    "consent.desk.{}": ("given", "stopped"),
    "consent.desk.{}_own": ("given", "stopped"),
    "consent.phase.{}": Phase,
    "consent.purpose.{}": Purpose,
    "consent.to.{}": RecipientKind,
    "correction.{}": ("cancelled", "changed"),
    "consent.way.{}": Way,
    "consent.why.{}": Purpose,
    "hazard.{}": _WORDS,
    "item.{}": Item,
    "language.{}": Language,
    "linking.channel.{}": Channel,
    "linking.way.{}": TiedBy,
    "media.{}": Medium,
    "need.{}": Need,
    "passed_on.{}": (*RelationKind, "leader"),
    "quiet.button.{}": (QuietWish.PAUSE, QuietWish.RESUME, QuietWish.STOP),
    "seen.who.{}": (Office.LEADER, Office.WELFARE_COMMISSIONER, Office.CARE_MANAGER, Office.SHELTER_STAFF),
    "seen.why.{}": ("consent", "law", "not_asked", "city", "code"),
    "sighting.{}": Seen,
    "silence.please.{}": (RelationKind.FAMILY, RelationKind.SUPPORTER),
    "silence.button.{}": ("safe", "injured", "rescue"),
    "theirs.{}": (*KIN, Office.LEADER, Office.WELFARE_COMMISSIONER),
    "told.source.{}": Source,
    "told.word.{}": (Source.LEADER, Source.COMMISSIONER, Source.STAFF),
    "web_chat.{}": NAMES,
    "whereabouts.{}": Whereabouts,
}
"""Every key that the code puts together, and what can stand in its place."""

_KEY = re.compile(r"([a-z][a-z_]*)(\.[a-z0-9_-]+)+")


def keys_in_code(families: frozenset[str]) -> frozenset[str]:
    """All keys that the program can ask for. `families` are the first parts of keys: family, rescue."""
    return frozenset(key for tree in speaking_modules() for key in _keys(tree, families))


def keys_of_labels(families: frozenset[str]) -> frozenset[str]:
    """Keys whose words stand on a button: the first argument of every `Choice` and `Link`."""
    labels = (
        call.args[0]
        for tree in speaking_modules()
        for call in ast.walk(tree)
        if _calls(call, "Choice", "Link") and isinstance(call, ast.Call)
    )
    return frozenset(key for label in labels for key in _keys(label, families))


def speaking_modules() -> Iterator[ast.Module]:
    """Those that take `text` or `Text` from the core: nobody else can name a key."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            tree = ast.parse(path.read_text("utf-8"))
            if any(_imports_text(node) for node in ast.walk(tree)):
                yield tree


def _imports_text(node: ast.AST) -> bool:
    if not isinstance(node, ast.ImportFrom) or node.module != "bot.core.replies":
        return False
    return any(each.name in {"text", "Text"} for each in node.names)


def _keys(tree: ast.AST, families: frozenset[str]) -> Iterator[str]:
    """Strings of a known family; whatever is handed to `text`, known or not; and what is put together."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            key = _KEY.fullmatch(node.value)
            if key is not None and key.group(1) in families:
                yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield from _built(node)
        elif _calls(node, "text", "Text") and isinstance(node, ast.Call):
            yield from _handed_over(node.args[0])


def _handed_over(key: ast.expr) -> Iterator[str]:
    if isinstance(key, ast.Constant):
        yield str(key.value)
    elif isinstance(key, ast.JoinedStr):
        assert _shape(key) in BUILT, f"{_shape(key)}: list what it can become in {__name__}.BUILT"


def _built(key: ast.JoinedStr) -> Iterator[str]:
    shape = _shape(key)
    return (shape.format(each) for each in BUILT.get(shape, ()))


def _shape(key: ast.JoinedStr) -> str:
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in key.values)


def _calls(node: ast.AST, *names: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
