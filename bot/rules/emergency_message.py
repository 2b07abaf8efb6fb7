"""What people of the area are told when an emergency begins and when it has ended: who may see what, until when."""

from collections.abc import Iterable
from datetime import datetime

from bot.core.consents import Item, RecipientKind
from bot.core.incidents import Emergency, Incident
from bot.core.people import City, District
from bot.core.replies import Block, Card, Choice, Paragraph, Reply, Style, Text, Tone, text
from bot.core.taps import ExplainVisibility, ShowDisclosures, StartReport
from bot.rules.consent import NECESSARY

_SHOWN = tuple(each for each in Item if each in NECESSARY)
_KINDS = tuple(each for each in RecipientKind if each not in (RecipientKind.CITY, RecipientKind.PERSON))
_BUTTONS = (
    Choice(text("emergency.button.looks"), ShowDisclosures()),
    Choice(text("emergency.button.why"), ExplainVisibility()),
)
_START = Choice(text("button.start_report"), StartReport(), Style.GOOD)
"""It asks 「ご無事ですか」 anew. 「無事です」 itself would be pressed by who only means to have read the notice."""


def emergency_begins(
    emergency: Emergency, city: City, districts: tuple[District, ...], incidents: Iterable[Incident]
) -> tuple[Reply, ...]:
    """The same words for everybody in the area, so that LINE can send it to 500 people in one call.

    `incidents`: those that are open. For whoever has not answered yet this is the last they see, and the question with
    its buttons is scrolled away above it.
    """
    ask = _asks(emergency, incidents)
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
                *_to_the_silent(ask=ask),
            ),
            alert=text("emergency.begins.alert", header=header, until=until),
            buttons=(_START, *_BUTTONS) if ask else _BUTTONS,
            tone=Tone.INCIDENT,
        ),
    )


def emergency_ended(
    emergency: Emergency, city: City, districts: tuple[District, ...], at: datetime, incidents: Iterable[Incident]
) -> tuple[Reply, ...]:
    """`incidents`: as when it begins."""
    ask = _asks(emergency, incidents)
    header = text("emergency.ended.header")
    return (
        Card(
            header=header,
            blocks=(
                Paragraph(text("emergency.ended.what", city=city.name, where=_where(city, districts), at=at)),
                Paragraph(text("emergency.ended.as_before")),
                *_to_the_silent(ask=ask),
            ),
            alert=header,
            buttons=(_START, *_BUTTONS[:1]) if ask else _BUTTONS[:1],
        ),
    )


def _asks(emergency: Emergency, incidents: Iterable[Incident]) -> bool:
    """Whether people there are asked in earnest; where only a drill is, nothing real leads into it (promise 5)."""
    return any(not each.drill and _meets(emergency, each) for each in incidents)


def _meets(emergency: Emergency, incident: Incident) -> bool:
    return not emergency.districts or any(incident.concerns(each) for each in emergency.districts)


def _to_the_silent(*, ask: bool) -> tuple[Block, ...]:
    return (Paragraph(text("emergency.answer"), strong=True),) if ask else ()


def _items() -> tuple[Text, ...]:
    return tuple(text(f"item.{each}") for each in _SHOWN)


def _recipients(emergency: Emergency) -> tuple[Text, ...]:
    return tuple(text(f"consent.to.{each}") for each in _KINDS if each in emergency.recipients)


def _where(city: City, districts: tuple[District, ...]) -> Text:
    if not districts:
        return text("question.whole_city", city=city.name)
    return text("question.districts", districts=tuple(text("question.district", name=each.name) for each in districts))
