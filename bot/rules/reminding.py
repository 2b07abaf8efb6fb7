"""The question once more, for somebody who has not answered: each time in fewer words and with fewer choices."""

from bot.core.incidents import Incident
from bot.core.people import City
from bot.core.replies import Button, Card, Choice, Paragraph, Reply, Style, Tone, text
from bot.core.taps import ReportCondition
from bot.core.understanding import Condition
from bot.rules.opening_message import what_happened


def reminder(incident: Incident, city: City, number: int) -> tuple[Reply, ...]:
    """The same words for everybody, as the question is. `number`: 1 for the first."""
    not_yet = text("reminder.not_yet")
    card = Card(
        header=text("reminder.header"),
        blocks=(
            Paragraph(text("reminder.what", city=city.name, what=what_happened(incident))),
            Paragraph(not_yet, strong=True),
            Paragraph(text("reminder.how" if number == 1 else "reminder.how.again")),
        ),
        alert=text("reminder.alert", city=city.name, what=what_happened(incident)),
        buttons=_choices(incident, number),
        tone=Tone.DRILL if incident.drill else Tone.INCIDENT,
    )
    return (card,)


def _choices(incident: Incident, number: int) -> tuple[Button, ...]:
    safe, rescue = safe_or_not(incident)
    injured = Choice(text("button.injured"), ReportCondition(Condition.INJURED, incident.id), Style.WARNING)
    return (safe, injured, rescue) if number == 1 else (safe, rescue)


def safe_or_not(incident: Incident) -> tuple[Button, Button]:
    """The fewest buttons there are for an answer."""
    safe = Choice(text("button.safe"), ReportCondition(Condition.SAFE, incident.id), Style.GOOD)
    rescue = Choice(text("button.rescue"), ReportCondition(Condition.NEEDS_RESCUE, incident.id), Style.DANGER)
    return safe, rescue
