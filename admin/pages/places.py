"""The pages of the console, in the order of the links at their top. A new one is a line here and one in admin.live."""

from dataclasses import dataclass

from bot.core.ids import IncidentId


@dataclass(frozen=True, slots=True)
class Place:
    path: str
    title: str


BOARD = Place("/", "安否ボード")
PEOPLE = Place("/people", "一覧")
VISITS = Place("/visits", "訪問")
EMERGENCY = Place("/emergency", "有事の宣言")
MAP = Place("/map", "地図")
REPORTS = Place("/reports", "報告")
ALERTS = Place("/alerts", "届いた電文")

OPEN = Place("/open", "事案を開く")
SEND = Place("/send", "お知らせを送る")

PRACTICES = Place("/practices", "毎月の訓練")
"""Linked from 報告: staff look at it once a month."""

PLACES: tuple[Place, ...] = (BOARD, PEOPLE, VISITS, MAP, OPEN, SEND, EMERGENCY, REPORTS, ALERTS)


def visits_of(incident: IncidentId) -> str:
    """The address of one incident's visits, which stays when the incident is closed."""
    return f"{VISITS.path}?incident={incident}"
