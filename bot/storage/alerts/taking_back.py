"""What was wrong and has not gone yet: it is taken back from those who now read that it was wrong, before they do."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.events import Channel
from bot.core.ids import DistrictId
from bot.core.incidents import Incident
from bot.core.letters import Fate
from bot.core.proposals import Aim, Proposal
from bot.storage.alerts.knowing import alerts_of
from bot.storage.alerts.meaning import Meaning
from bot.storage.among import among
from bot.storage.asking import About, addressees_of
from bot.storage.audience import belongs
from bot.storage.instant import Instant
from bot.storage.matter import read_districts, read_matter
from bot.storage.questions import Addressee
from bot.storage.tables import held_mail, outbox

Account = tuple[str, str]
"""Channel and address."""

# A reply that took a held question along answers somebody: it goes whole.
_UNSENT = (
    select(outbox.c.id, outbox.c.channel, outbox.c.recipients)
    .where(
        among(outbox.c.mailing, "mailings"),
        outbox.c.state == "pending",
        outbox.c.may_have_arrived.is_(False),
        outbox.c.reply_token.is_(None),
    )
    .order_by(outbox.c.seq)
    .with_for_update()
)
_NARROW = (
    update(outbox)
    .where(outbox.c.id == bindparam("letter"))
    .values(recipients=bindparam("left", type_=outbox.c.recipients.type))
)
_DROP = (
    update(outbox)
    .where(among(outbox.c.id, "letters"))
    .values(state="dropped", fate=Fate.DROPPED.value, reason="corrected", settled_at=bindparam("at", type_=Instant))
)
_LET_GO = delete(held_mail).where(among(held_mail.c.mailing, "mailings"), among(held_mail.c.address, "addresses"))


async def take_back(
    connection: AsyncConnection, proposal: Proposal, meaning: Meaning, told: Sequence[Addressee], at: datetime
) -> None:
    """`told`: who hears of the correction. Nothing is said of check-ins: a question that never went was never sent."""
    mailings = await _wrong(connection, proposal)
    if not mailings:
        return
    accounts = _accounts(told) - await _elsewhere(connection, meaning)
    rows = (await connection.execute(_UNSENT, {"mailings": mailings})).all()
    left = {row.id: [each for each in row.recipients if (row.channel, each) not in accounts] for row in rows}
    narrowed = [{"letter": row.id, "left": left[row.id]} for row in rows if 0 < len(left[row.id]) < len(row.recipients)]
    if narrowed:
        await connection.execute(_NARROW, narrowed)
    await connection.execute(_DROP, {"letters": [id_ for id_, some in left.items() if not some], "at": at})
    on_line = sorted(address for channel, address in accounts if channel == Channel.LINE.value)
    await connection.execute(_LET_GO, {"mailings": mailings, "addresses": on_line})


async def _wrong(connection: AsyncConnection, proposal: Proposal) -> list[str]:
    """The mailings that said, on the word of the same series or event, what does not hold: more than holds now."""
    matter = await read_matter(connection, proposal.matter)
    alerts = (await alerts_of(connection, {proposal.matter})).get(proposal.matter, [])
    by = next((each for each in alerts if each.digest == proposal.alerts[-1]), None)
    led = replace(matter, alerts=tuple(alerts)).led_by(by) if by else ()
    said = (each for each in led if each.is_carried_out and each.aim is not Aim.CANCEL)
    return [each.id for each in said if proposal.aim is Aim.CANCEL or each.draft.rank > proposal.draft.rank]


async def _elsewhere(connection: AsyncConnection, meaning: Meaning) -> set[Account]:
    """Accounts of those whom it concerns in the other districts too, where it holds: a shared phone, no district."""
    assert meaning.standing is not None
    others = await _others(connection, meaning.standing, meaning)
    if not others:
        return set()
    there = replace(meaning.to, districts=others)
    return _accounts(await addressees_of(connection, meaning.standing, About(), belongs(there)))


async def _others(connection: AsyncConnection, incident: Incident, meaning: Meaning) -> tuple[DistrictId, ...]:
    if not meaning.to.districts:
        return ()
    asked = incident.districts or [each.id for each in await read_districts(connection)]
    return tuple(each for each in asked if each not in meaning.to.districts)


def _accounts(of: Sequence[Addressee]) -> set[Account]:
    return {(each.channel.value, each.address) for each in of}
