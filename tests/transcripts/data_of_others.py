"""Finds what a message tells of somebody else without a disclosure of the same outcome (promise 2).

It reads the words as they go out, and knows nothing of how they came to be: a name, what stands beside it, the lines
that a card of news can have, and whatever somebody else wrote.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.core.language import Language
from tests.transcripts.stage import book
from tests.transcripts.town import WHO

_BUTTON = re.compile(r" ?\[[^\[\]]*\]")
_ROW = re.compile(r"(?P<about>.+) → (?P<to>.+) \((?P<items>[^)]*)\) .*")
_SHORTEST = 6
"""Characters: what is shorter is anybody's word (無事です), not something that only one person can have said."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What one person got in one outcome, what they wrote themselves before, and what others did."""

    to: str
    words: tuple[str, ...]
    own: frozenset[str]
    rows: tuple[str, ...]
    said: Mapping[str, frozenset[str]]


def leaks(sent: Sent) -> list[str]:
    """Each as a sentence; none is what every message must come to."""
    return sorted({leak for words in sent.words for leak in _of_message(_BUTTON.sub("", words), sent)})


def _of_message(words: str, sent: Sent) -> Iterator[str]:
    named = [name for name, person in WHO.items() if name not in sent.own and person.name in words]
    for name in named:
        yield from _missing(name, _told_beside(WHO[name].name, words), sent)
    if named:
        items = {item for block in words.split(" | ") for item in _items_of_line(block)}
        shown = {item for name in named for item in _shown(name, sent)}
        yield from (f"{item} of {named[0]} to {sent.to}" for item in sorted(items - shown))
    # Only a place is passed on as it was written; a daughter writes where her mother is.
    for name, texts in sent.said.items():
        quoted = name not in sent.own and any(each in words for each in texts)
        if quoted and not any("location" in _shown(about, sent) for about in WHO):
            yield f"words of {name} to {sent.to}"


def _missing(name: str, items: set[str], sent: Sent) -> Iterator[str]:
    yield from (f"{item} of {name} to {sent.to}" for item in sorted(items - _shown(name, sent)))


def _shown(name: str, sent: Sent) -> set[str]:
    matches = (_ROW.fullmatch(row) for row in sent.rows)
    rows = [match for match in matches if match and (match["about"], match["to"]) == (name, sent.to)]
    return {item for row in rows for item in row["items"].split(", ")}


def _told_beside(name: str, words: str) -> set[str]:
    """The name itself, and how they are where that stands in the same line."""
    lines = [block for block in words.split(" | ") if name in block and not _is_receipt(block)]
    tells = any(condition in line.replace(name, "") for line in lines for condition in _CONDITIONS)
    return {"name", "condition"} if tells else {"name"}


def _is_receipt(block: str) -> bool:
    """「花子さんは「無事」と受け取りました」 gives the senders their own word back."""
    return any(receipt.fullmatch(block) for receipt in _RECEIPTS)


def _items_of_line(block: str) -> Iterator[str]:
    yield from (item for item, beginnings in _LINES.items() if block.startswith(beginnings))


def _texts(keys: Iterable[str]) -> tuple[str, ...]:
    texts = book().texts
    return tuple(texts[language][key].partition("{")[0] for language in Language for key in keys)


_CONDITIONS = _texts(
    (*(f"condition.{each}" for each in ("safe", "injured", "needs_rescue")), "area.silent", "family.no_answer_yet")
)
_RECEIPTS = [
    re.compile(re.sub(r"\\{\w+\\}", ".*", re.escape(book().texts[language]["proxy.received"].replace("\n", " "))))
    for language in Language
]
_LINES = {
    "whereabouts": _texts(["told.whereabouts"]),
    "needs": _texts(["told.needs"]),
    "location": _texts(["told.place"]),
}


def sent_in(steps: Iterable[Mapping[str, Any]]) -> Iterator[Sent]:
    """Everything that goes out in a conversation, step by step."""
    said: dict[str, frozenset[str]] = {}
    phones: dict[str, frozenset[str]] = {}
    for step in steps:
        if "who" not in step:
            continue
        who, rows = step["who"], tuple(step.get("shows", ()))
        phone = step.get("phone", who)
        phones[phone] = phones.get(phone, frozenset()) | {who, *step.get("phone_of", ())}
        if len(step.get("says", "")) >= _SHORTEST:
            said[who] = said.get(who, frozenset()) | {step["says"]}
        yield Sent(who, tuple(step.get("answers", ())), phones[phone], rows, dict(said))
        for told, words in step.get("tells", {}).items():
            recipient = told.partition(" (")[0]
            yield Sent(recipient, tuple(words), frozenset({recipient}), rows, dict(said))
