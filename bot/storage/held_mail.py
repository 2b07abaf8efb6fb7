"""What is held back on LINE until its person writes: `bot.storage.turn_store.held` puts it beside the next reply."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import MailingId
from bot.core.letters import Letter
from bot.storage import speech
from bot.storage.insert import add_new
from bot.storage.tables import held_mail

HELD_FOR = timedelta(hours=24)
"""Yesterday's water truck is no news."""


async def hold(connection: AsyncConnection, letters: Sequence[Letter], mailing: MailingId) -> None:
    """`letters` are what would have gone out on LINE. What has grown stale meanwhile goes."""
    if not letters:
        return
    stale = held_mail.c.at <= letters[0].created_at - HELD_FOR
    await connection.execute(delete(held_mail).where(stale))
    rows: list[dict[str, Any]] = [
        {
            "address": recipient,
            "mailing": mailing,
            "incident_id": letter.incident,
            "speech": speech.to_json_remembered(letter.speech),
            "at": letter.created_at,
        }
        for letter in letters
        for recipient in letter.recipients
    ]
    await add_new(connection, held_mail, rows)
