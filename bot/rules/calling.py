"""What to call somebody in front of a relative: their own word (お母さん), or the name where it may be shown."""

from dataclasses import dataclass

from bot.core.consents import Disclosure, Item, Purpose
from bot.core.ids import IncidentId
from bot.core.replies import Text, text
from bot.core.requests import Followed
from bot.rules.consent import Allowed, Moment, Question, Recipient, decide
from bot.rules.kinship import word_for


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody the speaker follows, and what to call them. A name shown needs its `disclosure` in the ledger."""

    followed: Followed
    called: Text
    disclosure: Disclosure | None = None


def relatives(
    followed: tuple[Followed, ...], asker: Recipient, moment: Moment, incident: IncidentId | None
) -> tuple[Relative, ...]:
    """Those who can be spoken of: confirmed, not under a disclosure block, and with something to call them by."""
    spoken_of = (_relative(each, asker, moment, incident) for each in followed if each.relation.confirmed)
    return tuple(each for each in spoken_of if each is not None)


def _relative(followed: Followed, asker: Recipient, moment: Moment, incident: IncidentId | None) -> Relative | None:
    if followed.person.disclosure_block:
        return None
    word = word_for(followed)
    if word is not None:
        return Relative(followed, text("family.called", word=word))
    recipient = Recipient(asker.person, asker.roles, followed.relation.kind, followed.relation.confirmed)
    name = frozenset({Item.NAME})
    decision = decide(Question(followed.person, recipient, Purpose.SAFETY_SHARING, name, moment, followed.consents))
    if not isinstance(decision, Allowed):
        return None
    shown = Disclosure(
        about=followed.person.id,
        recipient=asker.person.id,
        recipient_kind=decision.kind,
        purpose=Purpose.SAFETY_SHARING,
        items=decision.items,
        ground=decision.ground,
        incident=incident,
        until=decision.until,
    )
    return Relative(followed, text("family.name", name=followed.person.name), shown)
