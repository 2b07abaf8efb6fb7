"""All incidents as links to their reports: the newest first, drills marked."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from admin import words
from admin.pages.elements import tag
from admin.pages.places import REPORTS
from bot.core.incidents import Incident


class IncidentList:
    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._drawn: tuple[Sequence[Incident], Incident | None] | None = None
        with tag("nav", classes="incident-list", aria_label="事案の一覧"):
            tag("h2", "事案と訓練", "table-title")
            self._list = tag("ul")

    def update(self, incidents: Sequence[Incident], here: Incident | None, now: datetime) -> None:
        if (incidents, here) == self._drawn:
            return
        self._drawn = (incidents, here)
        self._list.clear()
        with self._list:
            for each in incidents:
                with tag("li"):
                    self._link(each, now, is_here=here is not None and each.id == here.id)

    def _link(self, incident: Incident, now: datetime, *, is_here: bool) -> None:
        with tag("a", classes="incident-link", href=f"{REPORTS.path}/{incident.id}") as link:
            tag("span", f"{'【訓練】' if incident.drill else ''}{incident.title}", "link-title")
            opened = words.clock_time(incident.opened_at, now, self._zone)
            tag("span", f"{opened}から ・ {'開いています' if incident.is_open else '閉じました'}", "link-note")
        link.classes("drill" if incident.drill else "real")
        if is_here:
            link.props["aria-current"] = "page"
