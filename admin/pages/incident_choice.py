"""Which incident a list is about: its name in the colour of its world, and the choice where there are several."""

import json
from collections.abc import Callable, Sequence
from urllib.parse import quote

from nicegui import ui

from admin import words
from admin.pages.elements import say, show, tag
from admin.pages.fields import Choice
from bot.core.ids import IncidentId
from bot.core.incidents import Incident

_CALM = "開いている事案は、ありません。閉じた事案は「報告」から見られます。"


_CLOSED = "この事案は閉じています。見るだけで、記録はできません。"


class IncidentChoice:
    """The foremost is chosen until somebody chooses: a real one before any drill, then the newest.

    A real one stays chosen, closed too, and stands in the page's address: its list must not become another's. A drill
    gives way to a real one that opens, and is in no address: a link leads to it once, a bookmark to the foremost.
    """

    def __init__(self, title: str, changed: Callable[[], None], chosen: IncidentId | None = None) -> None:
        self.chosen = chosen
        self._in_address: str | None = None
        self._real: frozenset[IncidentId] | None = None
        self._changed = changed
        self.element = tag("section", classes="incident-choice", aria_label="事案")
        with self.element:
            tag("h2", title, "list-title")
            self._name = tag("p", classes="incident-name")
            self._closed = tag("p", _CLOSED, "incident-closed", role="status")
            with tag("div") as self._several:
                self._choice = Choice("事案", (), self._choose)

    def update(self, incidents: Sequence[Incident]) -> Incident | None:
        """The one that the list is about."""
        foremost = incidents[0] if incidents else None
        here = next((each for each in incidents if each.id == self.chosen), foremost)
        if self._has_real_opened(incidents) and here is not None and here.drill:
            self.chosen, here = None, foremost
        if here is not None and not here.drill:
            self.chosen = here.id
        self._keep_in_address(here)
        self._choice.offer(((each.id, _offered(each)) for each in incidents), here.id if here else "")
        show(self._several, shown=len(incidents) > 1)
        say(self._name, name_of(here) if here else _CALM)
        show(self._closed, shown=here is not None and not here.is_open)
        show(self._name, shown=len(incidents) <= 1)
        self.element.classes(replace=f"incident-choice {_tone(here)}")
        return here

    def choose(self, incident: IncidentId) -> None:
        """For a page that is opened for one of them."""
        self.chosen = incident

    def _choose(self, value: str) -> None:
        self.chosen = IncidentId(value)
        self._changed()

    def _has_real_opened(self, incidents: Sequence[Incident]) -> bool:
        """Since the last look."""
        before = self._real
        self._real = frozenset(each.id for each in incidents if each.is_open and not each.drill)
        return before is not None and bool(self._real - before)

    def _keep_in_address(self, here: Incident | None) -> None:
        kept = "" if here is None or here.drill else f"?incident={quote(here.id)}"
        if kept != self._in_address:
            self._in_address = kept
            ui.run_javascript(f"history.replaceState(history.state, '', location.pathname + {json.dumps(kept)})")


def name_of(incident: Incident) -> str:
    level = f"({words.level_of(incident.hazard, incident.level)})" if incident.level else ""
    return f"{words.WORLD[True] if incident.drill else ''}{incident.title}{level}"


def _offered(incident: Incident) -> str:
    return name_of(incident) + ("" if incident.is_open else "(閉じた事案)")


def _tone(incident: Incident | None) -> str:
    if incident is None:
        return "none"
    return "drill" if incident.drill else "real"
