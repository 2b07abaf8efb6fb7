"""What was held back on LINE goes with the next reply to whoever writes: a reply is free."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import and_, bindparam, delete, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.events import Channel, address_of, channel_of
from bot.core.ids import IncidentId, MailingId
from bot.core.ports import FinishedTurn
from bot.core.replies import MAX_REPLIES
from bot.core.reports import Progress
from bot.storage import speech
from bot.storage.among import among
from bot.storage.held_mail import HELD_FOR
from bot.storage.instant import Instant
from bot.storage.rows import AnyRow
from bot.storage.tables import accounts, check_ins, held_mail, incidents
from bot.storage.turn_store.mail import Mail

# A rise came after the opening, and is news to whoever answered the first question.
_IS_RISE = held_mail.c.at > incidents.c.opened_at
_STILL_ASKED = exists().where(
    accounts.c.channel == Channel.LINE.value,
    accounts.c.address == held_mail.c.address,
    check_ins.c.person_id == accounts.c.person_id,
    check_ins.c.incident_id == held_mail.c.incident_id,
    or_(check_ins.c.progress != Progress.ANSWERED.value, _IS_RISE),
    incidents.c.id == held_mail.c.incident_id,
    incidents.c.closed_at.is_(None),
)
_HELD = (
    select(held_mail)
    .where(
        among(held_mail.c.address, "addresses"),
        held_mail.c.at > bindparam("since", type_=Instant),
        or_(held_mail.c.incident_id.is_(None), _STILL_ASKED),
    )
    .order_by(held_mail.c.at, held_mail.c.mailing)
)
_TAKE = delete(held_mail).where(and_(held_mail.c.address == bindparam("to"), held_mail.c.mailing == bindparam("of")))


async def with_held(
    connection: AsyncConnection, turns: Sequence[FinishedTurn], mails: Sequence[Mail]
) -> Sequence[Mail]:
    """The same mails, where a reply has room with what was held for whoever gets it."""
    answered = {to for turn in turns if (to := _answers(turn)) is not None}
    if not answered:
        return mails
    rows = await _held(connection, sorted(answered), max(turn.finished_at for turn in turns))
    taken: list[dict[str, str]] = []
    for number, turn in enumerate(turns) if rows else ():
        to = _answers(turn)
        for row in [each for each in rows if each.address == to]:
            joined = _joined(mails[number], row)
            if joined is not None:
                mails = [*mails[:number], joined, *mails[number + 1 :]]
                rows.remove(row)
                taken.append({"to": row.address, "of": row.mailing})
    if taken:
        await connection.execute(_TAKE, taken)
    return mails


def _answers(turn: FinishedTurn) -> str | None:
    """The LINE address that this turn can reply to, which costs nothing."""
    talk = turn.event.conversation
    return address_of(talk) if turn.event.reply_token and channel_of(talk) is Channel.LINE else None


async def _held(connection: AsyncConnection, addresses: Sequence[str], now: datetime) -> list[AnyRow]:
    asked = {"addresses": addresses, "since": now - HELD_FOR}
    return list((await connection.execute(_HELD, asked)).all())


def _joined(mail: Mail, row: AnyRow) -> Mail | None:
    """None where there is no reply, no room, or one is a drill's and the other is not (promise 5)."""
    held = speech.from_json(row.speech)
    reply = next((each for each in mail.letters if each.reply_token), None)
    if reply is None or reply.speech.drill is not held.drill:
        return None
    replies = (*reply.speech.replies, *held.replies)
    if len(replies) > MAX_REPLIES or (reply.incident and row.incident_id):
        return None
    incident = IncidentId(row.incident_id) if row.incident_id else reply.incident
    fuller = replace(
        reply,
        speech=replace(reply.speech, replies=replies),
        incident=incident,
        mailing=MailingId(row.mailing),
        must_deliver=True,
    )
    return replace(mail, letters=tuple(fuller if each is reply else each for each in mail.letters))
