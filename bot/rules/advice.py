"""What an alert level asks of somebody: words by level and by who it is, after 内閣府's table (standards.md 4.5).

Only the municipality's order is the order: a level of the JMA is 「相当」, and says so.
"""

import re
from dataclasses import dataclass

from bot.core.audience import Fit
from bot.core.incidents import Hazard, Incident
from bot.core.replies import AlertLevel, Block, Paragraph, Text, text

_ORDER = re.compile(r"(?:警戒レベル)?([1-5])", re.ASCII)
_EQUIVALENT = re.compile(r"(?:警戒)?レベル([345])相当", re.ASCII)


@dataclass(frozen=True, slots=True)
class Announced:
    """`is_order`: the city's own; else the JMA's, which is like one."""

    level: AlertLevel
    is_order: bool

    @property
    def asks_to_leave(self) -> bool:
        """Then what to do depends on who somebody is."""
        return self.level >= AlertLevel.ELDERLY

    @property
    def name(self) -> Text:
        if self.is_order:
            return text(f"advice.level.{self.level.value}")
        return text("advice.equivalent", level=self.level.value)


def announced(incident: Incident) -> Announced | None:
    """None for what has no 警戒レベル. A quake's 3 is an intensity."""
    if incident.hazard is Hazard.EARTHQUAKE:
        return None
    if found := _ORDER.fullmatch(incident.level):
        return Announced(AlertLevel(int(found[1])), is_order=True)
    if found := _EQUIVALENT.fullmatch(incident.level):
        return Announced(AlertLevel(int(found[1])), is_order=False)
    return None


def advice(of: Announced, fit: Fit, phone: str) -> tuple[Block, ...]:
    """What the level calls for, in 内閣府's words; and what to do now, by who somebody is. `phone`: the city's."""
    if not of.asks_to_leave:
        return _call(of)
    return (*_call(of), *_to_resident(of, fit, phone), *((_of_the_other(of),) if fit.may_help else ()))


def _call(of: Announced) -> tuple[Block, ...]:
    """What is only like an order does not use an order's words."""
    if not of.is_order:
        return ()
    call = Paragraph(text(f"advice.call.{of.level.value}"))
    if of.level in {AlertLevel.ELDERLY, AlertLevel.ALL}:
        return (call, Paragraph(text("advice.by_level_4"), strong=True))
    return (call,)


def _of_the_other(of: Announced) -> Block:
    """What to do for somebody there, for whoever has somebody there: it says of nobody that they are."""
    if of.level is AlertLevel.SECURE:
        return Paragraph(text("advice.do.secure.elsewhere"))
    if not of.is_order:
        return Paragraph(text("advice.do.careful.elsewhere"))
    return Paragraph(text("advice.do.all.elsewhere" if of.level is AlertLevel.ALL else "advice.do.leave.elsewhere"))


def _to_resident(of: Announced, fit: Fit, phone: str) -> tuple[Block, ...]:
    """And for whoever is to leave, where to: places that the register names for this hazard, or what else there is."""
    todo = Paragraph(_todo(of, fit), strong=True)
    if of.level is AlertLevel.SECURE:
        return (todo, Paragraph(text("advice.inside")))
    is_to_leave = of.is_order and (fit.leaving or of.level is AlertLevel.ALL)
    if not is_to_leave:
        return (todo,)
    return (todo, Paragraph(_where_to(fit) if fit.sites else text("advice.no_site", phone=phone)))


def _where_to(fit: Fit) -> Text:
    """What is known to be open says so; whether the others are, the city's notices tell."""
    opened = [each for each in fit.sites if each in fit.opened]
    others = [each for each in fit.sites if each not in fit.opened]
    named = (
        *(text("advice.site.open", name=each) for each in opened),
        *(text("advice.site", name=each) for each in others),
    )
    if opened:
        return text("advice.sites.some" if others else "advice.sites.open", sites=named)
    return text("advice.sites", sites=named)


def _todo(of: Announced, fit: Fit) -> Text:
    if of.level is AlertLevel.SECURE:
        return text("advice.do.secure")
    if not of.is_order:
        return text("advice.do.careful.leaving" if fit.leaving else "advice.do.careful")
    if of.level is AlertLevel.ALL:
        return text("advice.do.all.leaving" if fit.leaving else "advice.do.all")
    return text("advice.do.leave" if fit.leaving else "advice.do.prepare")
