"""Who is on the way to somebody, and who of the others may hear of it: each message passes `decide` (promise 2).

That somebody is on the way says of the person only what their name and condition say; so whoever may see those two sees
this as well, and nobody else. It is no condition: it ends no call for help and stops no reminder (promises 3, 4).
"""

from collections.abc import Iterable
from datetime import datetime

from bot.core.consents import DisclosureRules, Item, Purpose
from bot.core.going import Going
from bot.core.ids import IncidentId, PersonId
from bot.core.people import RelationKind
from bot.core.records import Message
from bot.core.replies import Card, Choice, Entry, Paragraph, Text, Tone, text
from bot.core.reports import Standing
from bot.core.requests import Circle, Member
from bot.core.taps import AskAboutFamily
from bot.core.understanding import Condition
from bot.rules.consent import Allowed, Moment, Question, Recipient, decide, disclosed
from bot.rules.kinship import third
from bot.rules.safety import is_distress

GOERS = frozenset({RelationKind.FAMILY, RelationKind.SUPPORTER})
"""Who goes, and who hears of it."""

_ITEMS = frozenset({Item.NAME, Item.CONDITION})


def under_way(
    goings: Iterable[Going], incident: IncidentId | None, standing: Standing, now: datetime
) -> tuple[Going, ...]:
    """Those still on the way in this incident: not taken back, not too long ago, and the person not known to be safe.

    Somebody in distress is still gone to; only a word of safe that came after it, and that nobody disputes, ends it.
    """
    here = (each for each in goings if each.incident == incident and each.ended_at is None)
    return tuple(each for each in here if each.said_at <= now < each.until and not _is_answered(each, standing))


def _is_answered(going: Going, standing: Standing) -> bool:
    is_safe = standing.condition is Condition.SAFE and not standing.contested
    return is_safe and standing.said_at is not None and standing.said_at > going.said_at


def lines_for(viewer: PersonId, goings: Iterable[Going]) -> tuple[Paragraph, ...]:
    """「娘さんが、いま向かっています」, as one of the others reads it; whoever is hidden is left out."""
    seen = (each for each in goings if not each.hidden or each.goer == viewer)
    return tuple(Paragraph(_line(viewer, each)) for each in seen)


def _line(viewer: PersonId, going: Going) -> Text:
    if going.goer == viewer:
        return text("going.yours", at=going.said_at)
    return text("going.line", who=third(going.label, going.kind), at=going.said_at)


def told_of_going(
    circle: Circle, going: Going, standing: Standing, now: datetime, rules: DisclosureRules
) -> tuple[Message, ...]:
    """To each of the others who may know; nobody where the goer is under a disclosure block."""
    return _told(circle, going, standing, Moment(now, going.drill, circle.emergencies, rules))


def _told(circle: Circle, going: Going, standing: Standing, moment: Moment) -> tuple[Message, ...]:
    if going.hidden:
        return ()
    found = [each for each in circle.members if _is_another(each, going)]
    others = {each.person.id: each for each in (*found, *filter(_is_family, found))}
    messages = (_to(circle, each, going, standing, moment) for each in others.values())
    return tuple(each for each in messages if each is not None)


def _is_family(member: Member) -> bool:
    """Of two relations to the same person the one as family counts."""
    return member.relation.kind is RelationKind.FAMILY


def _is_another(member: Member, going: Going) -> bool:
    is_one = member.relation.kind in GOERS and member.relation.confirmed and member.reachable
    return is_one and member.person.id not in {going.goer, going.about}


def _to(circle: Circle, member: Member, going: Going, standing: Standing, moment: Moment) -> Message | None:
    question = Question(
        subject=circle.person,
        recipient=Recipient(member.person, relation=member.relation.kind, relation_confirmed=member.relation.confirmed),
        purpose=Purpose.SAFETY_SHARING,
        items=_ITEMS,
        moment=moment,
        consents=circle.consents,
        consent_unasked=circle.consent_unasked,
        in_distress=is_distress(standing.condition),
    )
    allowed = decide(question)
    if not isinstance(allowed, Allowed) or not allowed.items >= _ITEMS:
        return None
    return Message(
        to=member.person.id,
        replies=(_card(circle, going),),
        disclosures=(disclosed(question, allowed, _ITEMS, going.incident),),
        drill=going.drill,
        incident=going.incident,
        once=f"going {going.id} {member.person.id} {'taken back' if going.ended_at else 'stated'}",
    )


def _card(circle: Circle, going: Going) -> Card:
    about = text("told.name", name=circle.person.name)
    taken_back = going.ended_at is not None
    said = (
        text("going.taken_back", who=third(going.label, going.kind)) if taken_back else _line(circle.person.id, going)
    )
    return Card(
        header=text("going.header.taken_back" if taken_back else "going.header"),
        blocks=(Entry(about, said),),
        alert=text("told.alert", about=about, condition=said),
        buttons=(Choice(text("told.see"), AskAboutFamily(circle.person.id)),),
        tone=Tone.DRILL if going.drill else Tone.CALM,
    )
