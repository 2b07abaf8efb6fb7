"""The one message that opens a check-in: what happened and where, 「ご無事ですか」, and the big buttons."""

from bot.core.incidents import Hazard, Incident
from bot.core.people import City, District
from bot.core.replies import Card, Choice, Paragraph, Reply, Style, Text, Tone, text
from bot.core.taps import AnswerForFamily, ReportCondition, ReportEvacuated
from bot.core.understanding import Condition

_LEVELS = frozenset("12345")


def opening_message(incident: Incident, city: City, districts: tuple[District, ...]) -> tuple[Reply, ...]:
    return (opening_card(incident, city, districts),)


def opening_card(incident: Incident, city: City, districts: tuple[District, ...]) -> Card:
    """The same words for everybody, so that LINE can send it to 500 people in one call.

    `districts` are those of the incident; empty means the whole city.
    """
    where = _where(city, districts)
    what = what_happened(incident)
    header = text("question.header.drill" if incident.drill else "question.header")
    return Card(
        header=header,
        blocks=(
            Paragraph(text("question.what", city=city.name, where=where, what=what)),
            Paragraph(text("question.are_you_safe"), strong=True),
            Paragraph(text("question.how_to_answer")),
            Paragraph(text("question.genuine", genuine=city.genuine)),
        ),
        alert=text("question.alert", header=header, city=city.name, where=where, what=what),
        buttons=(
            Choice(text("button.safe"), ReportCondition(Condition.SAFE, incident.id), Style.GOOD),
            Choice(text("button.injured"), ReportCondition(Condition.INJURED, incident.id), Style.WARNING),
            Choice(text("button.rescue"), ReportCondition(Condition.NEEDS_RESCUE, incident.id), Style.DANGER),
            Choice(text("button.evacuated"), ReportEvacuated(incident.id)),
            Choice(text("button.for_family"), AnswerForFamily(incident.id), Style.QUIET),
        ),
        tone=Tone.DRILL if incident.drill else Tone.INCIDENT,
    )


def what_happened(incident: Incident) -> Text:
    """The title staff wrote, and the level: 震度5強 for a quake, 警戒レベル3 for what has levels."""
    level = level_announced(incident)
    if level is None:
        return text("question.title", title=incident.title)
    return text("question.title_with_level", title=incident.title, level=level)


def level_announced(incident: Incident) -> Text | None:
    """None where there is none."""
    if not incident.level:
        return None
    if incident.hazard is Hazard.EARTHQUAKE:
        return text("question.intensity", level=incident.level.removeprefix("震度"))
    if incident.level in _LEVELS:
        return text("question.level", level=incident.level)
    return text("question.as_announced", level=incident.level)


def _where(city: City, districts: tuple[District, ...]) -> Text:
    if not districts:
        return text("question.whole_city", city=city.name)
    return text("question.districts", districts=tuple(text("question.district", name=each.name) for each in districts))
