"""What those who were asked are told when the announcement behind it was wrong. Their answers stay as they are."""

from bot.core.incidents import Incident
from bot.core.people import City
from bot.core.proposals import Aim
from bot.core.replies import Card, Paragraph, Reply, Tone, text
from bot.rules.opening_message import what_happened
from bot.rules.reminding import safe_or_not


def correction_message(aim: Aim, incident: Incident, city: City) -> tuple[Reply, ...]:
    """`incident`: as it was asked about (cancelled), or as it holds from now on (corrected).

    It stays open either way, so that whoever is silent answers here: the question above reads as taken back.
    """
    kind = "cancelled" if aim is Aim.CANCEL else "changed"
    header = text("correction.header.drill" if incident.drill else "correction.header")
    what = text(f"correction.{kind}", city=city.name, what=what_happened(incident))
    return (
        Card(
            header=header,
            blocks=(
                Paragraph(what, strong=True),
                Paragraph(text("correction.answers_stay")),
                Paragraph(text("correction.still_in_danger")),
                Paragraph(text("question.genuine", genuine=city.genuine)),
            ),
            alert=text("correction.alert", header=header, what=what),
            buttons=safe_or_not(incident),
            tone=Tone.DRILL if incident.drill else Tone.INCIDENT,
        ),
    )
