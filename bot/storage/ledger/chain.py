"""How a row of the ledger is chained to the one before it. Pure: whoever verifies computes the same.

A row's hash is SHA-256 over the hash before it, its number and all its columns; the body goes in by its own digest.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from bot.storage.ledger.entry import Entry

GENESIS = "0" * 64
"""What the first row stands on."""

_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_written_sorted = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


@dataclass(frozen=True, slots=True)
class Head:
    """The last row: its number, and its hash."""

    seq: int = 0
    hash: str = GENESIS


def canonical(body: Mapping[str, Any]) -> str:
    """The one way to write a body: keys sorted, no spaces, nothing escaped (as RFC 8785 does for plain values)."""
    return _written_sorted(body)


def digest(body: str) -> str:
    return sha256(body.encode()).hexdigest()


def row_hash(row: Mapping[str, Any]) -> str:
    """Over a row as it is stored, without `body` and without the hash itself."""
    at: datetime = row["at"]
    facts = [
        row["previous"],
        row["seq"],
        row["id"],
        at.astimezone(UTC).isoformat(timespec="microseconds"),
        row["kind"],
        row["person_id"],
        row["other_id"],
        row["message_id"],
        bool(row["drill"]),
        row["body_digest"],
    ]
    return sha256(_written(facts).encode()).hexdigest()


def chained(head: Head, entry: Entry) -> tuple[dict[str, Any], Head]:
    """The row that follows `head`, and the head that it makes."""
    body = canonical(entry.body)
    row: dict[str, Any] = {
        "seq": head.seq + 1,
        "id": entry.id,
        "at": entry.at,
        "kind": entry.kind.value,
        "person_id": entry.person,
        "other_id": entry.other,
        "message_id": entry.message,
        "drill": entry.drill,
        "body": body,
        "body_digest": digest(body),
        "previous": head.hash,
    }
    row["hash"] = row_hash(row)
    return row, Head(row["seq"], row["hash"])
