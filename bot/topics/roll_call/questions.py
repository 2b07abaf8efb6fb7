"""One question about one line: which of several is meant, whose house it is, who is the exception. Never a guess."""

from collections.abc import Mapping

from bot.core.ids import PersonId
from bot.core.replies import Card, Choice, Paragraph, Reply, Style, Text, Tone, text
from bot.core.roll_calls import Line, WaitingRollCall
from bot.core.taps import ChooseInRollCall, NobodyInRollCall
from bot.rules.roll_call.seeing import Visible
from bot.topics.roll_call.words import facts, option_label


def question(waiting: WaitingRollCall, line: Line, seen: Mapping[PersonId, Visible]) -> tuple[Reply, list[PersonId]]:
    """With it the people whose full names stand on its buttons."""
    options = [each for each in line.options if all(person in seen for person in each)]
    choices = [
        Choice(option_label(each, seen), ChooseInRollCall(waiting.id, line.id, each[0], len(each))) for each in options
    ]
    nobody = (
        (Choice(text("roll_call.button.nobody"), NobodyInRollCall(waiting.id, line.id)),) if line.taking_out else ()
    )
    not_known = Choice(text("roll_call.button.not_known"), ChooseInRollCall(waiting.id, line.id), Style.QUIET)
    asked = _asked(line)
    left = sum(each.is_open for each in waiting.lines) - 1
    card = Card(
        header=text("roll_call.question.header"),
        blocks=(
            Paragraph(text("roll_call.quoted", said=line.words, facts=facts(line))),
            Paragraph(asked, strong=True),
            *((Paragraph(text("roll_call.questions_left", count=left)),) if left else ()),
        ),
        alert=asked,
        buttons=(*choices, *nobody, not_known),
        tone=Tone.DRILL if waiting.drill else Tone.INCIDENT,
    )
    return card, [person for each in options for person in each]


def _asked(line: Line) -> Text:
    if line.taking_out > 1:
        return text("roll_call.question.who_not.more", count=line.taking_out)
    if line.taking_out:
        return text("roll_call.question.who_not")
    return text("roll_call.question.which", said=line.whom)
