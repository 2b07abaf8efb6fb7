"""One line of the list in words: whom, what was understood, how it is known."""

from collections.abc import Iterable, Mapping

from bot.core.ids import PersonId
from bot.core.replies import Entry, Paragraph, Style, Text, text
from bot.core.roll_calls import Line
from bot.core.sightings import Seen
from bot.core.understanding import Condition
from bot.rules.roll_call.seeing import Visible, family_name
from bot.topics.roll_call.before import in_words

_STYLES = {
    Condition.NEEDS_RESCUE: Style.DANGER,
    Condition.INJURED: Style.WARNING,
    Condition.SAFE: Style.GOOD,
}


def entry(line: Line, seen: Mapping[PersonId, Visible]) -> Entry:
    """As the sender wrote it, with the number of people of a block or a house; the full name where a button had it."""
    return Entry(_title(line, seen), facts(line), style(line))


def said_of(line: Line) -> Paragraph:
    """What the sender said, above the names of those it was said of."""
    return Paragraph(text("roll_call.said_of", said=line.whom, facts=facts(line)), strong=True)


def named(person: Visible, line: Line) -> Entry:
    return Entry(text("told.name", name=person.person.name), in_words(person, line), style(line))


def _title(line: Line, seen: Mapping[PersonId, Visible]) -> Text:
    if line.chosen:
        return text("roll_call.whom.chosen", said=line.whom, person=option_label(line.people, seen))
    if line.many or len(line.people) > 1:
        return text("roll_call.whom.people", said=line.whom, count=len(line.people))
    return text("roll_call.whom", said=line.whom)


def facts(line: Line) -> Text:
    """無事、避難所 (黄色い旗)"""
    told = (
        *((text(f"condition.{line.condition}"),) if line.condition else ()),
        *((text(f"whereabouts.{line.whereabouts}"),) if line.whereabouts else ()),
        *((text(f"absence.{line.absence}"),) if line.absence else ()),
        *(text("roll_call.need", need=text(f"need.{each}")) for each in line.needs),
    )
    if line.seen is Seen.UNSAID:
        return text("roll_call.facts", facts=told)
    return text("roll_call.facts.seen", facts=told, seen=text(f"sighting.{line.seen}"))


def style(line: Line) -> Style:
    return _STYLES.get(line.condition, Style.NORMAL) if line.condition else Style.QUIET


def option_label(option: Iterable[PersonId], seen: Mapping[PersonId, Visible]) -> Text:
    """A person by the full name, a household by the family's."""
    people = [seen[each].person for each in option if each in seen]
    if len(people) == 1:
        return text("told.name", name=people[0].name)
    return text("roll_call.household", name=family_name(people[0].name) if people else "", count=len(people))
