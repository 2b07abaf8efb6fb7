"""Replies as a person would read them, one line a piece, for the transcripts' expectations."""

from collections.abc import Callable

from bot.core.language import Language
from bot.core.replies import Ask, AskPlace, Bar, Block, Button, Card, Entry, Paragraph, Phrasebook, Reply, Say, Text

Speak = Callable[[Text], str]


def shown(replies: tuple[Reply, ...], book: Phrasebook, language: Language, *, drill: bool) -> list[str]:
    mark = "【訓練】" if drill else ""
    return [mark + _reply(each, lambda text: book.say(text, language).replace("\n", " ")) for each in replies]


def _reply(reply: Reply, say: Speak) -> str:
    match reply:
        case Say(text):
            return say(text)
        case Ask(text, choices) | AskPlace(text, choices):
            place = " [場所を送る]" if isinstance(reply, AskPlace) else ""
            return say(text) + place + _buttons(choices, say)
        case Card(header, blocks, _, buttons):
            return " | ".join((say(header), *(_block(each, say) for each in blocks))) + _buttons(buttons, say)


def _block(block: Block, say: Speak) -> str:
    match block:
        case Paragraph(text):
            return say(text)
        case Bar(label, count, total):
            return f"{say(label)} {count}/{total}"
        case Entry(title, detail, link=link):
            number = f" [{say(link.label)} {link.uri}]" if link is not None else ""
            return say(title) + (f": {say(detail)}" if detail is not None else "") + number


def _buttons(buttons: tuple[Button, ...], say: Speak) -> str:
    return "".join(f" [{say(each.label)}]" for each in buttons)
