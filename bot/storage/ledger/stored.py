"""A row of the ledger as the database holds it, trusted in nothing: somebody may have edited it by hand."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.storage.ledger.chain import digest, row_hash
from bot.storage.ledger.entry import EntryKind

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class StoredRow:
    """`columns` with `at` as the database gives it: a time, or on SQLite microseconds since 1970."""

    columns: Mapping[str, Any]

    @property
    def seq(self) -> int:
        return int(self.columns["seq"])

    @property
    def id(self) -> str:
        return str(self.columns["id"])

    @property
    def hash(self) -> str:
        return str(self.columns["hash"])

    @property
    def previous(self) -> str:
        return str(self.columns["previous"])

    @property
    def is_sound(self) -> bool:
        return self.fits(self.seq)

    @property
    def body_is_gone(self) -> bool:
        return self.columns["body"] is None

    @property
    def body_is_sound(self) -> bool:
        body = self.columns["body"]
        return isinstance(body, str) and digest(body) == self.columns["body_digest"]

    @property
    def erased(self) -> range:
        """The numbers of the rows whose bodies this one says were erased."""
        if self.columns["kind"] != EntryKind.BODIES_ERASED or not (self.is_sound and self.body_is_sound):
            return range(0)
        body = json.loads(self.columns["body"])
        return range(body["first"], body["last"] + 1)

    def fits(self, seq: int) -> bool:
        """Whether its hash is right in that place."""
        at, drill = _moment(self.columns["at"]), self.columns["drill"]
        if at is None or drill not in (0, 1):
            return False
        return row_hash({**self.columns, "seq": seq, "at": at}) == self.hash


def _moment(stored: object) -> datetime | None:
    """None where no time stands there at all."""
    if isinstance(stored, datetime):
        return stored
    if not isinstance(stored, int):
        return None
    try:
        return _EPOCH + timedelta(microseconds=stored)
    except OverflowError:
        return None
