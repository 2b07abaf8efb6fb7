"""The button that opens the chat with the city's account alone; where its address is not known, words must do."""

from bot.core.ask import Topic, ask
from bot.core.errors import Unavailable
from bot.core.replies import Button, Link, Style, text
from bot.core.requests import ChatAddress


def chat_button() -> Topic[tuple[Button, ...]]:
    try:
        address = yield from ask(ChatAddress())
    except Unavailable:
        address = None
    return (Link(text("group.button.chat"), address, Style.GOOD),) if address else ()
