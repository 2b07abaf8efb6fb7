"""What stood of somebody before this list, who said it and when; and where the list says less than a call for help."""

from collections.abc import Iterable, Mapping, Sequence

from bot.core.ids import PersonId
from bot.core.replies import Block, Entry, Paragraph, Style, Text, text
from bot.core.reports import Standing
from bot.core.roll_calls import Line
from bot.rules.news import with_who_said_it
from bot.rules.roll_call.seeing import Visible
from bot.rules.safety import is_distress, is_less

_MOST = 10
"""Names of those who differ, on one card; staff check them all."""


def stood_before(line: Line, seen: Mapping[PersonId, Visible]) -> tuple[Paragraph, ...]:
    """Under a line about one person; of whole blocks only what differs is told, below."""
    return tuple(Paragraph(text("roll_call.before", said=_said(each))) for each in one_told_of(line, seen))


def one_told_of(line: Line, seen: Mapping[PersonId, Visible]) -> tuple[Visible, ...]:
    """The person of a line about one, where something else stood of them: their condition is shown."""
    if line.many or len(line.people) != 1:
        return ()
    standings = (seen[each] for each in line.people if each in seen)
    return tuple(each for each in standings if _standing(each).condition not in (None, line.condition))


def in_words(each: Visible, line: Line) -> Text | None:
    """「前の知らせ: …」 beside a name, where something else stood."""
    return _before(each) if _standing(each).condition not in (None, line.condition) else None


def differing(lines: Iterable[Line], seen: Mapping[PersonId, Visible]) -> tuple[Visible, ...]:
    """Of houses and blocks: whoever called for help, or was said to need it, and is now told of as if it were less."""
    several = (line for line in lines if line.many or len(line.people) > 1)
    found = {
        person: seen[person]
        for line in several
        for person in line.people
        if person in seen and _is_told_less(line, _standing(seen[person]))
    }
    return tuple(found.values())[:_MOST]


def warning(lines: Sequence[Line], seen: Mapping[PersonId, Visible]) -> tuple[Block, ...]:
    """Before the confirming tap: that a check will follow, and of whom."""
    people = differing(lines, seen)
    alone = any(_is_told_less(line, _standing(each)) for line in lines for each in one_told_of(line, seen))
    if not people and not alone:
        return ()
    named = (Entry(text("told.name", name=each.person.name), _before(each), Style.WARNING) for each in people)
    return (Paragraph(text("roll_call.differs"), strong=True), *named)


def _before(each: Visible) -> Text:
    return text("roll_call.before", said=_said(each))


def _is_told_less(line: Line, before: Standing) -> bool:
    return is_distress(before.condition) and line.condition is not None and is_less(line.condition, before.condition)


def _standing(each: Visible) -> Standing:
    return each.neighbour.standing


def _said(each: Visible) -> Text:
    standing = _standing(each)
    return with_who_said_it(text(f"condition.{standing.condition}"), standing)
