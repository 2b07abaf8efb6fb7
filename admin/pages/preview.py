"""The look before sending, drawn: how many, by which road, what it costs, who waits, and the card on the phone."""

from dataclasses import dataclass

from admin import preview_words as words
from admin import sending_words
from admin.pages.elements import tag
from admin.pages.phone import Phone
from bot.core.audience import Fit
from bot.core.language import Language
from bot.core.quota import Quota
from bot.core.replies import Phrasebook, Reply
from bot.storage.parting import Preview
from bot.storage.questions import Words

_MOST_PHONES = 4


@dataclass(frozen=True, slots=True)
class Card:
    """What is said; `languages`: those beside Japanese that staff wrote themselves."""

    words: Words
    drill: bool
    languages: tuple[Language, ...] = ()


def draw_costs(preview: Preview, quota: Quota | None) -> None:
    """Roads, LINE messages, and who goes first where they are short."""
    asked = preview.audience
    for line, classes in (
        (words.roads(asked, narrow=preview.narrow), "roads"),
        (words.unreachable(asked, narrow=preview.narrow), "warn"),
        (words.cost(preview, quota), "cost"),
        (words.NARROW if preview.narrow else "", "count-note"),
    ):
        if line:
            tag("p", line, classes)
    if lines := words.shortage(preview, quota):
        with tag("ul", classes="warn shortage"):
            for each in lines:
                tag("li", each)


def draw_phones(phrasebook: Phrasebook, card: Card, preview: Preview) -> None:
    """One for each set of people with words of their own, and one for each language that staff wrote."""
    japanese = Phone(phrasebook, Language.JAPANESE, drill=card.drill)
    with tag("div", classes="phones"):
        if not callable(card.words):
            japanese.show("スマートフォンでの見え方", card.words)
            return
        for caption, replies in _captioned(card, preview):
            japanese.show(caption, replies)
        for each in card.languages:
            phone = Phone(phrasebook, each, drill=card.drill)
            phone.show(sending_words.LANGUAGE[each], card.words(Fit(each)))


def _captioned(card: Card, preview: Preview) -> list[tuple[str, tuple[Reply, ...]]]:
    """Who is to leave first. Of a narrow audience no count."""
    assert callable(card.words)
    shown: dict[tuple[Reply, ...], tuple[Fit, int]] = {}
    for fit, count in preview.fits or ((Fit(), 0),):
        known = shown.get(card.words(fit), (fit, 0))
        shown[card.words(fit)] = (known[0], known[1] + count)
    leaving_first = sorted(shown.items(), key=lambda each: not each[1][0].leaving)[:_MOST_PHONES]
    if len(shown) == 1:
        return [("スマートフォンでの見え方", replies) for replies, _ in leaving_first]
    return [(_caption(fit, None if preview.narrow else count), replies) for replies, (fit, count) in leaving_first]


def _caption(fit: Fit, count: int | None) -> str:
    who = "支援が必要な方と、手伝う方" if fit.leaving else "そのほかの方"
    return who if count is None else f"{who} {count:,}件"
