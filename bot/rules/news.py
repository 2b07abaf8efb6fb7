"""News of one person as a card: exactly what the allowed items let through, and who said it."""

from datetime import datetime

from bot.core.consents import Item, RecipientKind
from bot.core.replies import Block, Button, Card, Entry, Paragraph, Style, Text, Tone, text
from bot.core.reports import Refuge, Report, Source, Standing
from bot.core.sightings import Seen
from bot.core.understanding import Condition, Whereabouts
from bot.rules.sighting import is_made_sure

_WORD_FROM = {
    Source.FAMILY: RecipientKind.FAMILY,
    Source.SUPPORTER: RecipientKind.SUPPORTER,
    Source.LEADER: RecipientKind.ASSOCIATION,
    Source.COMMISSIONER: RecipientKind.COMMISSIONER,
    Source.STAFF: RecipientKind.CITY,
}
"""Whose word it was, where nobody knows how somebody is: that they were not met, or not looked for yet."""


def shown_items(report: Report, allowed: frozenset[Item]) -> frozenset[Item]:
    """What of the report the allowed items let through: exactly what the card below shows."""
    said = {Item.NAME, Item.CONDITION}
    if report.whereabouts is not None:
        said.add(Item.WHEREABOUTS)
    if report.needs:
        said.add(Item.NEEDS)
    if report.spot is not None:
        said.add(Item.LOCATION)
    return frozenset(said) & allowed


def news_card(
    about: Text, report: Report, allowed: frozenset[Item], buttons: tuple[Button, ...], *, is_over: bool = False
) -> Card:
    """`is_over`: they had called for help, and do so no more."""
    rescue = report.condition is Condition.NEEDS_RESCUE
    said = statement(report)
    blocks: list[Block] = [Entry(about, said, _style(report.condition))]
    shown = shown_items(report, allowed)
    if Item.WHEREABOUTS in shown and report.whereabouts is not None:
        blocks.append(Paragraph(text("told.whereabouts", whereabouts=place_word(report.whereabouts, report.refuge))))
    if Item.NEEDS in shown and report.needs:
        blocks.append(Paragraph(text("told.needs", needs=tuple(text(f"need.{each}") for each in report.needs))))
    if Item.LOCATION in shown and report.spot is not None and report.spot.words:
        blocks.append(Paragraph(text("told.place", place=report.spot.words)))
    blocks.append(Paragraph(who_said_it(report.source, report.label, report.said_at, report.sighting)))
    blocks += how_it_is_known(report.sighting)
    if rescue:
        blocks.append(Paragraph(text("told.rescue.own_safety_first")))
    if is_over:
        blocks.append(Paragraph(text("told.over.no_hurry")))
    ended = "told.over.header" if is_over else "told.header"
    return Card(
        header=text("told.rescue.header" if rescue else ended),
        blocks=tuple(blocks),
        alert=text("told.alert", about=about, condition=said),
        buttons=buttons,
        tone=Tone.DANGER if rescue else Tone.CALM,
    )


def place_word(whereabouts: Whereabouts, refuge: Refuge | None) -> Text:
    """自宅; 車 where somebody elsewhere has said so: part of the same item."""
    return text(f"whereabouts.{whereabouts}") if refuge in (None, Refuge.OTHER) else text(f"refuge.{refuge}")


def statement(report: Report | Standing) -> Text:
    """The condition in words; what is lacking where no condition was said."""
    return text(f"condition.{report.condition or Condition.UNKNOWN}")


def _style(condition: Condition | None) -> Style:
    match condition:
        case Condition.NEEDS_RESCUE:
            return Style.DANGER
        case Condition.INJURED:
            return Style.WARNING
        case Condition.SAFE:
            return Style.GOOD
        case Condition.UNKNOWN | None:
            return Style.NORMAL


def how_it_is_known(sighting: Seen | None) -> tuple[Paragraph, ...]:
    """「確かめ方: 黄色い旗」, where that was told."""
    if sighting is None or sighting is Seen.UNSAID:
        return ()
    return (Paragraph(text("told.sighting", seen=text(f"sighting.{sighting}"))),)


def with_who_said_it(state: Text, standing: Standing) -> Text:
    """「助けが必要。ご本人の返事です (9月1日 10時04分)」, and how it is known where that was told.

    Part of how somebody is: for whoever may see their condition. What the person said of other things makes no state.
    """
    source, at = standing.source, standing.said_at
    if source is None or at is None or (standing.condition is None and source is Source.SELF):
        return state
    if standing.condition is None and source in _WORD_FROM:
        return text("area.word", state=state, who=text(f"consent.to.{_WORD_FROM[source]}"), at=at)
    who = who_said_it(source, standing.label, at, standing.sighting)
    if standing.sighting in (None, Seen.UNSAID):
        return text("area.said", state=state, who=who)
    return text("area.said.seen", state=state, who=who, seen=text(f"sighting.{standing.sighting}"))


def who_said_it(source: Source, label: str, at: datetime, sighting: Seen | None) -> Text:
    """「ご家族(娘)の返事です」; 「町内会の役員が確かめました」 only where they met the person, or called them."""
    match source:
        case Source.LEADER | Source.COMMISSIONER | Source.STAFF if not is_made_sure(sighting):
            return text(f"told.word.{source}", at=at)
        case Source.FAMILY | Source.SUPPORTER if label:
            return text(f"told.source.{source}", label=label, at=at)
        case Source.FAMILY:
            return text("told.source.family.unnamed", at=at)
        case Source.SUPPORTER:
            return text("told.source.supporter.unnamed", at=at)
        case _:
            return text(f"told.source.{source}", at=at)
