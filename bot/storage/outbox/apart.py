"""What waited and was joined to a reply goes by itself again where the reply cannot go as one: then it is not free."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import bindparam, null, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import MailingId, MessageId
from bot.core.letters import APART, Letter
from bot.core.quota import SHORT
from bot.storage import speech
from bot.storage.outbox.budget import waiting_for
from bot.storage.outbox.consequence import Consequence
from bot.storage.rows.letters import LETTER_COLUMNS, letter_of
from bot.storage.tables import outbox

_JOINED = select(*LETTER_COLUMNS).where(outbox.c.mailing == bindparam("beside")).order_by(outbox.c.seq)
_GOES_ALONE = (
    update(outbox)
    .where(outbox.c.id == bindparam("reply"))
    .values(
        speech=bindparam("own"),
        showing=bindparam("shows"),
        **dict.fromkeys(("body", "silence_in", "silence_of", "silence_at"), null()),
    )
)
_WAITS_AGAIN = (
    update(outbox)
    .where(outbox.c.mailing == bindparam("beside"))
    .values(state="pending", fate=null(), reason=SHORT, settled_at=null(), mailing=bindparam("waits"))
)


def beside(reply: MessageId) -> MailingId:
    """Finds what was joined to a reply."""
    return MailingId(f"beside {reply}")


async def take_apart(connection: AsyncConnection, found: Iterable[Consequence]) -> None:
    """The reply keeps its own words; what was joined to it waits as before, for as long as its silence lasts.

    Where it may have arrived, so may what was joined: that does not go again.
    """
    for each in found:
        if each.settlement.reason == APART:
            key = {"beside": beside(each.letter.id)}
            joined = [letter_of(row) for row in await connection.execute(_JOINED, key)]
            await connection.execute(_GOES_ALONE, _alone(each, joined))
            if not each.settlement.may_have_arrived:
                await connection.execute(_WAITS_AGAIN, key | {"waits": waiting_for(each.letter.recipients[0])})


def _alone(of: Consequence, joined: Iterable[Letter]) -> dict[str, str | None]:
    """It still counts as showing what an earlier attempt may have shown."""
    reply = of.letter
    own = reply.speech.replies[: len(reply.speech.replies) - sum(len(each.speech.replies) for each in joined)]
    shows = of.settlement.may_have_arrived or reply.showing not in {each.showing for each in joined}
    return {
        "reply": reply.id,
        "own": speech.to_json(replace(reply.speech, replies=own)),
        "shows": reply.showing if shows else None,
    }
