"""A card as the phone will show it, in the colours of the phone. Buttons are drawn and do nothing."""

from nicegui.elements.mixins.text_element import TextElement

from admin.pages.elements import tag
from bot.core.language import Language
from bot.core.replies import Card, Paragraph, Phrasebook, Reply, Style, Text, text
from handlers.line.flex.palette import BLACK, DRILL_GROUND, HEADER, LEVEL, PAPER, STYLE

DRILL_MARK = text("drill.mark")


class Phone:
    def __init__(self, phrasebook: Phrasebook, language: Language, *, drill: bool) -> None:
        self._phrasebook = phrasebook
        self._language = language
        self._drill = drill

    def show(self, caption: str, replies: tuple[Reply, ...]) -> TextElement:
        lang = "en" if self._language is Language.ENGLISH else "ja"
        with tag("figure", classes="phone") as drawn:
            tag("figcaption", caption, "caption")
            for each in replies:
                if isinstance(each, Card):
                    with tag("div", classes="phone-card", lang=lang):
                        self._card(each)
        return drawn

    def _say(self, what: Text) -> str:
        return self._phrasebook.say(what, self._language)

    def _card(self, card: Card) -> None:
        if self._drill:
            strip = tag("p", self._say(DRILL_MARK), "phone-mark")
            strip.style(f"background: {DRILL_GROUND}; color: {BLACK}")
        ground, letters = LEVEL[card.level] if card.level else (HEADER[card.tone], PAPER)
        tag("p", self._say(card.header), "phone-header").style(f"background: {ground}; color: {letters}")
        for block in card.blocks:
            if isinstance(block, Paragraph):
                tag("p", self._say(block.text), "phone-words strong" if block.strong else "phone-words")
        for button in card.buttons:
            quiet = button.style is Style.QUIET
            drawn = tag("p", self._say(button.label), "phone-button")
            drawn.style(f"background: {STYLE[button.style]}; color: {BLACK if quiet else PAPER}")
