"""A sign-in has ended at the city OS: web chats tied by it show nothing personal until somebody signs in again.

LINE accounts stay tied: there the person linked their own phone, and ends that in the chat.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.events import Channel, conversation_id
from bot.core.ids import PersonId
from bot.core.records import AccountUntied, EndedBy, TiedBy
from bot.storage.instant import Instant
from bot.storage.linking.web_chats import renewed
from bot.storage.tables import accounts, identities

_BY_SIGN_IN = (accounts.c.channel == Channel.WEB.value, accounts.c.tied_by == TiedBy.CITY_OS.value)
_ISSUED = identities.c.issuer == bindparam("issuer")
_OF_SUBJECT = accounts.c.person_id.in_(
    select(identities.c.person_id).where(_ISSUED, identities.c.subject == bindparam("subject"))
)
_OF_ISSUER = accounts.c.person_id.in_(select(identities.c.person_id).where(_ISSUED))
_OF_SESSION = accounts.c.session == bindparam("session")
_BEGUN = accounts.c.tied_at <= bindparam("begun_by", type_=Instant)


async def untie(
    connection: AsyncConnection, issuer: str, subject: str | None, session: str | None, begun_by: datetime
) -> Sequence[AccountUntied]:
    """All sign-ins of the subject begun by then, or the one session. The chats' conversations begin anew, empty."""
    if subject is None and session is None:
        return ()
    which: list[ColumnElement[bool]] = [_OF_SUBJECT if subject is not None else _OF_ISSUER]
    if session is None:
        which.append(_BEGUN)
    else:
        nameless = and_(accounts.c.session.is_(None), _BEGUN)
        which.append(_OF_SESSION if subject is None else or_(_OF_SESSION, nameless))
    named = {"issuer": issuer, "subject": subject, "session": session, "begun_by": begun_by}
    asked = {name: value for name, value in named.items() if value is not None}
    statement = delete(accounts).where(*_BY_SIGN_IN, *which).returning(accounts.c.address, accounts.c.person_id)
    untied = sorted(map(tuple, await connection.execute(statement, asked)))
    for address in sorted({address for address, _ in untied}):
        await renewed(connection, address)
    return [
        AccountUntied(conversation_id(Channel.WEB, address), PersonId(person), EndedBy.CITY_OS)
        for address, person in untied
    ]
