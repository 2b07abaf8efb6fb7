"""A speech becomes the JSON of at most five LINE messages. Pure: the same speech gives the same body."""

from functools import lru_cache
from typing import Any, assert_never

from linebot.v3.messaging import TextMessage

from bot.core.replies import MAX_REPLIES, Ask, AskPlace, Card, Phrasebook, Reply, Say, Speech
from handlers.line.cutting import to_utf16_units
from handlers.line.flex.cards import card_messages
from handlers.line.flex.questions import place_question, question
from handlers.line.json_size import compact
from handlers.line.wording import Wording

_TEXT = 5_000
_REMEMBERED = 1_000


class Renderer:
    """Remembers the bodies made last: a Flex message of the SDK's models costs milliseconds, and many get the same."""

    def __init__(self, phrasebook: Phrasebook) -> None:
        self._phrasebook = phrasebook
        self._bodies = lru_cache(maxsize=_REMEMBERED)(self._body)

    def render(self, speech: Speech) -> str:
        """A JSON list of 1 to 5 message objects.

        Raises:
            ValueError: the speech holds no reply, or more than five.
        """
        return self._bodies(speech)

    def _body(self, speech: Speech) -> str:
        if not 1 <= len(speech.replies) <= MAX_REPLIES:
            raise ValueError(f"a speech of {len(speech.replies)} replies: LINE takes 1 to {MAX_REPLIES} in one call")
        wording = Wording(self._phrasebook, speech.language, speech.drill)
        messages: list[Any] = []
        for number, reply in enumerate(speech.replies, start=1):
            still_to_come = len(speech.replies) - number
            messages += _messages(reply, wording, MAX_REPLIES - len(messages) - still_to_come)
        _move_quick_reply_to_the_end(messages)
        return compact([message.to_dict() for message in messages])


def _messages(reply: Reply, wording: Wording, room: int) -> list[Any]:
    match reply:
        case Say(text=text):
            return [TextMessage(text=to_utf16_units(wording.marked(wording.say(text)), _TEXT))]
        case Ask():
            return [question(reply, wording)]
        case AskPlace():
            return [place_question(reply, wording)]
        case Card():
            return card_messages(reply, wording, room)
        case _:
            assert_never(reply)


def _move_quick_reply_to_the_end(messages: list[Any]) -> None:
    """LINE shows the quick reply of the last message only (using-quick-reply)."""
    *earlier, last = messages
    for message in earlier:
        if message.quick_reply is not None:
            last.quick_reply, message.quick_reply = message.quick_reply, None
