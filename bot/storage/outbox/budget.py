"""Letters to single people against what is left of the month: beyond it they wait for a free reply, or for more."""

from datetime import datetime, timedelta
from typing import Any

from bot.core.events import Channel
from bot.core.ids import MailingId, derived_id
from bot.core.quota import SHORT

TRIED_AFTER = timedelta(minutes=10)
"""As LINE is asked again after a refusal. Until then others go first, and whoever writes gets it by the reply."""
WAITS = "waits "
"""Begins the mailing of every letter that waits so."""

Row = dict[str, Any]


def waiting_for(address: str) -> MailingId:
    """What waits for one LINE account, so that it is found when something comes from there."""
    return MailingId(f"{WAITS}{derived_id('waits', address)}")


def goes_now(row: Row) -> bool:
    """Not beyond what is left."""
    return bool(row["reason"] != SHORT)


class Budget:
    """What one step may spend, however many chunks it is written in. `left` None: no limit, or nobody knows."""

    def __init__(self, left: int | None) -> None:
        self.left = left

    def spend(self, messages: int) -> None:
        if self.left is not None:
            self.left = max(self.left - messages, 0)

    def within(self, rows: list[Row], at: datetime) -> list[Row]:
        """Rows of letters to one account each, in their order: those beyond what is left wait."""
        return rows if self.left is None else [self._spent_on(row, at) for row in rows]

    def _spent_on(self, row: Row, at: datetime) -> Row:
        if row["channel"] != Channel.LINE.value:
            return row
        if not self.left:
            (address,) = row["recipients"]
            return {**row, "reason": SHORT, "mailing": waiting_for(address), "next_attempt_at": at + TRIED_AFTER}
        self.spend(1)
        return row
