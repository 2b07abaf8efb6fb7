"""「訪問を待っている人 29人 →」: the board's loud line about those who did not call, and a way to their list."""

from collections.abc import Sequence

from admin.board import Counted
from admin.pages.elements import tag
from admin.pages.places import visits_of
from bot.core.ids import IncidentId

_Drawn = tuple[bool, tuple[tuple[IncidentId, str], ...]]


class WaitingLine:
    """A link for each incident in which somebody waits; with its title where several are open."""

    def __init__(self) -> None:
        self._drawn: _Drawn = (False, ())
        self._element = tag("div", classes="waiting-lines")

    def update(self, counted: Sequence[Counted], *, besides: bool) -> int:
        """How many people wait. `besides`: others stand on the board, for they called."""
        lines = tuple((each.incident.id, _said(each, named=len(counted) > 1)) for each in counted if each.uncalled)
        drawn = (besides, lines)
        if drawn != self._drawn:
            self._drawn = drawn
            self._element.clear()
            with self._element:
                for incident, words in lines:
                    tag("a", f"{'ほかに、' if besides else ''}{words}", "waiting-line", href=visits_of(incident))
        return sum(each.uncalled for each in counted)


def _said(counted: Counted, *, named: bool) -> str:
    mark = "【訓練】" if counted.incident.drill else ""
    title = f"({counted.incident.title})" if named else ""
    return f"{mark}訪問を待っている人{title} {counted.uncalled:,}人 →"
