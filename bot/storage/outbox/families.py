"""Reads what has become of the other halves of a mailing."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import MessageId
from bot.core.letters import Fate, Letter, Settlement
from bot.storage.among import among
from bot.storage.outbox.consequence import LetterState
from bot.storage.outbox.halving import Family, family_name, is_half, members_of
from bot.storage.tables import outbox

_STATES = select(outbox.c.id, outbox.c.state).where(among(outbox.c.id, "letters"))


async def read_families(
    connection: AsyncConnection, letters: Sequence[Letter], settlements: Mapping[MessageId, Settlement]
) -> Mapping[MessageId, Family]:
    """By the id of the whole, for the halves among the letters that are refused without a word about whom."""
    wholes = {family_name(each.id) for each in letters if is_half(each.id) and settlements[each.id].names_nobody}
    if not wholes:
        return {}
    asked = [member for whole in sorted(wholes) for member in members_of(whole)]
    states = {row.id: row.state for row in await connection.execute(_STATES, {"letters": asked})}
    # What is accepted in this very group counts as well.
    accepted = [each.letter for each in settlements.values() if each.fate in (Fate.SENT, Fate.REPEATED)]
    states |= dict.fromkeys(accepted, LetterState.DONE.value)
    return {whole: family_of([states[each] for each in members_of(whole) if each in states]) for whole in wholes}


def family_of(states: Collection[str]) -> Family:
    """`states` as they stand in the outbox."""
    refused = sum(each == LetterState.REFUSED for each in states)
    return Family(refused, reached=LetterState.DONE in states)
