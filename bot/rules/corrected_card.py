"""A report was wrong and no longer counts: what each of those reads who hear of it."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.consents import Disclosure, DisclosureRules, Item
from bot.core.ids import PersonId
from bot.core.incidents import Incident
from bot.core.records import Message, Priority
from bot.core.replies import Block, Card, Choice, Entry, Paragraph, Style, Text, Tone, text
from bot.core.reports import Report, Source, Standing
from bot.core.requests import Circle
from bot.core.taps import ReportCondition
from bot.core.understanding import Condition
from bot.rules.news import how_it_is_known, place_word, statement, who_said_it
from bot.rules.safety import is_distress

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


def corrected(correction: Correction, to: PersonId, items: frozenset[Item], shown: Disclosure) -> Message:
    """For somebody who may know: what was wrong, and of `items` what stands now."""
    was = _was(correction, to)
    blocks = (Paragraph(was, strong=True), *_what_stands(correction), *_where(correction.after, items))
    return _message(correction, to, Card(text(_HEADER), blocks, alert=was), (shown,))


def _was(correction: Correction, to: PersonId) -> Text:
    """Whoever made the report reads that it was theirs."""
    report = correction.report
    place_alone = Item.CONDITION not in correction.wrong
    if to != report.reporter:
        return text("corrected.was.place" if place_alone else "corrected.was")
    if place_alone or report.condition is None:
        return text("corrected.yours.place")
    return text("corrected.yours", condition=statement(report))


def unnamed(correction: Correction, leader: PersonId) -> Message:
    """A leader who may not know the name heard of somebody in the district, and hears that it is over."""
    was = text("corrected.unnamed")
    return _message(correction, leader, Card(text(_HEADER), (Paragraph(was, strong=True),), alert=was))


def to_the_person(correction: Correction) -> Message:
    """Their own word, or what somebody else said of them, was taken out: they are asked again."""
    of, id_ = correction.report, correction.incident.id
    own = of.source is Source.SELF
    was = text("corrected.own") if own else text("corrected.about_you", condition=statement(of))
    card = Card(
        header=text(_HEADER),
        blocks=(Paragraph(was, strong=True), Paragraph(_please(correction.after))),
        alert=was,
        buttons=(
            Choice(text("button.safe"), ReportCondition(Condition.SAFE, id_), Style.GOOD),
            Choice(text("button.injured"), ReportCondition(Condition.INJURED, id_), Style.WARNING),
            Choice(text("button.rescue"), ReportCondition(Condition.NEEDS_RESCUE, id_), Style.DANGER),
        ),
    )
    return _message(correction, correction.circle.person.id, card)


def _please(after: Standing) -> Text:
    """Where an answer of their own stands again, that it does."""
    if after.source is Source.SELF and after.condition is not None:
        return text("corrected.own.stands", condition=statement(after))
    return text("corrected.own.please")


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


def _message(correction: Correction, to: PersonId, card: Card, shown: tuple[Disclosure, ...] = ()) -> Message:
    incident, urgent = correction.incident, is_distress(correction.after.condition)
    tone = Tone.DRILL if incident.drill else Tone.CALM
    return Message(
        to=to,
        replies=(replace(card, tone=tone),),
        disclosures=shown,
        priority=Priority.URGENT if urgent else Priority.NORMAL,
        drill=incident.drill,
        incident=incident.id,
    )
