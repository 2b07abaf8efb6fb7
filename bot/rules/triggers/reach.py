"""How far an alert reaches into the city by the city's own rules: a draft of what to do, or why nothing follows."""

from collections.abc import Sequence

from bot.core.alerts import Alert, AlertKind
from bot.core.people import District
from bot.core.proposals import Draft
from bot.core.triggers import Triggers
from bot.rules.triggers.flags import reach_of_bulletin, reach_of_occurrence, reach_of_tsunami
from bot.rules.triggers.levels import reach_of_order, reach_of_warning
from bot.rules.triggers.quakes import reach_of_earthquake
from bot.rules.triggers.why import Why


def reach(alert: Alert, triggers: Triggers, city: str, known: Sequence[District]) -> Draft | Why:
    """`city`: the municipality's name. Status and time of the alert are looked at elsewhere."""
    match alert.kind:
        case AlertKind.EARTHQUAKE:
            return reach_of_earthquake(alert, triggers)
        case AlertKind.TSUNAMI:
            return reach_of_tsunami(alert, triggers)
        case AlertKind.EVACUATION_ORDER:
            return reach_of_order(alert, triggers, city, known)
        case AlertKind.BULLETIN:
            return reach_of_bulletin(alert, triggers)
        case AlertKind.OCCURRENCE:
            return reach_of_occurrence(alert, triggers)
        case AlertKind.SHELTER:
            return _of_shelters(alert, triggers)
        case AlertKind.UNKNOWN:
            return Why.UNKNOWN
        case _:
            return reach_of_warning(alert, triggers, city, known)


def _of_shelters(alert: Alert, triggers: Triggers) -> Why:
    """Openings propose nothing; those of the neighbouring town are told apart, for nobody here is to be sent there."""
    codes = {each.code for each in alert.areas if each.code}
    is_ours = not codes or not triggers.codes.municipality or triggers.codes.municipality in codes
    return Why.NOT_ASKED_FOR if is_ours else Why.OTHER_AREA
