"""What to call somebody in front of a relative: their own word (お母さん), or the name where it may be shown."""

from dataclasses import dataclass

from bot.core.consents import Disclosure, Item, Purpose
from bot.core.incidents import Incident
from bot.core.people import Person
from bot.core.replies import Text, text
from bot.core.requests import Followed
from bot.core.turn import Turn
from bot.rules.consent import Allowed, Moment, Question, Recipient, decide, disclosed
from bot.rules.incident_meant import incident_meant
from bot.rules.kinship import word_for


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody the speaker follows, what to call them, and in which incident they are spoken of.

    A name shown needs its `disclosure` in the ledger.
    """

    followed: Followed
    called: Text
    incident: Incident | None = None
    disclosure: Disclosure | None = None


def relatives(turn: Turn, asker: Person, followed: tuple[Followed, ...]) -> tuple[Relative, ...]:
    """Those who can be spoken of: confirmed, not under a disclosure block, and with something to call them by."""
    spoken_of = (_relative(turn, asker, each) for each in followed if each.relation.confirmed)
    return tuple(each for each in spoken_of if each is not None)


def as_relative(asker: Person, followed: Followed) -> Recipient:
    """Whoever asks after their own people asks as that, and never with the rights of an office they hold."""
    return Recipient(asker, (), followed.relation.kind, followed.relation.confirmed)


def _relative(turn: Turn, asker: Person, followed: Followed) -> Relative | None:
    if followed.person.disclosure_block:
        return None
    incident = incident_meant(turn, followed.incidents)
    word = word_for(followed)
    if word is not None:
        return Relative(followed, word, incident)
    question = Question(
        subject=followed.person,
        recipient=as_relative(asker, followed),
        purpose=Purpose.SAFETY_SHARING,
        items=frozenset({Item.NAME}),
        moment=Moment(turn.now, bool(incident and incident.drill), followed.emergencies, turn.city.disclosure),
        consents=followed.consents,
    )
    decision = decide(question)
    if not isinstance(decision, Allowed):
        return None
    shown = disclosed(question, decision, question.items, incident.id if incident else None)
    return Relative(followed, text("family.name", name=followed.person.name), incident, shown)
