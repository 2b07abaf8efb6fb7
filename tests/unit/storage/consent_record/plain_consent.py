"""One ordinary consent, given in chat after its terms were shown."""

from datetime import timedelta

from bot.core.consents import Cadence, Consent, Item, Origin, Phase, Purpose, RecipientKind, Terms
from bot.core.language import Language
from tests.unit.storage.consent_record.any_consents import HANA, NOW

PLAIN = Consent(
    id="C1",
    person=HANA,
    purpose=Purpose.SAFETY_SHARING,
    items=frozenset({Item.NAME, Item.CONDITION}),
    recipient_kind=RecipientKind.ASSOCIATION,
    recipient="ikki",
    phase=Phase.BOTH,
    cadence=Cadence.ONCE,
    given_at=NOW - timedelta(days=30),
    origin=Origin.CHAT,
    terms=Terms("safety", "2026-1", "ab" * 32, Language.JAPANESE, NOW - timedelta(days=30, minutes=1)),
)
