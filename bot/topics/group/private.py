"""Somebody tells the group how they are: they are asked, kindly and not each time, to say it in the private chat."""

from dataclasses import replace
from datetime import timedelta

from bot.core.ask import Topic
from bot.core.replies import Ask, Reply, Say, text
from bot.core.turn import Outcome, Turn
from bot.rules.safety import tells_how
from bot.topics.group.chat_button import chat_button
from bot.topics.group.own_incident import concerning, is_drill

_AGAIN_AFTER = timedelta(minutes=10)
"""Thirty neighbours who write 「無事です」 to one another hear it once."""


def is_due(turn: Turn) -> bool:
    """While a check-in runs: at other times nobody waits for an answer."""
    said = turn.conversation.sent_private_at
    is_rested = said is None or turn.now - said >= _AGAIN_AFTER
    return bool(concerning(turn)) and is_rested and turn.understanding is not None and tells_how(turn.understanding)


def please(turn: Turn) -> Topic[Outcome]:
    """Nothing that was said here is recorded: who speaks in a group is not always known, and everybody reads along."""
    chat = yield from chat_button()
    words = text("group.private")
    reply: Reply = Ask(words, chat) if chat else Say(words)
    conversation = replace(turn.conversation, sent_private_at=turn.now)
    return Outcome(conversation, (reply,), drill=is_drill(turn), must_deliver=False)
