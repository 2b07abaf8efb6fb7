"""An order that holds at several levels, taken apart: the people of each level are asked in the words of their own."""

from dataclasses import replace

from bot.core.alerts import Alert, AlertKind
from bot.core.triggers import Triggers


def parts_of(alert: Alert, triggers: Triggers) -> tuple[Alert, ...]:
    """One for each level that the city wants proposed, the gravest first; of anything else the alert itself, alone.

    Each has the areas of its level only, and is the same alert in all else.
    """
    if alert.kind is not AlertKind.EVACUATION_ORDER:
        return (alert,)
    ours = [each for each in alert.areas if each.code and each.code == triggers.codes.municipality]
    standing = [each for each in ours if not each.lifted and each.level in triggers.orders]
    levels = sorted({each.level for each in standing if each.level is not None}, reverse=True)
    if len(levels) < 2:
        return (alert,)
    return tuple(replace(alert, areas=tuple(each for each in standing if each.level == level)) for level in levels)
