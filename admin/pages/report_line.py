"""One report as a line, and the way to take it out: a reason first, and for a call for help a second tap."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from admin import words
from admin.pages.elements import button, say, show, tag
from admin.pages.fields import Line
from admin.pages.sure import focus
from admin.people import Told
from bot.core.ids import ReportId
from bot.core.reports import Report
from bot.storage.staff_word.retracting import MAX_REASON, Retracted

Retract = Callable[[ReportId, str, bool], Awaitable[Retracted | None]]
"""Which one, why, and whether it was said a second time. None: it could not be written."""

_ASK = "まちがいとして取り消す"
_OWN_CALL = (
    "ご本人の「助けて」です。取り消すと、助けが必要な人の一覧から消えます。"
    "ご本人に会うか電話で、まちがいと確かめたときだけ、もう一度押してください。"
)
_SURE = "はい、まちがいと確かめました。取り消します"
_NO_REASON = "取り消す理由を書いてください。"


def report_line(told: Told, retract: Retract | None, now: datetime, zone: ZoneInfo) -> None:
    """`retract` None: whoever looks may not."""
    report, out = told.report, told.retracted
    with tag("li", classes="report retracted" if out else "report"):
        tag("p", facts_of(report), "facts")
        if report.note:
            tag("p", f"「{report.note}」", "said")
        who = words.told_by(report.source, report.label, report.sighting)
        tag("p", f"{words.clock_time(report.said_at, now, zone)} {who}", "by")
        if out:
            by = f" {out.by_name}" if out.by_name else ""
            tag("p", f"取り消し済み({words.clock_time(out.at, now, zone)}{by}) 理由: {out.why}", "taken-out")
        elif retract is not None:
            _Wish(report, retract)


def facts_of(report: Report) -> str:
    found = [
        words.CASUALTY[report.casualty] if report.casualty else "",
        words.CONDITION[report.condition] if report.condition else "",
        words.WHEREABOUTS[report.whereabouts] if report.whereabouts else "",
        "、".join(words.NEED[each] for each in report.needs or ()),
        words.place(report.spot) if report.spot else "",
    ]
    return " ・ ".join(each for each in found if each) or "安否のことばなし"


class _Wish:
    """The button, then the form. What became of it is said where it was pressed."""

    def __init__(self, report: Report, retract: Retract) -> None:
        self._report = report
        self._retract = retract
        self._is_busy = False
        self._open = button(_ASK, self._ask, "quiet", aria_label=f"{_ASK}: {facts_of(report)}")
        with tag("div", classes="wish") as self._form:
            self._why = Line("取り消す理由", MAX_REASON, placeholder="別の家の方でした など")
            self._warning = tag("p", classes="warning", role="alert")
            with tag("div", classes="foot"):
                self._once = button("取り消す", self._go, "danger")
                self._back = button("やめる", self._stop, "quiet")
                self._twice = button(_SURE, self._go_surely, "danger")
        show(self._form, shown=False)
        show(self._twice, shown=False)
        show(self._warning, shown=False)

    def _ask(self) -> None:
        show(self._open, shown=False)
        show(self._form, shown=True)

    def _stop(self) -> None:
        self._second(asked=False)
        show(self._warning, shown=False)
        show(self._form, shown=False)
        show(self._open, shown=True)

    async def _go(self) -> None:
        if not self._why.text.strip():
            self._warn(_NO_REASON)
            return
        if await self._take_out(sure=False) is Retracted.NEEDS_SECOND_TAP:
            self._warn(_OWN_CALL)
            self._second(asked=True)
            focus(self._back)

    async def _go_surely(self) -> None:
        await self._take_out(sure=True)

    async def _take_out(self, *, sure: bool) -> Retracted | None:
        """A second click while the first is under way does nothing."""
        if self._is_busy:
            return None
        self._is_busy = True
        try:
            return await self._retract(self._report.id, self._why.text, sure)
        finally:
            self._is_busy = False

    def _second(self, *, asked: bool) -> None:
        """A button of its own; 「やめる」 moves where the first one was, so that a fast second press hits that."""
        show(self._once, shown=not asked)
        show(self._twice, shown=asked)

    def _warn(self, warning: str) -> None:
        say(self._warning, warning)
        show(self._warning, shown=True)
