"""まとめ in the group: how many, for every eye the same, whoever asks and however they ask."""

from bot.core.ask import Topic, ask
from bot.core.events import TextSaid
from bot.core.incidents import Incident
from bot.core.people import District
from bot.core.replies import Block, Card, Choice, Paragraph, Say, Text, Tone, text
from bot.core.requests import DistrictsNamed, SummaryOf
from bot.core.taps import AskSummary
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Intent
from bot.rules.area_bars import bars
from bot.rules.area_summary import without_names
from bot.topics.group.chat_button import chat_button
from bot.topics.group.own_incident import concerning, is_drill

_LONGEST = 24
"""Characters: a longer message is talk among neighbours, even where the word まとめ is in it."""


def are_asked(turn: Turn) -> bool:
    what, heard = turn.event.what, turn.understanding
    if not isinstance(what, TextSaid) or heard is None or len(what.text) > _LONGEST:
        return False
    return "まとめ" in what.text or (heard.intent is Intent.ASK_AREA and not heard.unsure)


def answer(turn: Turn) -> Topic[Outcome]:
    """Of the group's own district, whatever district a button or a message names."""
    districts = yield from ask(DistrictsNamed())
    district = next((each for each in districts if each.id == turn.conversation.district), None)
    if district is None:
        return _said(turn, text("group.tie.how"))
    incident = next(iter(concerning(turn)), None)
    if incident is None:
        return _said(turn, text("area.no_incident"))
    card = yield from _card(turn, district, incident)
    return Outcome(turn.conversation, (card,), drill=incident.drill)


def _said(turn: Turn, words: Text) -> Outcome:
    return Outcome(turn.conversation, (Say(words),), drill=is_drill(turn))


def _card(turn: Turn, district: District, incident: Incident) -> Topic[Card]:
    counts, is_withheld = without_names((yield from ask(SummaryOf(district.id, incident.id))))
    chat = yield from chat_button()
    header = text("area.summary", district=district.name)
    few: tuple[Block, ...] = (Paragraph(text("group.few")),) if is_withheld else ()
    as_of = Paragraph(text("area.as_of", asked=counts.asked, at=turn.now))
    return Card(
        header=header,
        blocks=(as_of, *bars(counts), *few, Paragraph(text("group.only_counts"))),
        alert=text("area.alert", header=header, answered=counts.answered, asked=counts.asked),
        buttons=(*chat, Choice(text("area.button.again"), AskSummary(district.id))),
        tone=Tone.DRILL if incident.drill else Tone.CALM,
    )
