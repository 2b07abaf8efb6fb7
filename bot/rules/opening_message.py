"""The one message that opens a check-in: what happened and where, what to do, 「ご無事ですか」, and the big buttons."""

from collections.abc import Callable
from functools import partial

from bot.core.audience import Fit
from bot.core.incidents import Hazard, Incident
from bot.core.people import City, District
from bot.core.replies import Button, Card, Choice, Paragraph, Reply, Style, Text, Tone, text
from bot.core.taps import AnswerForFamily, ReportCondition, ReportEvacuated
from bot.core.understanding import Condition
from bot.rules.advice import advice, announced
from bot.rules.hazard_named import hazard_unsaid

_LEVELS = frozenset("12345")

Words = tuple[Reply, ...] | Callable[[Fit], tuple[Reply, ...]]
Say = Callable[[Incident, City, tuple[District, ...], Fit], tuple[Reply, ...]]


def opening_words(incident: Incident, city: City, districts: tuple[District, ...]) -> Words:
    return fitted(opening_message, incident, city, districts)


def fitted(say: Say, incident: Incident, city: City, districts: tuple[District, ...]) -> Words:
    """The same words for everybody; for a level that asks people to leave, those for each of few sets of people.

    Either way LINE can send them to 500 people in one call.
    """
    standing = announced(incident)
    if standing is None or not standing.asks_to_leave:
        return say(incident, city, districts, Fit())
    return partial(say, incident, city, districts)


def opening_message(
    incident: Incident,
    city: City,
    districts: tuple[District, ...],
    fit: Fit = Fit(),  # noqa: B008 - a value
) -> tuple[Reply, ...]:
    return (opening_card(incident, city, districts, fit),)


def opening_card(
    incident: Incident,
    city: City,
    districts: tuple[District, ...],
    fit: Fit = Fit(),  # noqa: B008 - a value
) -> Card:
    """`districts` are those of the incident; empty means the whole city. `fit` counts where a level is announced."""
    where = _where(city, districts)
    what = what_happened(incident)
    header = text("question.header.drill" if incident.drill else "question.header")
    standing = announced(incident)
    return Card(
        header=text("advice.header", header=header, level=standing.name) if standing else header,
        blocks=(
            Paragraph(text("question.what", city=city.name, where=where, what=what)),
            *(advice(standing, fit, city.phone) if standing else ()),
            Paragraph(text("question.are_you_safe"), strong=True),
            Paragraph(text("question.how_to_answer")),
            Paragraph(text("question.genuine", genuine=city.genuine)),
        ),
        alert=text("question.alert", header=header, city=city.name, where=where, what=what),
        buttons=_choices(incident),
        tone=Tone.DRILL if incident.drill else Tone.INCIDENT,
        level=standing.level if standing else None,
    )


def _choices(incident: Incident) -> tuple[Button, ...]:
    return (
        Choice(text("button.safe"), ReportCondition(Condition.SAFE, incident.id), Style.GOOD),
        Choice(text("button.injured"), ReportCondition(Condition.INJURED, incident.id), Style.WARNING),
        Choice(text("button.rescue"), ReportCondition(Condition.NEEDS_RESCUE, incident.id), Style.DANGER),
        Choice(text("button.evacuated"), ReportEvacuated(incident.id)),
        Choice(text("button.for_family"), AnswerForFamily(incident.id), Style.QUIET),
    )


def what_happened(incident: Incident) -> Text:
    """The title staff wrote, and the level: 震度5強 for a quake, 警戒レベル3 for levels; the hazard if unsaid."""
    level = level_announced(incident)
    if level is None:
        return text("question.title", title=incident.title)
    if hazard := hazard_unsaid(incident):
        return text("question.title_of_hazard", title=incident.title, hazard=hazard, level=level)
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
