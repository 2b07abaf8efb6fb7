"""Groups of check-ins that are alike → the counts of an area summary. Pure: the memory twin uses it as well."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.reports import AreaSummary, Progress
from bot.core.understanding import Condition, Whereabouts

SILENT = frozenset(Progress) - {Progress.ANSWERED}
"""Who has not answered. Who began has reacted, but how they are is still not known: somebody may have to go."""

IN_NEED = frozenset({Condition.NEEDS_RESCUE, Condition.INJURED})
"""Who stands in the list of those who need help."""


@dataclass(frozen=True, slots=True)
class Group:
    """So many people whose check-ins are alike; the words are those of the table."""

    progress: str
    condition: str | None
    whereabouts: str | None
    people: int


def summarised(groups: Iterable[Group], unverified: int) -> AreaSummary:
    groups = tuple(groups)

    def having(condition: Condition) -> int:
        return sum(each.people for each in groups if each.condition == condition)

    return AreaSummary(
        asked=sum(each.people for each in groups),
        answered=sum(each.people for each in groups if each.progress == Progress.ANSWERED),
        safe=having(Condition.SAFE),
        injured=having(Condition.INJURED),
        needs_rescue=having(Condition.NEEDS_RESCUE),
        evacuated=sum(each.people for each in groups if each.whereabouts == Whereabouts.SHELTER),
        silent=sum(each.people for each in groups if each.progress in SILENT),
        unverified=unverified,
    )
