"""What was said, as the JSON that the page shows: words are filled in here, looks and behaviour are the page's.

`{"language": "ja", "mark": "【訓練】" or null, "messages": [...]}`, where a message is `say`, `ask`, `place` or `card`.
"""

import json
from typing import Any

from bot.core.language import Language
from bot.core.replies import (
    Ask,
    AskPlace,
    Bar,
    Block,
    Button,
    Card,
    Choice,
    Entry,
    Link,
    Paragraph,
    Phrasebook,
    Reply,
    Say,
    Speech,
    Text,
    text,
)
from bot.core.taps import encode
from bot.rules.one_time_code import typed_code
from handlers.web_chat.frames import Done

HIDDEN_CODE = "●●●● ●●●●"
DRILL_MARK = "drill.mark"
"""Key of the words that stand on every message of a drill: 【訓練】 (promise 5)."""


class Renderer:
    """Pure: the same speech gives the same body."""

    def __init__(self, phrasebook: Phrasebook) -> None:
        self._phrasebook = phrasebook

    def render(self, speech: Speech) -> str:
        wording = _Wording(self._phrasebook, speech.language)
        body = {
            "language": str(speech.language),
            "mark": wording.say(text(DRILL_MARK)) if speech.drill else None,
            "messages": [wording.message(reply) for reply in speech.replies],
        }
        return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def echo(done: Done) -> str | None:
    """What the person said, as their own log shows it. Coordinates stay out of it; a first opening says nothing.

    Nor does a one-time code: whoever else holds the cookie would read it there, and could type it first.
    """
    match done.wire:
        case {"kind": "text", "text": str(words)} if typed_code(words) is not None:
            return json.dumps({"kind": "text", "text": HIDDEN_CODE}, ensure_ascii=False)
        case {"kind": "text", "text": words} | {"kind": "tap", "label": words}:
            return json.dumps({"kind": "text", "text": words}, ensure_ascii=False)
        case {"kind": "place"}:
            return json.dumps({"kind": "place"})
        case _:
            return None


class _Wording:
    """Replies in the words of one language."""

    def __init__(self, phrasebook: Phrasebook, language: Language) -> None:
        self._phrasebook = phrasebook
        self._language = language

    def say(self, what: Text) -> str:
        return self._phrasebook.say(what, self._language)

    def message(self, reply: Reply) -> dict[str, Any]:
        match reply:
            case Say():
                return {"kind": "say", "text": self.say(reply.text)}
            case Ask():
                return {"kind": "ask", "text": self.say(reply.text), "buttons": self._buttons(reply.choices)}
            case AskPlace():
                return {"kind": "place", "text": self.say(reply.text), "buttons": self._buttons(reply.choices)}
            case Card():
                return self._card(reply)

    def _card(self, card: Card) -> dict[str, Any]:
        return {
            "kind": "card",
            "tone": str(card.tone),
            "level": card.level,
            "header": self.say(card.header),
            "blocks": [self._block(block) for block in card.blocks],
            "buttons": self._buttons(card.buttons),
        }

    def _block(self, block: Block) -> dict[str, Any]:
        match block:
            case Paragraph():
                return {"kind": "paragraph", "text": self.say(block.text), "strong": block.strong}
            case Bar():
                counts = {"count": block.count, "total": block.total}
                return {"kind": "bar", "label": self.say(block.label), **counts, "style": str(block.style)}
            case Entry():
                return self._entry(block)

    def _entry(self, entry: Entry) -> dict[str, Any]:
        """`link` only where there is one: pages that were open before this version know no such field."""
        detail = self.say(entry.detail) if entry.detail else None
        line = {"kind": "entry", "title": self.say(entry.title), "detail": detail, "style": str(entry.style)}
        return line | ({"link": self._button(entry.link)} if entry.link is not None else {})

    def _buttons(self, buttons: tuple[Button, ...]) -> list[dict[str, str]]:
        return [self._button(button) for button in buttons]

    def _button(self, button: Button) -> dict[str, str]:
        label, style = self.say(button.label), str(button.style)
        match button:
            case Choice():
                return {"kind": "tap", "label": label, "data": encode(button.tap), "style": style}
            case Link():
                return {"kind": "link", "label": label, "uri": button.uri, "style": style}
