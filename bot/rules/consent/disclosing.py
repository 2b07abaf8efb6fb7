"""A decision carried out: the row of the ledger that goes with whatever shows the data (promise 2)."""

from bot.core.consents import Disclosure, Item
from bot.core.ids import IncidentId
from bot.rules.consent.question import Allowed, Question


def disclosed(question: Question, allowed: Allowed, items: frozenset[Item], incident: IncidentId | None) -> Disclosure:
    """`items`: what is really in the message, of what was allowed."""
    return Disclosure(
        about=question.subject.id,
        recipient=question.recipient.person.id,
        recipient_kind=allowed.kind,
        purpose=question.purpose,
        items=items & allowed.items,
        ground=allowed.ground,
        incident=incident,
        until=allowed.until,
        against_refusal=allowed.against_refusal,
        emergency=allowed.emergency,
        consent_not_asked=allowed.consent_not_asked,
    )
