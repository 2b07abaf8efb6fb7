"""What the bot says, free of any channel: a text by its key in the catalogues, big choices, a card, a place asked for.

All of it is hashable, so that what thousands get alike is rendered once.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Protocol

from bot.core.language import Language
from bot.core.taps import Tap


@dataclass(frozen=True, slots=True)
class Text:
    """A key of the catalogues with its arguments. Words of people (names, titles) come in as arguments only."""

    key: str
    args: "tuple[tuple[str, str | int | datetime | Text | tuple[Text, ...]], ...]" = ()


def text(key: str, **args: "str | int | datetime | Text | tuple[Text, ...]") -> Text:
    """`text("report.received", condition=text("condition.safe"))`"""
    return Text(key, tuple(sorted(args.items(), key=lambda item: item[0]))) if args else Text(key)


class Style(StrEnum):
    """How much a choice stands out. Colour is never the only sign: the label says it too."""

    GOOD = "good"
    WARNING = "warning"
    DANGER = "danger"
    NORMAL = "normal"
    QUIET = "quiet"


class Tone(StrEnum):
    """What a card is about, at first sight."""

    CALM = "calm"
    INCIDENT = "incident"
    DRILL = "drill"
    DANGER = "danger"


class AlertLevel(IntEnum):
    """警戒レベル (standards.md 4.5). A channel shows its colour; the card says it in words.

    From 3 on it asks people to leave; 1 and 2 are the JMA's alone.
    """

    HEED = 1
    """早期注意情報"""
    CHECK = 2
    """注意報"""
    ELDERLY = 3
    """高齢者等避難"""
    ALL = 4
    """避難指示"""
    SECURE = 5
    """緊急安全確保"""


@dataclass(frozen=True, slots=True)
class Choice:
    """A big button that answers with a tap. The label is echoed as what the person said."""

    label: Text
    tap: Tap
    style: Style = Style.NORMAL


@dataclass(frozen=True, slots=True)
class Link:
    """A big button that opens an address: `tel:119`, `https://...`."""

    label: Text
    uri: str
    style: Style = Style.NORMAL


Button = Choice | Link


@dataclass(frozen=True, slots=True)
class Say:
    """One plain message."""

    text: Text


@dataclass(frozen=True, slots=True)
class Ask:
    """One question with its answers as big buttons; words of one's own are always understood too."""

    text: Text
    choices: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class AskPlace:
    """Asks where the person is; a channel offers its way to share a location. Plain words are fine too."""

    text: Text
    choices: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Text
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A count out of a total, drawn as a bar: 「無事 ▇▇▇▇ 12」."""

    label: Text
    count: int
    total: int
    style: Style = Style.NORMAL


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list of people: a name (or a count of unnamed ones) and what is known."""

    title: Text
    detail: Text | None = None
    style: Style = Style.NORMAL
    link: Link | None = None
    """A number to ring, right under the line that it belongs to."""


Block = Paragraph | Bar | Entry


@dataclass(frozen=True, slots=True)
class Card:
    """A framed message: header, blocks, buttons that stay. `alert` is the whole request in words, for notifications."""

    header: Text
    blocks: tuple[Block, ...]
    alert: Text
    buttons: tuple[Button, ...] = ()
    tone: Tone = Tone.CALM
    level: AlertLevel | None = None


Reply = Say | Ask | AskPlace | Card


@dataclass(frozen=True, slots=True)
class Speech:
    """Everything that goes out in one call: at most five replies (line.md 2.1), one language, drill or real."""

    replies: tuple[Reply, ...]
    language: Language = Language.JAPANESE
    drill: bool = False


MAX_REPLIES = 5


class Phrasebook(Protocol):
    """The catalogues."""

    def say(self, text: Text, language: Language) -> str:
        """The words in the language, arguments filled in.

        Raises:
            KeyError: no such key; the tests keep this from ever happening.
        """
        ...
