"""What a person of the console's town said about other registries, to which a file in PFIF goes."""

from datetime import timedelta

from bot.core.consents import Cadence, Consent, Item, Phase, Purpose, RecipientKind
from bot.core.ids import PersonId
from bot.rules.consent import REGISTRY
from bot.storage import tables
from bot.storage.rows.consents import row_of_consent
from tests.integration.console_town import Town


async def agree(town: Town, person: PersonId, *, refused: bool = False) -> None:
    """To name and condition; or not at all."""
    given = Consent(
        id=f"C {person}",
        person=person,
        purpose=Purpose.SAFETY_SHARING,
        items=frozenset({Item.NAME, Item.CONDITION}),
        recipient_kind=RecipientKind.SERVICE,
        recipient=REGISTRY.person.id,
        phase=Phase.BOTH,
        cadence=Cadence.ONCE,
        given_at=town.now - timedelta(hours=1),
        refused=refused,
    )
    await town.add(tables.consents, row_of_consent(given))
