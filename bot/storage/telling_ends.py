"""Tells those who could see something that a consent was ended elsewhere than in the chat (row 15)."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import PersonId
from bot.core.requests import CircleOf
from bot.rules.ended_news import helpers_told, notice_of_end
from bot.storage.insert import add_new
from bot.storage.posting import post
from bot.storage.rows.notices import row_of_notice
from bot.storage.tables import notices
from bot.storage.turn_store.circle import read_circles


async def tell_of_ends(connection: AsyncConnection, ended: Mapping[PersonId, Collection[str]], now: datetime) -> None:
    """`ended`: by person, which of their consents. Family hears nothing: nobody asked the person whether they may."""
    if not ended:
        return
    circles = await read_circles(connection, [CircleOf(person) for person in ended])
    for asked, circle in circles.items():
        if circle is None:
            continue
        over = tuple(each for each in circle.consents if each.id in ended[asked.person])
        named = ("ended", asked.person, *sorted(each.id for each in over))
        await post(connection, helpers_told(circle, over, now), named, now)
        notice = notice_of_end(asked.person, over, now)
        if notice is not None:
            await add_new(connection, notices, [row_of_notice(notice, None)])
