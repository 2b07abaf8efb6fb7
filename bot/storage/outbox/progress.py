"""The fate of a check-in question becomes the progress of the people it went to. It never takes an answer back."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import bindparam, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.reports import Progress
from bot.storage.among import among
from bot.storage.outbox.consequence import Consequence
from bot.storage.tables import accounts, check_ins

COMES_AFTER = {
    Progress.SENT: (Progress.NOT_SENT, Progress.DELIVERY_UNKNOWN),
    Progress.DELIVERY_UNKNOWN: (Progress.NOT_SENT,),
}
"""Somebody with two accounts is reached when one of them is."""

_PEOPLE = (
    select(accounts.c.person_id)
    .where(accounts.c.channel == bindparam("channel"), among(accounts.c.address, "addresses"))
    .distinct()
)
# By their ids and not by a subquery, and planned for these very ids: the check-ins of an incident just opened are in no
# statistics yet. PostgreSQL would compare each of them with the whole list (50,000 people: minutes, not milliseconds).
_PLAN_ANEW = text("SET LOCAL plan_cache_mode = force_custom_plan")
_OF_THEM = (check_ins.c.incident_id == bindparam("incident"), among(check_ins.c.person_id, "people"))
# In the order in which turns lock them too, so that the two never wait for each other in a ring.
_LOCK = select(check_ins.c.person_id).where(*_OF_THEM).order_by(check_ins.c.person_id).with_for_update()
_MOVE = {
    to: update(check_ins)
    .where(*_OF_THEM, check_ins.c.progress.in_([each.value for each in earlier]))
    .values(progress=to.value)
    for to, earlier in COMES_AFTER.items()
}


class Move(NamedTuple):
    incident: str
    channel: str
    to: Progress


def moves_of(found: Iterable[Consequence]) -> dict[Move, list[str]]:
    """Which addresses were reached or missed with which question; sorted, so that locks are taken in one order."""
    moves: defaultdict[Move, list[str]] = defaultdict(list)
    for each in found:
        if each.letter.incident:
            key = (each.letter.incident, each.letter.channel.value)
            moves[Move(*key, Progress.SENT)] += each.reached
            moves[Move(*key, Progress.DELIVERY_UNKNOWN)] += each.missed
    return {move: moves[move] for move in sorted(moves) if moves[move]}


async def move_progress(connection: AsyncConnection, found: Iterable[Consequence]) -> None:
    moves = moves_of(found)
    on_postgresql = connection.dialect.name == "postgresql"
    if moves and on_postgresql:
        await connection.execute(_PLAN_ANEW)
    for move, addresses in moves.items():
        people = await connection.scalars(_PEOPLE, {"channel": move.channel, "addresses": addresses})
        asked = {"incident": move.incident, "people": people.all()}
        if on_postgresql:
            await connection.execute(_LOCK, asked)
        await connection.execute(_MOVE[move.to], asked)
