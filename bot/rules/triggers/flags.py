"""What has no level and goes by its word alone: tsunami, bulletins of the prefecture, occurrence flags."""

from collections.abc import Collection
from typing import Final

from bot.core.alerts import Alert, AlertArea
from bot.core.incidents import Hazard
from bot.core.proposals import Draft
from bot.core.triggers import Triggers
from bot.rules.triggers.levels import hazard_in
from bot.rules.triggers.ranks import LOWEST, TSUNAMIS, of_tsunami
from bot.rules.triggers.why import Why

_COASTS: Final = "津波予報区"


def reach_of_tsunami(alert: Alert, triggers: Triggers) -> Draft | Why:
    if not triggers.tsunamis:
        return Why.NOT_ASKED_FOR
    codes = triggers.codes.coasts
    ours = [each for each in alert.areas if each.scheme.endswith(_COASTS) and each.code in codes]
    named = [word for each in ours if not each.lifted for word in TSUNAMIS if each.announced.startswith(word)]
    word = max((each for each in named if each in triggers.tsunamis), key=TSUNAMIS.index, default=None)
    if word is None:
        return _nothing(ours)
    return Draft("tsunami", f"{word}（気象庁発表）", Hazard.TSUNAMI, "", of_tsunami(word))


def reach_of_bulletin(alert: Alert, triggers: Triggers) -> Draft | Why:
    if not triggers.bulletins:
        return Why.NOT_ASKED_FOR
    ours = [each for each in alert.areas if each.code in triggers.codes.forecast_areas]
    word = _word(ours, triggers.bulletins)
    if word is None:
        return _nothing(ours)
    return Draft("bulletin", f"{word}（気象庁発表）", _of_weather(word), "", LOWEST)


def reach_of_occurrence(alert: Alert, triggers: Triggers) -> Draft | Why:
    if not triggers.occurrences:
        return Why.NOT_ASKED_FOR
    ours = [each for each in alert.areas if each.code and each.code == triggers.codes.municipality]
    word = _word(ours, triggers.occurrences)
    if word is None:
        return _nothing(ours)
    return Draft("occurrence", f"{word}の知らせ", hazard_in(word), "", LOWEST)


def _word(ours: Collection[AlertArea], wanted: Collection[str]) -> str | None:
    """As the city's own file writes it: words of a telegram never reach people."""
    announced = {each.announced for each in ours if not each.lifted}
    return next((word for word in wanted if word in announced), None)


def _of_weather(word: str) -> Hazard:
    return Hazard.SNOW if "雪" in word else Hazard.FLOOD


def _nothing(ours: Collection[AlertArea]) -> Why:
    if not ours:
        return Why.OTHER_AREA
    return Why.LIFTED if all(each.lifted for each in ours) else Why.BELOW
