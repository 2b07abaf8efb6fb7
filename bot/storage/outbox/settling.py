"""Writes what became of a group of attempts, in one transaction."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, func, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.letters import Fate, Letter, Settlement
from bot.storage.among import among
from bot.storage.insert import add_new
from bot.storage.instant import Instant
from bot.storage.ledger.undelivered import note_undelivered
from bot.storage.outbox.apart import take_apart
from bot.storage.outbox.consequence import Consequence, LetterState, consequence
from bot.storage.outbox.families import read_families
from bot.storage.outbox.halving import Family, family_name
from bot.storage.outbox.progress import move_progress
from bot.storage.outbox.reach import mark_gone
from bot.storage.rows.letters import LETTER_COLUMNS, letter_of, row_of_letter
from bot.storage.rows.notices import row_of_notice
from bot.storage.tables import notices, outbox

_OPEN = (
    select(*LETTER_COLUMNS)
    .where(outbox.c.state == literal_column("'pending'"), among(outbox.c.id, "letters"))
    .order_by(outbox.c.seq)
    .with_for_update()
)
_SETTLE = (
    update(outbox)
    .where(outbox.c.id == bindparam("letter"))
    .values(
        state=bindparam("new_state"),
        fate=bindparam("new_fate"),
        reason=bindparam("new_reason"),
        replied=bindparam("new_replied"),
        may_have_arrived=bindparam("new_may_have_arrived"),
        settled_at=bindparam("new_settled_at", type_=Instant),
        next_attempt_at=func.coalesce(bindparam("retry_at", type_=Instant), outbox.c.next_attempt_at),
    )
)

_CUT = (
    update(outbox)
    .where(outbox.c.id == bindparam("letter"))
    .values(recipients=bindparam("kept", type_=outbox.c.recipients.type))
)


async def settle_letters(connection: AsyncConnection, settlements: Sequence[Settlement]) -> None:
    """What is settled already stays so: a settlement that comes twice changes nothing."""
    by_letter = {each.letter: each for each in settlements}
    rows = await connection.execute(_OPEN, {"letters": list(by_letter)})
    letters = [letter_of(row) for row in rows]
    if not letters:
        return
    families = await read_families(connection, letters, by_letter)
    found = [consequence(each, by_letter[each.id], families.get(family_name(each.id), Family())) for each in letters]
    await connection.execute(_SETTLE, [_row(each) for each in found])
    cut = [{"letter": each.letter.id, "kept": list(each.kept)} for each in found if each.kept]
    if cut:
        await connection.execute(_CUT, cut)
    await take_apart(connection, found)
    await add_new(connection, outbox, [_row_of_rest(each, rest) for each in found for rest in each.rests])
    await mark_gone(connection, found)
    await move_progress(connection, found)
    await add_new(connection, notices, [row_of_notice(each.notice, None) for each in found if each.notice])
    await note_undelivered(connection, [each.ended for each in found if each.ended])


def _row(of: Consequence) -> dict[str, Any]:
    settlement = of.settlement
    again = of.state is LetterState.PENDING
    return {
        "letter": of.letter.id,
        "new_state": of.state.value,
        "new_fate": settlement.fate.value,
        "new_reason": settlement.reason,
        "new_replied": settlement.replied if settlement.fate is Fate.RETRY else of.letter.replied,
        "new_may_have_arrived": settlement.may_have_arrived,
        "new_settled_at": None if again else settlement.at,
        "retry_at": (settlement.retry_at or settlement.at) if again else None,
    }


def _row_of_rest(of: Consequence, rest: Letter) -> dict[str, Any]:
    return {**row_of_letter(rest), "next_attempt_at": of.rests_due_at}
