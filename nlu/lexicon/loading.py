"""Reads the lexicon's YAML files, Anpi's own and a city's, and says clearly what is wrong in them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from bot.core.understanding import Intent, Need, Whereabouts
from nlu.lexicon.entry import Entry, Kind
from nlu.lexicon.patterns import PatternError, expand
from nlu.lexicon.phrase_index import PhraseIndex
from nlu.normalisation import fold

_VALUES: Mapping[Kind, type[Intent] | type[Need] | type[Whereabouts]] = {
    Kind.INTENT: Intent,
    Kind.NEED: Need,
    Kind.THING: Need,
    Kind.PLACE: Whereabouts,
    Kind.WHERE: Whereabouts,
    Kind.REFUGE: Whereabouts,
    Kind.PERCH: Whereabouts,
    Kind.EXPOSED: Whereabouts,
}
_FIELDS = frozenset(("kind", "value", "denied_by", "after", "not_before", "starts", "inside", "phrases"))


class LexiconError(ValueError):
    """A lexicon file that cannot be used; names the file, the entry and the remedy."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All phrases, ready to be found in folded text. Built once; never changed afterwards."""

    phrases: PhraseIndex[Entry] = field(default_factory=PhraseIndex)
    denials: dict[str, PhraseIndex[bool]] = field(default_factory=dict)
    """What right behind a telling word denies it, by the name that entries give under `denied_by`."""
    double: PhraseIndex[bool] = field(default_factory=PhraseIndex)
    """What right behind a negation takes it back: 動けない「わけではない」."""


@dataclass(frozen=True, slots=True)
class _Source:
    name: str
    content: dict[str, Any]


def load_lexicon(extra: Iterable[Path] = ()) -> Lexicon:
    """Anpi's own lexicon plus a city's files (same form). Raises LexiconError; reads files, so call it at start."""
    own = [file for file in resources.files("nlu.lexicon").iterdir() if file.name.endswith(".yaml")]
    texts = [(file.name, file.read_text(encoding="utf-8")) for file in sorted(own, key=lambda file: file.name)]
    texts += [(path.name, _read(path)) for path in extra]
    sources = [_Source(name, _parse(name, text)) for name, text in texts]
    return _built(sources)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path.name}: cannot be read as a UTF-8 file ({error.__class__.__name__})") from error


def _parse(name: str, text: str) -> dict[str, Any]:
    try:
        content = yaml.load(text, Loader=_FAST_LOADER)  # noqa: S506 - both are safe loaders
    except yaml.YAMLError as error:
        raise LexiconError(f"{name}: not valid YAML: {error}") from error
    if not isinstance(content, dict) or not isinstance(content.get("entries", []), list):
        raise LexiconError(f"{name}: must hold a mapping with a list under `entries`")
    return content


_FAST_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _built(sources: Sequence[_Source]) -> Lexicon:
    groups = {name: words for source in sources for name, words in source.content.get("groups", {}).items()}
    lexicon = Lexicon()
    for source in sources:
        for name, patterns in source.content.get("denials", {}).items():
            _fill(lexicon.denials.setdefault(name, PhraseIndex()), _folded(patterns, groups, source.name))
        _fill(lexicon.double, _folded(source.content.get("double", []), groups, source.name))
    for source in sources:
        for number, raw in enumerate(source.content.get("entries", []), start=1):
            _add(lexicon, raw, groups, f"{source.name}, entry {number}")
    return lexicon


def _fill(index: PhraseIndex[bool], phrases: Iterable[str]) -> None:
    for phrase in phrases:
        index.add(phrase, meaning=True)


def _add(lexicon: Lexicon, raw: Any, groups: Mapping[str, Sequence[str]], where: str) -> None:
    entry = _entry(raw, groups, where)
    if entry.denied_by and entry.denied_by not in lexicon.denials:
        raise LexiconError(f"{where}: `denied_by` is {entry.denied_by!r}; known: {sorted(lexicon.denials)}")
    for phrase in _folded(raw["phrases"], groups, where):
        lexicon.phrases.add(phrase, entry)


def _entry(raw: Any, groups: Mapping[str, Sequence[str]], where: str) -> Entry:
    if not isinstance(raw, dict) or not raw.get("phrases"):
        raise LexiconError(f"{where}: needs `kind` and a list of `phrases`")
    unknown = sorted(str(name) for name in set(raw) - _FIELDS)
    if unknown:
        raise LexiconError(f"{where}: unknown field {unknown[0]!r}; known: {sorted(_FIELDS)}")
    if raw.get("kind") not in list(Kind):
        raise LexiconError(f"{where}: `kind` is {raw.get('kind')!r}; known: {[str(kind) for kind in Kind]}")
    kind = Kind(raw["kind"])
    return Entry(
        kind=kind,
        value=_value(kind, raw.get("value", ""), where),
        denied_by=str(raw.get("denied_by", "")),
        after=_before(raw.get("after", []), groups, where),
        not_before=frozenset(fold(str(text)) for text in raw.get("not_before", ())) - {""},
        starts=bool(raw.get("starts", False)),
        inside=bool(raw.get("inside", False)),
    )


def _before(patterns: Any, groups: Mapping[str, Sequence[str]], where: str) -> frozenset[str]:
    """What must stand in front; an empty text, the start of a clause, is allowed here."""
    opens = frozenset({""}) if isinstance(patterns, list) and "" in patterns else frozenset()
    return opens | frozenset(_folded(patterns, groups, where))


def _value(kind: Kind, value: Any, where: str) -> str:
    known = _VALUES.get(kind)
    if known is None:
        return str(value)
    if value not in list(known):
        raise LexiconError(f"{where}: `value` is {value!r}; known for {kind}: {[str(each) for each in known]}")
    return str(value)


def _folded(patterns: Any, groups: Mapping[str, Sequence[str]], where: str) -> Iterator[str]:
    if not isinstance(patterns, list) or not all(isinstance(pattern, str) for pattern in patterns):
        raise LexiconError(f"{where}: phrases must be a list of texts (put words like no, yes, on in quotes)")
    for pattern in patterns:
        try:
            phrases = expand(pattern, groups)
        except PatternError as error:
            raise LexiconError(f"{where}: {error}") from error
        yield from filter(None, map(fold, phrases))
