"""What goes out on ordinary days: the greeting with something worth opening, and the monthly drill."""

from datetime import date

from bot.core.language import Language
from bot.core.quiet_days import QuietOffer
from bot.core.replies import Ask, Card, Choice, Paragraph, Reply, Style, Text, Tone, text
from bot.core.taps import AnswerGreeting, PracticeStep, Practise, QuietAnswer


def greeting_message(
    offer: QuietOffer, day: date, language: Language, weather: Text | None = None
) -> tuple[Reply, ...]:
    """The same for everybody who speaks the language; nothing in it is about anybody."""
    note = offer.note_of(day)
    opening = (weather, text("quiet.note", note=note.said_in(language)) if note else None)
    said = tuple(Paragraph(each) for each in opening if each is not None)
    card = Card(
        header=text("quiet.header"),
        blocks=(*said, Paragraph(text("quiet.how_are_you"), strong=True)),
        alert=text("quiet.how_are_you"),
        buttons=(
            Choice(text("quiet.button.well"), AnswerGreeting(QuietAnswer.WELL), Style.GOOD),
            Choice(text("quiet.button.worried"), AnswerGreeting(QuietAnswer.WORRIED), Style.WARNING),
        ),
    )
    return (card,)


def practice_message(month: str) -> tuple[Reply, ...]:
    """The first of the two taps."""
    card = Card(
        header=text("practice.header"),
        blocks=(Paragraph(text("practice.what")), Paragraph(text("practice.how"), strong=True)),
        alert=text("practice.header"),
        buttons=(Choice(text("practice.button.safe"), Practise(PracticeStep.SAFE, month), Style.GOOD),),
        tone=Tone.DRILL,
    )
    return (card,)


def practice_where(month: str) -> Ask:
    """The second."""
    return Ask(text("practice.where"), (Choice(text("practice.button.home"), Practise(PracticeStep.HOME, month)),))
