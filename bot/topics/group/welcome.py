"""Invited to a group: who we are in three short sentences; and to newcomers how to have a chat of their own."""

from dataclasses import replace

from bot.core.ask import Topic
from bot.core.conversation import Reach
from bot.core.records import ReachChanged
from bot.core.replies import Card, Choice, Paragraph, Style, Text, text
from bot.core.taps import AskSummary
from bot.core.turn import Outcome, Turn
from bot.topics.group.chat_button import chat_button


def introduced(turn: Turn) -> Topic[Outcome]:
    """A group that was left belongs to no district until its leader says so again."""
    words = (text("group.greeting"), text("group.greeting.counts"), text("group.greeting.private"))
    card = yield from _card(turn, text("group.header", city=turn.city.name), words)
    opened = replace(turn.conversation, reach=Reach.OPEN, district=None).idle()
    return Outcome(opened, (card,), (ReachChanged(turn.conversation.id, Reach.OPEN),))


def newcomers(turn: Turn) -> Topic[Outcome]:
    """Whoever is not a friend cannot be asked (line.md 6)."""
    words = (text("group.newcomers.what"), text("group.newcomers.how"))
    card = yield from _card(turn, text("group.newcomers", city=turn.city.name), words)
    return Outcome(turn.conversation, (card,), must_deliver=False)


def _card(turn: Turn, header: Text, words: tuple[Text, ...]) -> Topic[Card]:
    chat = yield from chat_button()
    summary = Choice(text("group.button.summary"), AskSummary(turn.conversation.district), Style.QUIET)
    return Card(header, tuple(Paragraph(each) for each in words), words[0], (*chat, summary))
