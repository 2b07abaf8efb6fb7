"""Writes what turns decided about consents: stated, withdrawn, confirmed, and how often to ask."""

from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.city_consents import ChangeKind
from bot.core.ports import FinishedTurn
from bot.core.records import CadenceChosen, ConsentConfirmed, ConsentStated, ConsentWithdrawn
from bot.storage.instant import Instant
from bot.storage.stating import carry, state, withdraw
from bot.storage.tables import consents

_CONFIRM = (
    update(consents)
    .where(consents.c.id == bindparam("consent"), consents.c.person_id == bindparam("person"))
    .values(confirmed_at=bindparam("at", type_=Instant))
)
_STANDING = (
    select(consents.c.id)
    .where(consents.c.person_id == bindparam("person"), consents.c.withdrawn_at.is_(None), ~consents.c.refused)
    .order_by(consents.c.id)
)
_CADENCE = (
    update(consents)
    .where(consents.c.person_id == bindparam("person"), consents.c.withdrawn_at.is_(None))
    .values(cadence=bindparam("chosen"))
)


Ended = Mapping[str, Sequence[str]]
"""The id of a new consent, and of those that it has ended."""


async def write_consents(connection: AsyncConnection, turns: Sequence[FinishedTurn]) -> Ended:
    """In the order of the records: what is said later counts."""
    ended: dict[str, Sequence[str]] = {}
    for record in (record for turn in turns for record in turn.outcome.records):
        match record:
            case ConsentStated(consent):
                ended[consent.id] = await state(connection, consent)
            case ConsentWithdrawn(consent, person, at):
                await withdraw(connection, consent, person, at)
            case ConsentConfirmed():
                await _confirm(connection, record)
            case CadenceChosen():
                await _choose(connection, record)
            case _:
                pass
    return ended


async def _confirm(connection: AsyncConnection, said: ConsentConfirmed) -> None:
    """Only one's own."""
    asked = {"consent": said.consent, "person": said.person, "at": said.at}
    if (await connection.execute(_CONFIRM, asked)).rowcount:
        of = (said.consent, said.person)
        await carry(connection, of, ChangeKind.CONFIRM, {"consent": said.consent}, said.at)


async def _choose(connection: AsyncConnection, said: CadenceChosen) -> None:
    """For all that stand; the city OS hears of each."""
    chosen = said.cadence.value
    await connection.execute(_CADENCE, {"person": said.person, "chosen": chosen})
    for consent in list(await connection.scalars(_STANDING, {"person": said.person})):
        body = {"consent": consent, "cadence": chosen}
        await carry(connection, (consent, said.person), ChangeKind.CADENCE, body, said.at)
