"""Reminders go to those alone who are silent when they go: whoever has answered meanwhile gets none (promise 4)."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.letters import Fate, Letter
from bot.core.reports import Progress
from bot.storage.among import among
from bot.storage.database import Database
from bot.storage.instant import Instant
from bot.storage.tables import accounts, check_ins, outbox

_SILENT = (
    select(accounts.c.address)
    .join(check_ins, check_ins.c.person_id == accounts.c.person_id)
    .where(
        accounts.c.channel == bindparam("channel"),
        among(accounts.c.address, "addresses"),
        check_ins.c.incident_id == bindparam("incident"),
        check_ins.c.progress != Progress.ANSWERED.value,
    )
    .distinct()
)
_NARROW = (
    update(outbox)
    .where(outbox.c.id == bindparam("letter"), outbox.c.may_have_arrived.is_(False))
    .values(recipients=bindparam("left", type_=outbox.c.recipients.type))
)
_DROP = (
    update(outbox)
    .where(
        outbox.c.state == literal_column("'pending'"),
        among(outbox.c.id, "letters"),
        outbox.c.may_have_arrived.is_(False),
    )
    .values(state="dropped", fate=Fate.DROPPED.value, reason="answered", settled_at=bindparam("now", type_=Instant))
)


async def narrowed(database: Database, letters: Sequence[Letter], now: datetime) -> tuple[Letter, ...]:
    """As they are, but each reminder for its silent recipients only; none left: dropped.

    One that may have arrived keeps its recipients: LINE takes a retry key for the very same call alone (line.md 2.3).
    One that waits for new quota was refused, and surely has not.
    """
    reminders = [each for each in letters if each.reminds_of and not each.may_have_arrived]
    if not reminders:
        return tuple(letters)
    async with database.reading() as connection:
        silent = await _silent(connection, reminders)
    left = {each.id: tuple(a for a in each.recipients if a in silent[_road(each)]) for each in reminders}
    changed = [each for each in reminders if left[each.id] != each.recipients]
    if changed:
        async with database.writing() as connection:
            await _keep(connection, [replace(each, recipients=left[each.id]) for each in changed], now)
    return tuple(
        replace(each, recipients=left.get(each.id, each.recipients)) for each in letters if left.get(each.id) != ()
    )


def _road(letter: Letter) -> tuple[str, str]:
    return letter.channel.value, letter.reminds_of or ""


async def _silent(connection: AsyncConnection, reminders: Collection[Letter]) -> dict[tuple[str, str], frozenset[str]]:
    asked: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for each in reminders:
        asked[_road(each)] |= set(each.recipients)
    found = {}
    for (channel, incident), addresses in asked.items():
        wanted = {"channel": channel, "incident": incident, "addresses": sorted(addresses)}
        found[channel, incident] = frozenset(await connection.scalars(_SILENT, wanted))
    return found


async def _keep(connection: AsyncConnection, letters: Sequence[Letter], now: datetime) -> None:
    empty = [each.id for each in letters if not each.recipients]
    some = [{"letter": each.id, "left": list(each.recipients)} for each in letters if each.recipients]
    if some:
        await connection.execute(_NARROW, some)
    if empty:
        await connection.execute(_DROP, {"letters": empty, "now": now})
