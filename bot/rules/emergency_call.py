"""What comes first whenever somebody is in danger: this is not 119, and the button that is."""

from bot.core.ids import PersonId
from bot.core.people import City
from bot.core.replies import Card, Choice, Link, Paragraph, Style, Tone, text
from bot.core.taps import ReportForReal

CALL_119 = Link(text("button.call_119"), "tel:119", Style.DANGER)


def not_119(city: City, *, drill: bool, about: PersonId | None = None) -> Card:
    """In a drill it also holds the way out of the drill: 「訓練ではありません」 (promise 5).

    `about` is whoever needs help, where that is not the one who is told.
    """
    for_real = Choice(text("button.for_real"), ReportForReal(about), Style.DANGER)
    return Card(
        header=text("rescue.header"),
        blocks=(Paragraph(text("rescue.not_119"), strong=True), Paragraph(text("rescue.call_119"))),
        alert=text("rescue.not_119"),
        buttons=(
            CALL_119,
            *((for_real,) if drill else ()),
            Link(text("button.call_city"), f"tel:{city.phone}", Style.QUIET),
        ),
        tone=Tone.DANGER,
    )
