"""What has an alert level: the city's own evacuation orders, and the JMA's warnings, which are never an order."""

from collections.abc import Sequence
from typing import Final

from bot.core.alerts import Alert, AlertArea, AlertKind
from bot.core.incidents import Hazard
from bot.core.people import District
from bot.core.proposals import Draft, Whom
from bot.core.triggers import Triggers
from bot.rules.triggers.places import districts_of
from bot.rules.triggers.ranks import of_level
from bot.rules.triggers.why import Why

_ORDERS: Final = {3: "高齢者等避難", 4: "避難指示", 5: "緊急安全確保"}
_MUNICIPALITIES: Final = "市町村等"
_PLACES: Final = "浸水想定地区"
_WARNINGS: Final = {
    AlertKind.HEAVY_RAIN: ("大雨", Hazard.FLOOD),
    AlertKind.LANDSLIDE: ("土砂災害", Hazard.LANDSLIDE),
    AlertKind.RIVER_FLOOD: ("川の氾濫", Hazard.FLOOD),
    AlertKind.STORM_SURGE: ("高潮", Hazard.STORM_SURGE),
    AlertKind.STORM: ("暴風", Hazard.TYPHOON),
    AlertKind.WAVES: ("高波", Hazard.STORM_SURGE),
    AlertKind.HEAVY_SNOW: ("大雪", Hazard.SNOW),
    AlertKind.WEATHER: ("天気", Hazard.OTHER),
}
HAZARDS: Final = {
    "津波": Hazard.TSUNAMI,
    "地震": Hazard.EARTHQUAKE,
    "噴火": Hazard.VOLCANO,
    "火山": Hazard.VOLCANO,
    "火災": Hazard.FIRE,
    "火事": Hazard.FIRE,
    "土砂": Hazard.LANDSLIDE,
    "高潮": Hazard.STORM_SURGE,
    "洪水": Hazard.FLOOD,
    "氾濫": Hazard.FLOOD,
    "浸水": Hazard.FLOOD,
    "大雨": Hazard.FLOOD,
    "豪雨": Hazard.FLOOD,
    "台風": Hazard.TYPHOON,
    "暴風": Hazard.TYPHOON,
    "雪": Hazard.SNOW,
}
"""The first that is named counts: 「地震による津波」 is a tsunami."""


def reach_of_order(alert: Alert, triggers: Triggers, city: str, known: Sequence[District]) -> Draft | Why:
    """The districts of its highest level; lower ones are parts of their own (bot.rules.triggers.parts)."""
    if not triggers.orders or alert.is_equivalent:
        return Why.NOT_ASKED_FOR
    ours = [each for each in alert.areas if each.code and each.code == triggers.codes.municipality]
    top = _top(ours, triggers.orders)
    if isinstance(top, Why):
        return top
    names = [each.name for each in ours if _level(each) == top]
    districts, unknown = districts_of(names, city, known, triggers.places)
    return Draft(
        "order",
        _ORDERS.get(top, "避難情報"),
        hazard_in(f"{alert.title} {alert.headline}"),
        str(top),
        of_level(top, is_order=True),
        districts,
        Whom.SUPPORTED if top == 3 else Whom.EVERYBODY,
        _notes(unknown),
    )


def reach_of_warning(alert: Alert, triggers: Triggers, city: str, known: Sequence[District]) -> Draft | Why:
    """The JMA's level is 「相当」: the title says that it is not the city's order."""
    if not triggers.warnings:
        return Why.NOT_ASKED_FOR
    codes = triggers.codes.jma
    top = _top(
        [each for each in alert.areas if each.scheme.endswith(_MUNICIPALITIES) and each.code in codes],
        triggers.warnings,
    )
    if isinstance(top, Why):
        return top
    places = [each.name for each in alert.areas if each.scheme == _PLACES and each.code in codes and _level(each)]
    districts, unknown = districts_of(places, city, known, triggers.places)
    word, hazard = _WARNINGS.get(alert.kind, _WARNINGS[AlertKind.WEATHER])
    return Draft(
        "warning",
        f"気象庁の{word}の情報（市の避難指示ではありません）",
        hazard,
        f"警戒レベル{top}相当",
        of_level(top, is_order=False),
        districts,
        notes=_notes(unknown),
    )


def hazard_in(words: str) -> Hazard:
    return next((hazard for word, hazard in HAZARDS.items() if word in words), Hazard.OTHER)


def _top(ours: Sequence[AlertArea], wanted: Sequence[int]) -> int | Why:
    if not ours:
        return Why.OTHER_AREA
    standing = [level for each in ours if (level := _level(each)) is not None]
    if not standing and any(each.lifted for each in ours):
        return Why.LIFTED
    return max((level for level in standing if level in wanted), default=Why.BELOW)


def _level(area: AlertArea) -> int | None:
    return None if area.lifted else area.level


def _notes(unknown: Sequence[str]) -> tuple[str, ...]:
    named = "、".join(unknown[:10]) + (" ほか" if len(unknown) > 10 else "")
    return (f"どの地区か分からない所があるため、市全体にたずねます: {named}",) if unknown else ()
