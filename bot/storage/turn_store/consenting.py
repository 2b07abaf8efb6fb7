"""Writes what turns decided about consents: stated, withdrawn, confirmed, and how often to ask."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.consents import Consent
from bot.core.ids import PersonId, derived_id
from bot.core.ports import FinishedTurn
from bot.core.records import CadenceChosen, ConsentConfirmed, ConsentStated, ConsentWithdrawn
from bot.storage.insert import add_new
from bot.storage.instant import Instant
from bot.storage.rows.consents import body_of_consent, row_of_consent
from bot.storage.tables import consent_changes, consents

_STANDING = (consents.c.id == bindparam("consent"), consents.c.person_id == bindparam("person"))
_WITHDRAW = (
    update(consents)
    .where(*_STANDING, consents.c.withdrawn_at.is_(None))
    .values(withdrawn_at=bindparam("at", type_=Instant))
)
_CONFIRM = update(consents).where(*_STANDING).values(confirmed_at=bindparam("at", type_=Instant))
_CADENCE = (
    update(consents)
    .where(consents.c.person_id == bindparam("person"), consents.c.withdrawn_at.is_(None))
    .values(cadence=bindparam("chosen"))
)
_same_recipient = or_(
    consents.c.recipient_id == bindparam("recipient"),
    consents.c.recipient_id.is_(None) & bindparam("recipient").is_(None),
)
_OLDER = select(consents.c.id).where(
    consents.c.person_id == bindparam("person"),
    consents.c.purpose == bindparam("purpose"),
    consents.c.recipient_kind == bindparam("kind"),
    consents.c.phase == bindparam("phase"),
    consents.c.withdrawn_at.is_(None),
    consents.c.id != bindparam("consent"),
    _same_recipient,
)


async def write_consents(connection: AsyncConnection, turns: Sequence[FinishedTurn]) -> None:
    """In the order of the records: what is said later counts."""
    for record in (record for turn in turns for record in turn.outcome.records):
        match record:
            case ConsentStated(consent):
                await _state(connection, consent)
            case ConsentWithdrawn(consent, person, at):
                await _withdraw(connection, consent, person, at)
            case ConsentConfirmed(consent, person, at):
                await connection.execute(_CONFIRM, {"consent": consent, "person": person, "at": at})
            case CadenceChosen(person, cadence, _):
                await connection.execute(_CADENCE, {"person": person, "chosen": cadence.value})
            case _:
                pass


async def _state(connection: AsyncConnection, consent: Consent) -> None:
    """A newer word about the same thing ends the older one, so that never two of them stand side by side."""
    about = {
        "person": consent.person,
        "purpose": consent.purpose.value,
        "kind": consent.recipient_kind.value,
        "phase": consent.phase.value,
        "recipient": consent.recipient,
        "consent": consent.id,
    }
    for older in list(await connection.scalars(_OLDER, about)):
        await _withdraw(connection, older, consent.person, consent.given_at)
    await add_new(connection, consents, [row_of_consent(consent)])
    change = "refuse" if consent.refused else "grant"
    await _carry(connection, consent.id, consent.person, change, body_of_consent(consent), consent.given_at)


async def _withdraw(connection: AsyncConnection, consent: str, person: PersonId, at: datetime) -> None:
    await connection.execute(_WITHDRAW, {"consent": consent, "person": person, "at": at})
    await _carry(connection, consent, person, "withdraw", {"consent": consent}, at)


async def _carry(
    connection: AsyncConnection, consent: str, person: PersonId, change: str, body: dict[str, Any], at: datetime
) -> None:
    """Until the city OS has confirmed it (DESIGN.md 7)."""
    row = {
        "id": derived_id("consent change", consent, change),
        "consent_id": consent,
        "person_id": person,
        "change": change,
        "body": body,
        "made_at": at,
        "attempts": 0,
        "next_attempt_at": at,
        "confirmed_at": None,
        "reason": "",
    }
    await add_new(connection, consent_changes, [row])
