"""Random ledgers, and every way in which a hand may change one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from bot.core.ids import MessageId, PersonId
from bot.storage.ledger.chain import Head, chained, row_hash
from bot.storage.ledger.entry import Entry, EntryKind
from bot.storage.ledger.faults import Fault
from bot.storage.ledger.stored import StoredRow
from bot.storage.ledger.walk import Walk

START = datetime(2026, 6, 1, tzinfo=UTC)
WORDS = st.text(alphabet="abcあい", max_size=3)
KINDS = st.sampled_from([each for each in EntryKind if each is not EntryKind.BODIES_ERASED])


@dataclass
class Chain:
    rows: list[dict[str, Any]]
    head: Head | None

    def faults(self, known: Head | None = None) -> tuple[Fault, ...]:
        rows = sorted(self.rows, key=lambda each: each["seq"])
        walk = Walk(self.head, known)
        for row in rows:
            walk.step(StoredRow(row))
        return walk.faults({each["hash"]: each["seq"] for each in rows if each["hash"] in walk.wanted})

    def recompute(self, first: int, last: int) -> None:
        """What somebody does who knows how the chain is made: rows `first` to `last`, each on the one before."""
        before = self.rows[first - 2]["hash"] if first > 1 else Head().hash
        for row in self.rows[first - 1 : last]:
            row["previous"] = before
            before = row["hash"] = row_hash(row)


def chain_of(entries: Sequence[Entry]) -> Chain:
    head, rows = Head(), []
    for entry in entries:
        row, head = chained(head, entry)
        rows.append(row)
    return Chain(rows, head)


@st.composite
def chains(draw: st.DrawFn, least: int = 1) -> Chain:
    kinds = draw(st.lists(st.tuples(KINDS, WORDS, st.booleans()), min_size=least, max_size=12))
    return chain_of([entry(number, *each) for number, each in enumerate(kinds, start=1)])


def entry(number: int, kind: EntryKind = EntryKind.DISCLOSURE, word: str = "", drill: bool = False) -> Entry:
    message = MessageId(f"m{number}") if number % 2 else None
    about, other = PersonId(f"P{number % 3}"), PersonId("P9") if word else None
    at = START + timedelta(minutes=number)
    return Entry(f"e{number}", at, kind, about, other, {"word": word}, message, drill=drill)


EDITS: dict[str, Callable[[Any], Any]] = {
    "id": lambda id_: f"{id_}x",
    "at": lambda at: at + timedelta(microseconds=1),
    "kind": lambda kind: "consent_given" if kind != "consent_given" else "consent_refused",
    "person_id": lambda _: "P7",
    "other_id": lambda other: None if other else "P8",
    "message_id": lambda message: f"{message}x",
    "drill": lambda drill: not drill,
    "body": lambda body: body + " ",
    "body_digest": lambda digest: digest[::-1] + "0",
    "previous": lambda previous: "f" + previous[1:] if previous[0] != "f" else "0" + previous[1:],
    "hash": lambda hash_: "f" + hash_[1:] if hash_[0] != "f" else "0" + hash_[1:],
}
