"""Answers `SpeakerOf`: whose private chat it is that somebody in a group has."""

from collections.abc import Collection, Mapping

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.requests import Speaker, SpeakerOf
from bot.storage.turn_store.loading import load_known


async def read_speakers(connection: AsyncConnection, requests: Collection[SpeakerOf]) -> Mapping[SpeakerOf, Speaker]:
    """As the turns of that chat would know them."""
    known = await load_known(connection, {each.conversation for each in requests})
    return {each: Speaker(known[each.conversation].person, known[each.conversation].roles) for each in requests}
