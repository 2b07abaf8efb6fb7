"""What waits for want of LINE messages goes with the next reply to whoever writes: a reply is free.

Unlike what is held back (`bot.storage.turn_store.held`) it stands in the outbox: it goes by itself when there are more.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.events import Channel
from bot.core.letters import Fate, Letter
from bot.core.replies import MAX_REPLIES
from bot.storage.agreed import CityOsRules
from bot.storage.among import among
from bot.storage.instant import Instant
from bot.storage.outbox.apart import beside
from bot.storage.outbox.budget import waiting_for
from bot.storage.outbox.outlived import lasting
from bot.storage.outbox.standing import read_groundless
from bot.storage.rows.letters import LETTER_COLUMNS, letter_of
from bot.storage.tables import outbox
from bot.storage.turn_store.mail import Mail

_WAITING = (
    select(*LETTER_COLUMNS)
    .where(
        among(outbox.c.mailing, "mailings"),
        outbox.c.mailing.is_not(None),
        outbox.c.state == literal_column("'pending'"),
        outbox.c.may_have_arrived.is_(False),
    )
    .order_by(outbox.c.seq)
    .with_for_update(skip_locked=True)
)
_REPLIED = (
    update(outbox)
    .where(outbox.c.id == bindparam("letter"))
    .values(
        state="dropped",
        fate=Fate.DROPPED.value,
        reason="by reply",
        mailing=bindparam("beside"),
        settled_at=bindparam("now", type_=Instant),
    )
)


async def with_waiting(
    connection: AsyncConnection, mails: Sequence[Mail], city_os: CityOsRules | None
) -> Sequence[Mail]:
    """The same mails, where a free reply has room with what waits for whoever gets it and still holds."""
    free = [reply for mail in mails if (reply := _free_reply(mail)) is not None]
    if not free:
        return mails
    asked = {"mailings": sorted({waiting_for(each.recipients[0]) for each in free})}
    letters = [letter_of(row) for row in await connection.execute(_WAITING, asked)]
    if not letters:
        return mails
    now = max(each.created_at for each in free)
    taken: list[dict[str, Any]] = []
    fuller = list(mails)
    for letter in await _holding(connection, letters, now, city_os):
        for number, mail in enumerate(fuller):
            reply = _free_reply(mail)
            if reply is not None and (joined := _joined(mail, reply, letter)) is not None:
                fuller[number] = joined
                taken.append({"letter": letter.id, "beside": beside(reply.id), "now": now})
                break
    if taken:
        await connection.execute(_REPLIED, taken)
    return fuller


def _free_reply(mail: Mail) -> Letter | None:
    return next((each for each in mail.letters if each.reply_token and each.channel is Channel.LINE), None)


async def _holding(
    connection: AsyncConnection, letters: Sequence[Letter], now: datetime, city_os: CityOsRules | None
) -> list[Letter]:
    """Those whose silence lasts and whose ground stands; the outbox ends the others when their time comes."""
    lasts = await lasting(connection, {each.tells_of for each in letters if each.tells_of})
    lost = await read_groundless(connection, letters, now, city_os)
    return [each for each in letters if each.id not in lost and (each.tells_of is None or each.tells_of in lasts)]


def _joined(mail: Mail, reply: Letter, letter: Letter) -> Mail | None:
    """None where the reply is another's, has no room, shows something itself, or one of the two is a drill's."""
    if reply.recipients != letter.recipients or reply.speech.drill is not letter.speech.drill:
        return None
    replies = (*reply.speech.replies, *letter.speech.replies)
    if len(replies) > MAX_REPLIES or (reply.showing and letter.showing):
        return None
    speech = replace(reply.speech, replies=replies)
    fuller = replace(
        reply,
        speech=speech,
        showing=reply.showing or letter.showing,
        tells_of=reply.tells_of or letter.tells_of,
    )
    return replace(mail, letters=tuple(fuller if each is reply else each for each in mail.letters))
