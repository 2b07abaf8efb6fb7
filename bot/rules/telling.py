"""Who is told what after a report: each message passes `decide` and carries its disclosures with it (promise 2)."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.consents import Item, Purpose
from bot.core.people import Office, Person, RelationKind, Role
from bot.core.records import Message, Priority
from bot.core.replies import Button, Card, Choice, Paragraph, Text, Tone, text
from bot.core.reports import Listing, Report, Standing
from bot.core.requests import Circle, Member
from bot.core.taps import AskAboutFamily, AskListing, SayGoing
from bot.core.understanding import Condition
from bot.rules.consent import Allowed, Moment, Question, Recipient, decide, disclosed
from bot.rules.kinship import polite
from bot.rules.news import news_card, place_word, shown_items
from bot.rules.safety import is_distress
from bot.rules.sighting import settles

SAFETY_ITEMS = frozenset(
    {Item.NAME, Item.CONDITION, Item.WHEREABOUTS, Item.NEEDS, Item.LOCATION, Item.ADDRESS, Item.CONTACT}
)
"""What a message about somebody's safety can hold."""

_LEADER = Role(Office.LEADER)


@dataclass(frozen=True, slots=True)
class Told:
    """The messages, and who gets one, in the person's own words for them: 娘さん, 支援者の方."""

    messages: tuple[Message, ...] = ()
    shown: tuple[tuple[Text, frozenset[Item]], ...] = ()
    """Each of them who can be reached, with what they are shown."""
    leaders: tuple[Text, ...] = ()
    """町内会の役員の方, where one who can be reached is told by name; not one who hears only that there is somebody."""

    @property
    def known_by(self) -> tuple[Text, ...]:
        return tuple(dict.fromkeys(who for who, _ in self.shown))

    @property
    def told_by_name(self) -> tuple[Text, ...]:
        return (*self.known_by, *self.leaders)


def what_is_new(report: Report, before: Standing) -> frozenset[Item]:
    """The first answer, a change, anything newly lacking, and the spot of somebody in distress; not the same again."""
    is_new = {
        Item.CONDITION: report.condition is not None and report.condition is not before.condition,
        Item.WHEREABOUTS: _has_moved(report, before),
        Item.NEEDS: bool(set(report.needs or ()) - set(before.needs or ())),
        Item.LOCATION: report.spot is not None and is_distress(report.condition or before.condition),
    }
    return frozenset(item for item, new in is_new.items() if new)


def _has_moved(report: Report, before: Standing) -> bool:
    if report.whereabouts is None or before.whereabouts is None:
        return report.whereabouts is not None
    return place_word(report.whereabouts, report.refuge) != place_word(before.whereabouts, before.refuge)


def tell(circle: Circle, said: Report, before: Standing, now: datetime) -> Told:
    """Family always; supporters and leaders when somebody needs rescue, or no more. The one who said it is not told.

    `before` is what stood until then: a report of something lacking alone keeps the condition that stands. Nobody is
    told who may see none of what is new, and where somebody went who called before, family alone.
    """
    new = what_is_new(said, before)
    report = replace(said, condition=said.condition or before.condition)
    rescue = report.condition is Condition.NEEDS_RESCUE and bool(new - {Item.WHEREABOUTS})
    concerns_helpers = rescue or ends_rescue(said, before)
    kinds = {RelationKind.FAMILY, RelationKind.SUPPORTER} if concerns_helpers else {RelationKind.FAMILY}
    members = [each for each in circle.members if each.relation.kind in kinds and each.person.id != report.reporter]
    told = [
        (each, message, shown)
        for each in members
        if (message := _to_member(circle, each, report, before, now)) and new & (shown := _items_of(message))
    ]
    others = [each for each in circle.leaders if each.id not in {report.reporter, circle.person.id}]
    leaders = others if concerns_helpers else []
    to_leaders = [message for each in leaders if (message := _to_leader(circle, each, (report, said), before, now))]
    by_name = any(each.disclosures and each.to not in circle.unreached for each in to_leaders)
    return Told(
        messages=(
            *(message for _, message, _ in told),
            *to_leaders,
        ),
        shown=tuple((_their_word_for(each), shown) for each, _, shown in told if each.reachable),
        leaders=(text("passed_on.leader"),) if by_name else (),
    )


def ends_rescue(report: Report, before: Standing) -> bool:
    """Whoever was called to help hears that nobody has to go any more: by the person's own word, or by staff's."""
    called = before.condition is Condition.NEEDS_RESCUE
    is_newer = before.said_at is None or report.said_at >= before.said_at
    return called and is_newer and report.condition is Condition.SAFE and settles(report)


def _items_of(message: Message) -> frozenset[Item]:
    return frozenset(item for each in message.disclosures for item in each.items)


def _their_word_for(member: Member) -> Text:
    """娘さん, ご主人; 支援者の方 where it is a supporter."""
    family = member.relation.kind is RelationKind.FAMILY
    word = polite(member.relation.label) if family else None
    return word or text(f"passed_on.{member.relation.kind}")


def _to_member(circle: Circle, member: Member, report: Report, before: Standing, now: datetime) -> Message | None:
    recipient = Recipient(member.person, relation=member.relation.kind, relation_confirmed=member.relation.confirmed)
    question = _question(circle, recipient, report, now)
    allowed = _may_see(question)
    if allowed is None:
        return None
    see = Choice(text("told.see"), AskAboutFamily(circle.person.id))
    return _message(question, allowed, report, before, (*_going(report), see))


def _going(report: Report) -> tuple[Button, ...]:
    """「いま向かっています」, where somebody has to go."""
    if report.about is None or report.condition is not Condition.NEEDS_RESCUE:
        return ()
    return (Choice(text("button.going"), SayGoing(report.about, report.incident)),)


def _to_leader(
    circle: Circle, leader: Person, reports: tuple[Report, Report], before: Standing, now: datetime
) -> Message | None:
    """With the name where it may be shown; otherwise once that there is somebody, and that the city knows.

    `reports`: with the condition that stands, and as it was said.
    """
    report, said = reports
    recipient = Recipient(leader, roles=(Role(_LEADER.office, circle.person.district),))
    buttons = (Choice(text("area.button.needs_help"), AskListing(Listing.NEEDS_HELP, circle.person.district)),)
    question = _question(circle, recipient, report, now)
    allowed = _may_see(question)
    if allowed is not None:
        return _message(question, allowed, report, before, buttons)
    if said.condition is None:
        return None
    card = _over_unnamed() if ends_rescue(report, before) else _rescue_unnamed()
    return Message(leader.id, (card,), (), Priority.URGENT, report.drill, report.incident)


def _rescue_unnamed() -> Card:
    return Card(
        header=text("told.rescue.header"),
        blocks=(Paragraph(text("told.rescue.unnamed"), strong=True), Paragraph(text("told.rescue.city_knows"))),
        alert=text("told.rescue.unnamed"),
        tone=Tone.DANGER,
    )


def _over_unnamed() -> Card:
    """Of one among several perhaps: whoever reads it must not take the others for safe."""
    said = text("told.over.unnamed")
    return Card(text("told.over.unnamed.header"), (Paragraph(said, strong=True),), alert=said)


def _question(circle: Circle, recipient: Recipient, report: Report, now: datetime) -> Question:
    return Question(
        subject=circle.person,
        recipient=recipient,
        purpose=Purpose.SAFETY_SHARING,
        items=shown_items(report, SAFETY_ITEMS),
        moment=Moment(now, report.drill, circle.emergencies),
        consents=circle.consents,
        consent_unasked=circle.consent_unasked,
        in_distress=is_distress(report.condition),
    )


def _may_see(question: Question) -> Allowed | None:
    """Allowed with at least name and condition, or None."""
    decision = decide(question)
    if isinstance(decision, Allowed) and decision.items >= {Item.NAME, Item.CONDITION}:
        return decision
    return None


def _message(
    question: Question, allowed: Allowed, report: Report, before: Standing, buttons: tuple[Button, ...]
) -> Message:
    about = text("told.name", name=question.subject.name)
    items = shown_items(report, allowed.items)
    is_over = ends_rescue(report, before)
    return Message(
        to=question.recipient.person.id,
        replies=(news_card(about, report, allowed.items, buttons, is_over=is_over),),
        disclosures=(disclosed(question, allowed, items, report.incident),),
        priority=Priority.URGENT if is_over or is_distress(report.condition) else Priority.NORMAL,
        drill=report.drill,
        incident=report.incident,
    )
