"""Who of a person's family and supporters has heard what stands now: read from the ledger, told by their relation."""

from datetime import datetime

from bot.core.consents import Item
from bot.core.ids import IncidentId, PersonId
from bot.core.replies import Text
from bot.core.requests import Look, Looks
from bot.rules.going import GOERS
from bot.rules.kinship import third

LOOKS = 50
"""So many rows of the ledger are looked through."""


def known_by(looks: Looks, incident: IncidentId, since: datetime, asker: PersonId) -> tuple[Text, ...]:
    """息子さん, 支援者の方: confirmed relations of the person alone, never a name, and nobody who hides.

    Part of the news of somebody: only for whoever is shown name and condition in the same message.
    """
    heard = (each for each in looks.looks if each.disclosure.incident == incident and each.at >= since)
    return tuple(dict.fromkeys(_word(each) for each in heard if _is_one_of_them(each, asker)))


def _is_one_of_them(look: Look, asker: PersonId) -> bool:
    relation, recipient = look.relation, look.recipient
    if relation is None or recipient is None or recipient.disclosure_block or recipient.id == asker:
        return False
    return relation.confirmed and relation.kind in GOERS and Item.CONDITION in look.disclosure.items


def _word(look: Look) -> Text:
    assert look.relation is not None
    return third(look.relation.label, look.relation.kind)
