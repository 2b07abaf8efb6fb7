"""What to call somebody in front of a relative: their own word (お母さん), or the name where it may be shown."""

from dataclasses import dataclass

from bot.core.consents import Disclosure, Item, Purpose
from bot.core.incidents import Incident
from bot.core.people import Person, Relation, RelationKind
from bot.core.replies import Text, text
from bot.core.requests import Followed
from bot.core.turn import Turn
from bot.rules.consent import Allowed, Moment, Question, Recipient, decide, disclosed
from bot.rules.incident_meant import incident_meant
from bot.rules.kinship import word_for


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody the speaker follows, what to call them, and in which incident they are spoken of.

    A name shown needs its `disclosure` in the ledger. `is_related` False: they share a phone, and that is all; what
    stands about them is not for the speaker, and no answer may give it away.
    """

    followed: Followed
    called: Text
    incident: Incident | None = None
    disclosure: Disclosure | None = None
    is_related: bool = True


def relatives(turn: Turn, asker: Person, followed: tuple[Followed, ...]) -> tuple[Relative, ...]:
    """Those who can be spoken of: confirmed, not under a disclosure block, and with something to call them by."""
    spoken_of = (_relative(turn, asker, each) for each in followed if each.relation.confirmed)
    return tuple(each for each in spoken_of if each is not None)


def on_the_same_phone(turn: Turn, asker: Person, known: tuple[Relative, ...]) -> tuple[Relative, ...]:
    """Who shares the phone with the asker and is not among `known`: they may be answered for, as kin may.

    Their names stand on the buttons of this phone anyway. Nothing is asked or shown of them.
    """
    others = {each.followed.person.id for each in known} | {asker.id}
    return tuple(_sharer(turn, asker, each) for each in turn.sharers if each.id not in others)


def _sharer(turn: Turn, asker: Person, person: Person) -> Relative:
    answers = tuple(each for each in turn.check_ins if each.person == person.id)
    asked = {each.incident for each in answers}
    incidents = tuple(each for each in turn.incidents if each.id in asked or each.concerns(person.district))
    relation = Relation(person.id, asker.id, RelationKind.FAMILY, confirmed=True)
    return Relative(
        Followed(person, relation, None, incidents, answers),
        text("sharing.name", name=person.name),
        incident_meant(turn, incidents),
        is_related=False,
    )


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
        consent_unasked=followed.consent_unasked,
    )
    decision = decide(question)
    if not isinstance(decision, Allowed):
        return None
    shown = disclosed(question, decision, question.items, incident.id if incident else None)
    return Relative(followed, text("family.name", name=followed.person.name), incident, shown)
