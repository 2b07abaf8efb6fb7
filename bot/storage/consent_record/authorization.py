"""RFC 9396 `authorization_details`: what the person's consents allow at this moment, for a resource server to check."""

from typing import Any

from bot.storage.consent_record.part import PersonPart, stands, written
from bot.storage.consent_record.terms import PURPOSES

TYPE = "urn:anpi:consent"


def authorization_details(part: PersonPart) -> list[dict[str, Any]]:
    """Only consents that stand. `privileges` are purpose and phase; the decision still looks at each disclosure."""
    return [
        {
            "type": TYPE,
            "identifier": each.id,
            "actions": ["read"],
            "datatypes": sorted(item.value for item in each.items),
            "privileges": [PURPOSES[each.purpose].removeprefix("anpi:"), each.phase.value],
            "recipient_kind": each.recipient_kind.value,
            **({"recipient": each.recipient} if each.recipient else {}),
            **({"until": written(each.expires_at)} if each.expires_at else {}),
            **({"locations": [part.city.controller.url]} if part.city.controller.url else {}),
        }
        for each in part.consents
        if stands(each, part.at)
    ]
