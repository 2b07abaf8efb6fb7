"""The incident of a group: nobody is known in it, so that a turn holds all that are open in the city."""

from bot.core.incidents import Incident
from bot.core.turn import Turn
from bot.rules.incident_meant import incident_meant, only_denies_drill


def concerning(turn: Turn) -> tuple[Incident, ...]:
    """Those of the group's district, the foremost first; all of them while it is tied to none."""
    return tuple(each for each in turn.incidents if each.concerns(turn.conversation.district))


def meant(turn: Turn) -> Incident | None:
    """Of these the one that is spoken of; no drill in earnest, or while a real one is open anywhere (promise 5).

    Who speaks in a group is not known, and may live where it is real.
    """
    incident = incident_meant(turn, concerning(turn))
    is_real_somewhere = any(not each.drill for each in turn.incidents)
    in_earnest = is_real_somewhere or only_denies_drill(turn)
    return None if incident is not None and incident.drill and in_earnest else incident


def is_drill(turn: Turn) -> bool:
    """Whether what the group is told carries the mark of a drill."""
    return next((each.drill for each in concerning(turn)), False)
