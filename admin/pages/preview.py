"""The look before sending, drawn: how many, by which road, what it costs, who waits, and the card on the phone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from admin import preview_words as words
from admin import sending_words
from admin.pages.elements import tag
from admin.pages.phone import Phone
from bot.core import replies as core
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
        for caption, replies in captioned(card, preview):
            japanese.show(caption, replies)
        for each in card.languages:
            phone = Phone(phrasebook, each, drill=card.drill)
            phone.show(sending_words.LANGUAGE[each], card.words(Fit(each)))
    if asks_to_leave(card.words(Fit())):
        tag("p", words.HELPERS, "count-note")


def asks_to_leave(replies: Iterable[Reply]) -> bool:
    """Then helpers in other districts hear of it too (bot.rules.helpers_told)."""
    levels = (each.level for each in replies if isinstance(each, core.Card))
    return any(level is not None and level >= core.AlertLevel.ELDERLY for level in levels)


def captioned(card: Card, preview: Preview) -> list[tuple[str, tuple[Reply, ...]]]:
    """Who is to leave first. No counts: how many of a district need time, less what a narrow look says, tells of
    those under a disclosure block.
    """
    assert callable(card.words)
    shown: dict[tuple[Reply, ...], list[Fit]] = {}
    for fit, _ in preview.fits or ((Fit(), 0),):
        shown.setdefault(card.words(fit), []).append(fit)
    leaving_first = sorted(shown.items(), key=lambda each: not each[1][0].leaving)[:_MOST_PHONES]
    if len(shown) == 1:
        return [("スマートフォンでの見え方", replies) for replies, _ in leaving_first]
    return [(_caption(fits, preview), replies) for replies, fits in leaving_first]


def _caption(fits: Sequence[Fit], preview: Preview) -> str:
    """With the districts, where the words are those of one set of sites alone: else cards would read alike."""
    fit = fits[0]
    if fit.may_help and not fit.leaving:
        return "住む地区が未確認の方"
    who = sending_words.SUPPORTED if fit.leaving else "そのほかの方"
    if len({each.sites for each in fits}) > 1 or not preview.sites_of:
        return who
    where = "・".join(preview.sites_of.get(fit.sites, ())) if fit.sites else "この災害の避難先が登録されていない地区"
    return f"{who}({where})" if where else who
