"""The question once more because the danger has grown: it says so first, and how far."""

from dataclasses import replace

from bot.core.audience import Fit
from bot.core.incidents import Hazard, Incident
from bot.core.people import City, District
from bot.core.replies import Paragraph, Reply, Text, text
from bot.rules.opening_message import Words, fitted, level_announced, opening_card


def raised_words(incident: Incident, city: City, districts: tuple[District, ...]) -> Words:
    return fitted(raised_message, incident, city, districts)


def raised_message(
    incident: Incident,
    city: City,
    districts: tuple[District, ...],
    fit: Fit = Fit(),  # noqa: B008 - a value
) -> tuple[Reply, ...]:
    """`incident` with its new level; `districts` are those in which it rises, none for the whole city."""
    rise, card = _rise(incident), opening_card(incident, city, districts, fit)
    blocks = (Paragraph(rise, strong=True), *card.blocks)
    alert = text("raised.alert", header=card.header, city=city.name, rise=rise)
    return (replace(card, blocks=blocks, alert=alert),)


def _rise(incident: Incident) -> Text:
    level = level_announced(incident)
    if level is None:
        return text("raised.again")
    if incident.hazard is Hazard.EARTHQUAKE:
        return text("raised.intensity", level=level)
    return text("raised.level", level=level)
