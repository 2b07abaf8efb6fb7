"""One notice as lines of a card: what was said, where, by whom, when."""

from nicegui.elements.mixins.text_element import TextElement

from admin import words
from admin.pages.elements import tag
from admin.showing import Profile, Sight, Withheld
from bot.core.records import NoticeKind
from bot.core.reports import Source

_SAID_BY_NOBODY = frozenset({NoticeKind.UNDELIVERED, NoticeKind.ALERT_PROPOSED})
_SAID_BY_KIND = frozenset({NoticeKind.RESCUE, NoticeKind.INJURY})


def statement(sight: Sight, *, with_kind: bool, former: str = "") -> TextElement:
    """Draws the lines and hands back the one for the time, which changes by itself."""
    with tag("li", classes="statement"):
        if former:
            tag("p", former, "former")
        if said := _said(sight):
            tag("p", said, "said")
        facts = _facts(sight)
        if facts:
            tag("p", " ・ ".join(facts), "facts")
        with tag("p", classes="by"):
            if with_kind:
                tag("span", words.KIND[sight.kind], "kind small")
            tag("span", teller(sight), "teller")
            return tag("time", classes="time")


def _said(sight: Sight) -> str:
    if isinstance(sight.subject, Withheld):
        return ""
    if sight.words and sight.kind in _SAID_BY_NOBODY:
        return sight.words
    if sight.words:
        return f"「{sight.words}」"
    return "" if sight.spot or sight.condition else words.WORDLESS.get(sight.kind, "")


def _facts(sight: Sight) -> tuple[str, ...]:
    """The place stands first: somebody has to find it."""
    found = []
    if sight.spot:
        found.append(f"場所: {words.place(sight.spot)}")
    if sight.whereabouts:
        found.append(f"居場所: {words.whereabouts(sight.whereabouts, sight.refuge)}")
    if sight.condition and sight.kind not in _SAID_BY_KIND:
        found.append(f"安否: {words.CONDITION[sight.condition]}")
    if sight.needs:
        found.append(f"足りないもの: {'、'.join(words.NEED[each] for each in sight.needs)}")
    return tuple(found)


def teller(sight: Sight) -> str:
    """本人 · 家族(娘)会津 雪さん 090-… · 名簿と結びついていない人"""
    match sight.teller:
        case Profile() as known:
            name = " ".join(each for each in (f"{known.name}さん", known.phone) if each)
            return f"{_capacity(sight)} {name}".strip()
        case Withheld():
            return f"{_capacity(sight)} {words.WITHHELD}".strip()
        case None:
            return _capacity(sight) or _unnamed(sight)


def _unnamed(sight: Sight) -> str:
    if sight.kind in _SAID_BY_NOBODY:
        return ""
    return words.SOURCE[Source.SELF if sight.subject else Source.UNVERIFIED]


def _capacity(sight: Sight) -> str:
    if sight.source is None:
        return "知らせた人:" if sight.teller else ""
    label = f"({sight.label})" if sight.label else ""
    seen = words.SEEN[sight.sighted] if sight.sighted else ""
    return f"{words.SOURCE[sight.source]}{label}{f' [{seen}]' if seen else ''}"
