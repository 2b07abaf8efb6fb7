"""Which open incident a list is about: its name in the colour of its world, and the choice where several are open."""

from collections.abc import Callable, Sequence

from admin import words
from admin.pages.elements import say, show, tag
from admin.pages.fields import Choice
from bot.core.ids import IncidentId
from bot.core.incidents import Incident

_CALM = "開いている事案は、ありません。"


class IncidentChoice:
    """The foremost is chosen until somebody chooses: a real one before any drill, then the newest."""

    def __init__(self, title: str, changed: Callable[[], None]) -> None:
        self._chosen: IncidentId | None = None
        self._changed = changed
        self.element = tag("section", classes="incident-choice", aria_label="事案")
        with self.element:
            tag("h2", title, "list-title")
            self._name = tag("p", classes="incident-name")
            with tag("div") as self._several:
                self._choice = Choice("事案", (), self._choose)

    def update(self, incidents: Sequence[Incident]) -> Incident | None:
        """The one that the list is about."""
        here = next((each for each in incidents if each.id == self._chosen), incidents[0] if incidents else None)
        self._choice.offer(((each.id, name_of(each)) for each in incidents), here.id if here else "")
        show(self._several, shown=len(incidents) > 1)
        say(self._name, name_of(here) if here else _CALM)
        show(self._name, shown=len(incidents) <= 1)
        self.element.classes(replace=f"incident-choice {_tone(here)}")
        return here

    def choose(self, incident: IncidentId) -> None:
        """For a page that is opened for one of them; it counts as long as that one is open."""
        self._chosen = incident

    def _choose(self, value: str) -> None:
        self._chosen = IncidentId(value)
        self._changed()


def name_of(incident: Incident) -> str:
    level = f"({incident.level})" if incident.level else ""
    return f"{words.WORLD[True] if incident.drill else ''}{incident.title}{level}"


def _tone(incident: Incident | None) -> str:
    if incident is None:
        return "none"
    return "drill" if incident.drill else "real"
