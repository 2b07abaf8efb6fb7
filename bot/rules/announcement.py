"""What staff write to many in their own words, as a card. The words are the staff's; the frame says whose they are."""

from collections.abc import Callable, Mapping
from functools import partial

from bot.core.audience import Fit
from bot.core.language import Language
from bot.core.people import City
from bot.core.replies import Card, Paragraph, Reply, Tone, text

MAX_WORDS = 1_000
"""Characters: two screens of a phone in large letters, and within every limit of the channels."""


def announcement(
    words: Mapping[Language, str], city: City, *, drill: bool, in_incident: bool
) -> Callable[[Fit], tuple[Reply, ...]]:
    """`words` hold Japanese at least: whoever speaks a language that staff did not write gets that."""
    tone = Tone.DRILL if drill else Tone.INCIDENT if in_incident else Tone.CALM
    return partial(_card, words, city, tone)


def _card(words: Mapping[Language, str], city: City, tone: Tone, fit: Fit) -> tuple[Reply, ...]:
    said = words.get(fit.language) or words[Language.JAPANESE]
    header = text("announcement.header.drill" if tone is Tone.DRILL else "announcement.header")
    return (
        Card(
            header=header,
            blocks=(
                Paragraph(text("announcement.from", city=city.name)),
                Paragraph(text("announcement.words", words=said), strong=True),
                Paragraph(text("question.genuine", genuine=city.genuine)),
            ),
            alert=text("announcement.alert", header=header, city=city.name, words=said),
            tone=tone,
        ),
    )
