"""What gets no answer: talk among people in a group, and chats that another system is handling (`standby`)."""

from bot.core.ask import Topic
from bot.core.turn import Outcome, Turn


def handle(turn: Turn) -> Topic[Outcome]:
    yield from ()
    return Outcome(turn.conversation)
