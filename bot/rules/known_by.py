"""Who of a person's family and supporters has heard what stands now: read from the ledger, told by their relation."""

from datetime import datetime

from bot.core.consents import Item
from bot.core.ids import IncidentId, PersonId
from bot.core.people import Office
from bot.core.replies import Text, text
from bot.core.requests import Look, Looks
from bot.rules.going import GOERS
from bot.rules.kinship import third

_OFFICERS = frozenset({Office.LEADER, Office.WELFARE_COMMISSIONER})

LOOKS = 50
"""So many rows of the ledger are looked through."""


def known_by(looks: Looks, incident: IncidentId, since: datetime, asker: PersonId) -> tuple[Text, ...]:
    """息子さん, 支援者の方, 町内会の役員の方: confirmed relations and officers, never a name, and nobody who hides.

    Part of the news of somebody: only for whoever is shown name and condition in the same message.
    """
    heard = (each for each in looks.looks if each.disclosure.incident == incident and each.at >= since)
    return tuple(dict.fromkeys(word for each in heard if _may_be_told_of(each, asker) and (word := _word(each))))


def _may_be_told_of(look: Look, asker: PersonId) -> bool:
    recipient = look.recipient
    if recipient is None or recipient.disclosure_block or recipient.id == asker:
        return False
    return Item.CONDITION in look.disclosure.items


def _word(look: Look) -> Text | None:
    relation = look.relation
    if relation is not None and relation.confirmed and relation.kind in GOERS:
        return third(relation.label, relation.kind)
    office = next((each.office for each in look.offices if each.office in _OFFICERS), None)
    return text(f"theirs.{office}") if office else None
