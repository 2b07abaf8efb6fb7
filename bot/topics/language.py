"""日本語, やさしい にほんご, English: each conversation has its language."""

from dataclasses import replace

from bot.core.ask import Topic
from bot.core.events import ButtonTapped, TextSaid
from bot.core.language import Language
from bot.core.replies import Ask, Choice, Say, text
from bot.core.taps import ChooseLanguage
from bot.core.turn import Outcome, Turn

_NAMES = {
    "日本語": Language.JAPANESE,
    "にほんご": Language.JAPANESE,
    "japanese": Language.JAPANESE,
    "やさしい日本語": Language.PLAIN_JAPANESE,
    "やさしいにほんご": Language.PLAIN_JAPANESE,
    "english": Language.ENGLISH,
    "英語": Language.ENGLISH,
    "えいご": Language.ENGLISH,
}
_ASKING = frozenset({"言葉", "ことば", "言語", "language"})


def applies(turn: Turn) -> bool:
    """The button, or a message that is nothing but the name of a language or asks for the choice."""
    match turn.event.what:
        case ButtonTapped(tap):
            return isinstance(tap, ChooseLanguage)
        case TextSaid(words):
            return _plain(words) in _NAMES or _plain(words) in _ASKING
        case _:
            return False


def handle(turn: Turn) -> Topic[Outcome]:
    yield from ()
    language = _wanted(turn)
    if language is None:
        buttons = tuple(Choice(text(f"language.{each}"), ChooseLanguage(each)) for each in Language)
        return Outcome(turn.conversation, (Ask(text("language.which"), buttons),))
    return Outcome(replace(turn.conversation, language=language), (Say(text("language.chosen")),))


def _wanted(turn: Turn) -> Language | None:
    match turn.event.what:
        case ButtonTapped(ChooseLanguage(language=language)):
            return language
        case TextSaid(words):
            return _NAMES.get(_plain(words))
        case _:
            return None


def _plain(words: str) -> str:
    return "".join(words.split()).lower()[:20]
