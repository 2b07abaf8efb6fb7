"""A yes or a no as rows, within somebody's transaction: it counts from here on, and is on its way to the city OS."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.city_consents import ChangeKind
from bot.core.consents import Consent
from bot.core.ids import PersonId, derived_id
from bot.storage.insert import add_new
from bot.storage.instant import Instant
from bot.storage.rows.consents import body_of_consent, row_of_consent
from bot.storage.tables import consent_changes, consents

_WITHDRAW = (
    update(consents)
    .where(
        consents.c.id == bindparam("consent"),
        consents.c.person_id == bindparam("person"),
        consents.c.withdrawn_at.is_(None),
    )
    .values(withdrawn_at=bindparam("at", type_=Instant), withdrawn_by=bindparam("who"))
)
_same_recipient = or_(
    consents.c.recipient_id == bindparam("recipient"),
    consents.c.recipient_id.is_(None) & bindparam("recipient").is_(None),
)
_OLDER = (
    select(consents.c.id)
    .where(
        consents.c.person_id == bindparam("person"),
        consents.c.purpose == bindparam("purpose"),
        consents.c.recipient_kind == bindparam("kind"),
        consents.c.phase == bindparam("phase"),
        consents.c.withdrawn_at.is_(None),
        consents.c.id != bindparam("consent"),
        _same_recipient,
    )
    .order_by(consents.c.given_at, consents.c.id)
)


AGAIN = frozenset({ChangeKind.CONFIRM, ChangeKind.CADENCE})


async def state(connection: AsyncConnection, consent: Consent) -> Sequence[str]:
    """A newer word about the same thing ends the older one, so that never two of them stand side by side.

    Returns the ids of those that it ended: each is a row of the ledger as well.
    """
    about = {
        "person": consent.person,
        "purpose": consent.purpose.value,
        "kind": consent.recipient_kind.value,
        "phase": consent.phase.value,
        "recipient": consent.recipient,
        "consent": consent.id,
    }
    older = list(await connection.scalars(_OLDER, about))
    for each in older:
        await withdraw(connection, each, consent.person, consent.given_at)
    await add_new(connection, consents, [row_of_consent(consent)])
    change = ChangeKind.REFUSE if consent.refused else ChangeKind.GRANT
    await carry(connection, (consent.id, consent.person), change, body_of_consent(consent), consent.given_at)
    return older


async def withdraw(
    connection: AsyncConnection, consent: str, person: PersonId, at: datetime, by: PersonId | None = None
) -> None:
    """`by` None: by the person. One that is over already stays as it is."""
    await connection.execute(_WITHDRAW, {"consent": consent, "person": person, "at": at, "who": by})
    await carry(connection, (consent, person), ChangeKind.WITHDRAW, {"consent": consent}, at)


async def carry(
    connection: AsyncConnection, of: tuple[str, PersonId], change: ChangeKind, body: dict[str, Any], at: datetime
) -> None:
    """Until the city OS has confirmed it (DESIGN.md 7). `of`: the consent, and whose it is.

    A consent is given once and withdrawn once; it may be confirmed, and its cadence chosen, again and again.
    """
    consent, person = of
    again = (at.isoformat(),) if change in AGAIN else ()
    row = {
        "id": derived_id("consent change", consent, change.value, *again),
        "consent_id": consent,
        "person_id": person,
        "change": change.value,
        "body": body,
        "made_at": at,
        "attempts": 0,
        "next_attempt_at": at,
        "confirmed_at": None,
        "reason": "",
    }
    await add_new(connection, consent_changes, [row])
