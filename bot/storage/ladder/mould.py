"""The row of a letter of silence, written once with places in it and filled for each person.

Tens of thousands read the same card but for one name and one id. What a filled row says is, letter for letter, what
`row_of_letter` makes of the whole message.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from json import JSONEncoder
from typing import Any, Self

from bot.core.events import conversation_id
from bot.core.ids import MessageId, PersonId
from bot.core.lanes import lane_of
from bot.core.people import Person
from bot.core.records import Message
from bot.rules.silence_told import Telling
from bot.storage.rows.letters import row_of_letter
from bot.storage.turn_store.mail import Road, letters_of

Say = Callable[[Telling], Message]
Row = dict[str, Any]

_NAME, _ID = "\ufdd0", "\ufdd1"
"""Of Unicode's noncharacters, which no text is exchanged with."""

_written = JSONEncoder().encode


@dataclass(frozen=True, slots=True)
class Mould:
    """All letters of one kind, of those who have begun or of the others, over one channel in one language.

    `parts` stand between the places in the speech.
    """

    row: Mapping[str, Any]
    parts: tuple[tuple[str, ...], ...]

    @classmethod
    def made(cls, say: Say, telling: Telling, road: Road, at: datetime) -> Self | None:
        """None where a row filled for this very telling would not be the one that its message makes."""
        nobody = replace(telling.about, id=PersonId(_ID), name=_NAME)
        row = _whole(say, replace(telling, about=nobody), road, at)
        pieces = str(row["speech"]).split(_inside(_NAME))
        mould = cls(row, tuple(tuple(each.split(_inside(_ID))) for each in pieces))
        whole = _whole(say, telling, road, at)
        filled = mould.filled(telling.about, road, whole["id"], whole["showing"])
        return mould if filled == whole else None

    def filled(self, about: Person, road: Road, letter: MessageId, first: MessageId) -> Row:
        id_ = _inside(about.id)
        speech = _inside(about.name).join([id_.join(each) for each in self.parts])
        return {
            **self.row,
            "id": letter,
            "lane": lane_of(conversation_id(road.channel, road.address)),
            "recipients": [road.address],
            "speech": speech,
            "silence_of": about.id,
            "showing": first,
        }


def _whole(say: Say, telling: Telling, road: Road, at: datetime) -> Row:
    (letter,) = letters_of(say(telling), [road], ("mould",), at)
    return row_of_letter(letter)


def _inside(words: str) -> str:
    """As it stands within a text of JSON."""
    return _written(words)[1:-1]
