"""A report was wrong and no longer counts: who hears of it, each by a decision of its own (promise 2)."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.consents import Disclosure, DisclosureRules, Item, Purpose
from bot.core.incidents import Incident
from bot.core.people import Office, RelationKind, Role
from bot.core.records import Message, Priority
from bot.core.replies import Block, Card, Choice, Entry, Paragraph, Style, Text, Tone, text
from bot.core.reports import Report, Source, Standing
from bot.core.requests import Circle
from bot.core.taps import ReportCondition
from bot.core.understanding import Condition
from bot.rules.consent import Allowed, Moment, Question, Recipient, decide, disclosed
from bot.rules.news import how_it_is_known, place_word, who_said_it
from bot.rules.safety import is_distress

_ITEMS = frozenset({Item.NAME, Item.CONDITION})
_HEADER = "corrected.header"


@dataclass(frozen=True, slots=True)
class Correction:
    """`report` no longer counts; `after` is what stands without it, as of `now`, under the city's ordinances."""

    circle: Circle
    report: Report
    incident: Incident
    before: Standing
    after: Standing
    now: datetime
    rules: DisclosureRules

    @property
    def wrong(self) -> frozenset[Item]:
        return what_was_wrong(self.before, self.after)


def what_was_wrong(before: Standing, after: Standing) -> frozenset[Item]:
    """Of what people were told, what does not stand any more: how somebody is, where they are, or nothing.

    The spot is compared in words, as people were told it, and while somebody may be walking there.
    """
    is_wrong = {
        Item.CONDITION: before.condition is not after.condition,
        Item.WHEREABOUTS: _place(before) != _place(after),
        Item.LOCATION: is_distress(after.condition) and _spot(before) != _spot(after),
    }
    return frozenset(item for item, wrong in is_wrong.items() if wrong)


def _place(of: Standing) -> Text | None:
    return None if of.whereabouts is None else place_word(of.whereabouts, of.refuge)


def _spot(of: Standing) -> str | None:
    return of.spot.words if of.spot else None


def told_of_correction(correction: Correction) -> tuple[Message, ...]:
    """Those who heard the wrong report: family, and of a call for help supporters and leaders as well.

    Whoever made it belongs to them here. Somebody whose own word was taken out is told so, and asked again. Nobody,
    where nothing of it was wrong; where it was the place alone, those of them who may know the place.
    """
    if not correction.wrong:
        return ()
    circle = correction.circle
    rescue = _was_told_as_a_call(correction)
    kinds = {RelationKind.FAMILY, RelationKind.SUPPORTER} if rescue else {RelationKind.FAMILY}
    related = [
        Recipient(each.person, relation=each.relation.kind, relation_confirmed=each.relation.confirmed)
        for each in circle.members
        if each.relation.kind in kinds
    ]
    known = {each.person.id for each in related} | {circle.person.id}
    office = (Role(Office.LEADER, circle.person.district),)
    leaders = [Recipient(each, roles=office) for each in circle.leaders if rescue and each.id not in known]
    told = [message for each in (*related, *leaders) if (message := _to(correction, each)) is not None]
    heard_no_name = leaders if Item.CONDITION in correction.wrong else []
    unnamed = [_unnamed(correction, each) for each in heard_no_name if each.person.id not in {each.to for each in told}]
    own = [_to_oneself(correction)] if correction.report.source is Source.SELF else []
    return (*own, *told, *unnamed)


def _was_told_as_a_call(correction: Correction) -> bool:
    """As `tell` has it: a call for help, or more of one than where somebody went. A wrong place of it, while it stands.

    Sooner one too many hears the right place than one who walks to the wrong one.
    """
    report = correction.report
    if Item.CONDITION in correction.wrong:
        return report.condition is Condition.NEEDS_RESCUE
    says_more = report.condition is None and bool(report.spot or report.needs)
    is_of_call = report.condition is Condition.NEEDS_RESCUE or says_more
    return is_of_call and correction.after.condition is Condition.NEEDS_RESCUE


def _to(correction: Correction, recipient: Recipient) -> Message | None:
    circle, incident, wrong = correction.circle, correction.incident, correction.wrong
    question = Question(
        subject=circle.person,
        recipient=recipient,
        purpose=Purpose.SAFETY_SHARING,
        items=_ITEMS | wrong,
        moment=Moment(correction.now, incident.drill, circle.emergencies, correction.rules),
        consents=circle.consents,
        consent_unasked=circle.consent_unasked,
        in_distress=is_distress(correction.after.condition),
    )
    allowed = decide(question)
    if not isinstance(allowed, Allowed) or not allowed.items >= _ITEMS or not allowed.items & wrong:
        return None
    items = question.items & allowed.items
    blocks = (*_what_stands(correction), *_where(correction.after, items))
    was = text("corrected.was" if Item.CONDITION in wrong else "corrected.was.place")
    return _message(
        correction, recipient, _card(correction, blocks, was), (disclosed(question, allowed, items, incident.id),)
    )


def _where(after: Standing, shown: frozenset[Item]) -> tuple[Block, ...]:
    place, spot = _place(after), _spot(after)
    lines = {
        Item.WHEREABOUTS: text("told.whereabouts", whereabouts=place) if place else text("corrected.place.unknown"),
        Item.LOCATION: text("told.place", place=spot) if spot else text("corrected.spot.unknown"),
    }
    return tuple(Paragraph(line) for item, line in lines.items() if item in shown)


def _what_stands(correction: Correction) -> tuple[Block, ...]:
    after, about = correction.after, text("told.name", name=correction.circle.person.name)
    if after.condition is None:
        return (Entry(about, text("family.no_answer_yet"), Style.WARNING),)
    style = Style.DANGER if is_distress(after.condition) else Style.NORMAL
    stands: list[Block] = [Entry(about, text(f"condition.{after.condition}"), style)]
    if after.source is not None and after.said_at is not None:
        stands.append(Paragraph(who_said_it(after.source, after.label, after.said_at, after.sighting)))
        stands += how_it_is_known(after.sighting)
    return tuple(stands)


def _card(correction: Correction, blocks: tuple[Block, ...], was: Text) -> Card:
    return Card(
        header=text(_HEADER),
        blocks=(Paragraph(was, strong=True), *blocks),
        alert=was,
        tone=Tone.DRILL if correction.incident.drill else Tone.CALM,
    )


def _unnamed(correction: Correction, leader: Recipient) -> Message:
    """A leader who may not know the name heard of somebody in the district, and hears that it is over."""
    return _message(correction, leader, _card(correction, (), text("corrected.unnamed")))


def _to_oneself(correction: Correction) -> Message:
    incident, own = correction.incident, text("corrected.own")
    card = Card(
        header=text(_HEADER),
        blocks=(Paragraph(own, strong=True), Paragraph(text("corrected.own.please"))),
        alert=own,
        buttons=(
            Choice(text("button.safe"), ReportCondition(Condition.SAFE, incident.id), Style.GOOD),
            Choice(text("button.injured"), ReportCondition(Condition.INJURED, incident.id), Style.WARNING),
            Choice(text("button.rescue"), ReportCondition(Condition.NEEDS_RESCUE, incident.id), Style.DANGER),
        ),
        tone=Tone.DRILL if incident.drill else Tone.CALM,
    )
    return _message(correction, Recipient(correction.circle.person), card)


def _message(correction: Correction, to: Recipient, card: Card, shown: tuple[Disclosure, ...] = ()) -> Message:
    incident, urgent = correction.incident, is_distress(correction.after.condition)
    return Message(
        to=to.person.id,
        replies=(card,),
        disclosures=shown,
        priority=Priority.URGENT if urgent else Priority.NORMAL,
        drill=incident.drill,
        incident=incident.id,
    )
