"""What an alert level asks of somebody: words by level and by who it is, after 内閣府's table (standards.md 4.5).

Only the municipality's order is the order: a level of the JMA is 「相当」, and says so.
"""

import re
from dataclasses import dataclass

from bot.core.audience import Fit
from bot.core.incidents import Hazard, Incident
from bot.core.replies import AlertLevel, Block, Paragraph, Text, text

_ORDER = re.compile(r"(?:警戒レベル)?([345])", re.ASCII)
_EQUIVALENT = re.compile(r"(?:警戒)?レベル([345])相当", re.ASCII)


@dataclass(frozen=True, slots=True)
class Announced:
    """`is_order`: the city's own; else the JMA's, which is like one."""

    level: AlertLevel
    is_order: bool

    @property
    def name(self) -> Text:
        if self.is_order:
            return text(f"advice.level.{self.level.value}")
        return text("advice.equivalent", level=self.level.value)


def announced(incident: Incident) -> Announced | None:
    """None for what has no level of evacuation, or one that asks nobody to leave. A quake's 3 is an intensity."""
    if incident.hazard is Hazard.EARTHQUAKE:
        return None
    if found := _ORDER.fullmatch(incident.level):
        return Announced(AlertLevel(int(found[1])), is_order=True)
    if found := _EQUIVALENT.fullmatch(incident.level):
        return Announced(AlertLevel(int(found[1])), is_order=False)
    return None


def advice(of: Announced, fit: Fit) -> tuple[Block, ...]:
    """What to do now; and for whoever is to leave, where to, as far as the register names a place for this hazard."""
    todo = Paragraph(_todo(of, fit), strong=True)
    if of.level is AlertLevel.SECURE:
        return (todo, Paragraph(text("advice.inside")))
    is_to_leave = of.is_order and (fit.leaving or of.level is AlertLevel.ALL)
    if not is_to_leave or not fit.sites:
        return (todo,)
    return (todo, Paragraph(_where_to(fit)))


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
