"""What people of the area are told when an emergency begins and when it has ended: who may see what, until when."""

from datetime import datetime

from bot.core.consents import Item, RecipientKind
from bot.core.incidents import Emergency
from bot.core.people import City, District
from bot.core.replies import Card, Choice, Paragraph, Reply, Text, Tone, text
from bot.core.taps import ExplainVisibility, ShowDisclosures
from bot.rules.consent import NECESSARY

_SHOWN = tuple(each for each in Item if each in NECESSARY)
_KINDS = tuple(each for each in RecipientKind if each not in (RecipientKind.CITY, RecipientKind.PERSON))
_BUTTONS = (
    Choice(text("emergency.button.looks"), ShowDisclosures()),
    Choice(text("emergency.button.why"), ExplainVisibility()),
)


def emergency_begins(emergency: Emergency, city: City, districts: tuple[District, ...]) -> tuple[Reply, ...]:
    """The same words for everybody in the area, so that LINE can send it to 500 people in one call."""
    header = text("emergency.begins.header")
    what = text("emergency.begins.what", city=city.name, where=_where(city, districts), cause=emergency.cause)
    until = text("emergency.begins.until", at=emergency.until)
    return (
        Card(
            header=header,
            blocks=(
                Paragraph(what),
                Paragraph(text("emergency.begins.shown", items=_items())),
                Paragraph(text("emergency.begins.to", recipients=_recipients(emergency))),
                Paragraph(text("emergency.begins.law")),
                Paragraph(until, strong=True),
                Paragraph(text("question.genuine", genuine=city.genuine)),
            ),
            alert=text("emergency.begins.alert", header=header, until=until),
            buttons=_BUTTONS,
            tone=Tone.INCIDENT,
        ),
    )


def emergency_ended(city: City, districts: tuple[District, ...], at: datetime) -> tuple[Reply, ...]:
    header = text("emergency.ended.header")
    return (
        Card(
            header=header,
            blocks=(
                Paragraph(text("emergency.ended.what", city=city.name, where=_where(city, districts), at=at)),
                Paragraph(text("emergency.ended.as_before")),
            ),
            alert=header,
            buttons=_BUTTONS[:1],
        ),
    )


def _items() -> tuple[Text, ...]:
    return tuple(text(f"item.{each}") for each in _SHOWN)


def _recipients(emergency: Emergency) -> tuple[Text, ...]:
    return tuple(text(f"consent.to.{each}") for each in _KINDS if each in emergency.recipients)


def _where(city: City, districts: tuple[District, ...]) -> Text:
    if not districts:
        return text("question.whole_city", city=city.name)
    return text("question.districts", districts=tuple(text("question.district", name=each.name) for each in districts))
