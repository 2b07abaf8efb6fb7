"""「一覧」 in one browser tab: every person of an open incident, the most urgent first; one of them whole beside it."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from nicegui import Client

from admin import list_words
from admin.commands import talks
from admin.commands.casualties import put_on_record
from admin.commands.entitled import entitled
from admin.commands.looks import write_looks
from admin.commands.visits import change_visit
from admin.pages.by_name import MAY_NOT, may_act, way_in
from admin.pages.casualty_box import Stated
from admin.pages.desk import Desk
from admin.pages.elements import button, say, show, tag
from admin.pages.header import Header
from admin.pages.incident_choice import IncidentChoice
from admin.pages.keeping import keep_live
from admin.pages.people_filters import PeopleFilters
from admin.pages.people_table import PeopleTable
from admin.pages.person_panel import Actions, Drawn, PersonPanel
from admin.pages.places import PEOPLE
from admin.pages.sheets import load
from admin.pages.talk_box import Talking, Written
from admin.pages.trying import Trying
from admin.pages.undo import UndoBar
from admin.people import PAGE, People, Spoken, Wanted
from admin.person_sight import Moments, look_at
from admin.queries.people import read_districts, read_incidents, read_people
from admin.queries.person import read_about, read_person
from admin.queries.talks import read_talk
from admin.sessions import Session
from admin.showing import Viewer
from admin.visits import staff_step
from bot.core.ids import IncidentId, NoticeId, PersonId, ReportId
from bot.core.incidents import Incident
from bot.core.ports import Signal
from bot.core.visits import VisitState, visit_id
from bot.storage.database import Database
from bot.storage.staff_word.casualties import Recorded, Recording
from bot.storage.staff_word.retracting import Outcome, Retracted, Retracting, Retraction
from bot.storage.staff_word.talking import Talked, ToPerson
from bot.storage.staff_word.visiting import Change, Changed, Line

_NOT_RETRACTED: dict[Retracted, str] = {
    Retracted.ALREADY: "ほかの職員が、すでに取り消しています。",
    Retracted.NOT_POSSIBLE: list_words.CLOSED_MEANWHILE,
}
_ADDED: dict[Changed, str] = {
    Changed.DONE: "訪問の一覧にくわえました。",
    Changed.OVERTAKEN: "すでに訪問の一覧にあります。「訪問」のページで確かめてください。",
    Changed.CALLED_AGAIN: list_words.CALLED_AGAIN,
    Changed.CLOSED: list_words.CLOSED_MEANWHILE,
}


_RECORDED: dict[Recorded | None, str] = {
    Recorded.DONE: "記録しました。まちがいのときは、「届いた報告」から取り消せます。",
    Recorded.ALREADY: "すでに記録されています。まちがいのときは、「届いた報告」から取り消してください。",
    Recorded.CALLED: list_words.CALLED_AGAIN,
    Recorded.CLOSED: list_words.CLOSED_MEANWHILE,
}
_NOT_HERE = "この方は、この一覧にいません。終わった事案か、安否をたずねていない方です。"

_Talks = Callable[[Database, ToPerson, Session], Awaitable[Talked]]


class PeoplePage:
    def __init__(
        self, desk: Desk, session: Session, notice: NoticeId | None = None, incident: IncidentId | None = None
    ) -> None:
        """`notice`: a card of the board, whose person is open from the start. `incident`: as of the visits' page."""
        self.hurry = asyncio.Event()
        self._desk = desk
        self._session = session
        self._zone = ZoneInfo(desk.city.time_zone)
        self._incident: Incident | None = None
        self._start = 0
        self._open: PersonId | None = None
        self._from = notice
        load("board.css", "people.css")
        self.header = Header(desk.city.name, self._zone, PEOPLE, session.staff)
        self._build(incident)

    def _build(self, incident: IncidentId | None) -> None:
        self._choice = IncidentChoice("一覧", self._changed, incident)
        with tag("div", classes="list-page") as self._whole:
            self._filters = PeopleFilters(self._changed)
            with tag("div", classes="list-and-person"):
                with tag("div", classes="list-side"):
                    self._table = PeopleTable(self._show, self._desk.city.ladder, self._zone)
                    with tag("p", classes="pager"):
                        self._before = button("前の50人", lambda: self._turn(-PAGE), "quiet")
                        self._range = tag("span")
                        self._after = button("次の50人", lambda: self._turn(PAGE), "quiet")
                self._panel = PersonPanel(self._actions(), self._zone)
        self._bar = UndoBar(self._desk.clock)
        self._tried = Trying(self._bar.say, MAY_NOT, list_words.NOT_TAKEN).done

    def _actions(self) -> Actions:
        talking, office = Talking(self._send, self._end_talk), lambda: self._session.office
        may, by_name = may_act(self._session), way_in(self._desk)
        return Actions(self._close, self._add_visit, self._retract, self._record, may, by_name, talking, office)

    async def live(self, client: Client, opened: asyncio.Event) -> None:
        await keep_live(self, self._desk, self._session, client, opened)

    async def refresh(self) -> None:
        self._bar.tick()
        came_for = await self._come_from_the_board()
        async with self._desk.database.reading() as connection:
            incidents = await read_incidents(connection, self._choice.chosen)
            districts = await read_districts(connection)
        incident = self._choice.update(incidents)
        if came_for and (incident is None or incident.id != came_for):
            self._bar.say(_NOT_HERE)
            self._close()
        if incident is None or (self._incident and incident.id != self._incident.id):
            self._close()
        self._incident = incident
        show(self._whole, shown=incident is not None)
        if incident is None:
            return
        people = await self._read(incident)
        self._filters.update(people.totals, districts)
        await self._show_page(incident, people)
        await self._show_person(incident)

    async def _come_from_the_board(self) -> IncidentId | None:
        """Once: from then on it is a list like any other. For which incident, which may be over by now."""
        if self._from is None:
            return None
        about = await read_about(self._desk.database, self._from)
        self._from = None
        if about is None:
            self._bar.say(_NOT_HERE)
            return None
        incident, self._open = about
        self._choice.choose(incident)
        return incident

    async def _read(self, incident: Incident) -> People:
        wanted = self._filters.narrow(Wanted(incident.id, start=self._start))
        people = await read_people(self._desk.database, wanted)
        if self._start and not people.found:
            self._start = 0
            return await self._read(incident)
        return people

    async def _show_page(self, incident: Incident, people: People) -> None:
        """First the ledger, then the page."""
        now, viewer = self._desk.clock.now(), Viewer(self._session.id, self._session.staff)
        moments = self._moments()
        seen = [look_at(each, viewer, incident, moments) for each in people.found]
        looks = [shown for _, shown in seen if shown is not None]
        await write_looks(self._desk.database, self._session, incident, looks, now)
        self._table.update([sight for sight, _ in seen], now)
        first, last = min(self._start + 1, people.total), min(self._start + PAGE, people.total)
        say(self._range, f"{people.total:,}人のうち {first:,}〜{last:,}人目")
        show(self._before, shown=self._start > 0)
        show(self._after, shown=last < people.total)

    async def _show_person(self, incident: Incident) -> None:
        step = staff_step(self._desk.city.ladder)
        whole = await read_person(self._desk.database, incident.id, self._open, step) if self._open else None
        if whole is None:
            if self._open:
                self._bar.say(_NOT_HERE)
            self._close()
            return
        now, viewer = self._desk.clock.now(), Viewer(self._session.id, self._session.staff)
        sight, shown = look_at(whole.found, viewer, incident, self._moments(), whole.told)
        await write_looks(self._desk.database, self._session, incident, [shown] if shown else [], now)
        spoken = await read_talk(self._desk.database, incident.id, sight.person) if shown else Spoken()
        self._panel.update(Drawn(sight, whole.told if shown else (), whole.listed), spoken, now)

    def _moments(self) -> Moments:
        now = self._desk.clock.now()
        return Moments(now, now.astimezone(self._zone).date())

    def _changed(self) -> None:
        self._start = 0
        self.hurry.set()

    def _turn(self, by: int) -> None:
        self._start = max(0, self._start + by)
        self.hurry.set()

    def _show(self, person: PersonId) -> None:
        self._open = person
        self.hurry.set()

    def _close(self) -> None:
        self._open = None
        self._panel.close()

    async def _add_visit(self, person: PersonId) -> None:
        if self._incident is None:
            return
        line = Line(visit_id(self._incident.id, person), self._incident.id, 0, person)
        change, now = Change(VisitState.UNASSIGNED), self._desk.clock.now()
        adding = change_visit(self._desk.database, self._desk.city_os, line, change, self._session, now)
        if done := await self._tried(adding):
            self._bar.say(_ADDED[done])

    async def _send(self, person: PersonId, written: Written) -> Talked | None:
        self._session.office = written.office
        return await self._talk(talks.say, person, written)

    async def _end_talk(self, person: PersonId) -> Talked | None:
        return await self._talk(talks.end, person, Written("", "", ""))

    async def _talk(self, does: _Talks, person: PersonId, written: Written) -> Talked | None:
        """To whom the panel was drawn for, not whom the list has come to since."""
        staff, now = self._session.staff, self._desk.clock.now()
        if self._incident is None:
            return None
        if staff is None:
            self._bar.say(MAY_NOT)
            return None
        line = ToPerson(person, self._incident.id, staff.person, now, *written)
        done = await self._tried(does(self._desk.database, line, self._session))
        if done is not None:
            await self._desk.wakeups.wake(Signal.OUTBOX)
            self.hurry.set()
        return done

    async def _record(self, person: PersonId, stated: Stated) -> Recorded | None:
        """Of whom the panel was drawn for, not whom the list has come to since."""
        staff, now = self._session.staff, self._desk.clock.now()
        if self._incident is None or staff is None:
            self._bar.say(MAY_NOT)
            return None
        wish = Recording(
            person, self._incident.id, stated.casualty, staff.person, stated.basis, now, stated.seen, stated.sure
        )
        done = await self._tried(put_on_record(self._desk.database, self._desk.city_os, wish, self._session))
        if done in _RECORDED:
            self._bar.say(_RECORDED[done])
            await self._desk.wakeups.wake(Signal.BOARD)
            self.hurry.set()
        return done

    async def _retract(self, report: ReportId, why: str, sure: bool) -> Retracted | None:  # noqa: FBT001 - by position
        now = self._desk.clock.now()
        done = await self._tried(self._take_out(report, why, now, sure=sure))
        if done is None:
            return None
        if done.became is Retracted.DONE:
            self._bar.say(list_words.retracted(done.corrected))
        elif done.became in _NOT_RETRACTED:
            self._bar.say(_NOT_RETRACTED[done.became])
        await self._desk.wakeups.wake(Signal.OUTBOX)
        await self._desk.wakeups.wake(Signal.BOARD)
        self.hurry.set()
        return done.became

    async def _take_out(self, report: ReportId, why: str, now: datetime, *, sure: bool) -> Outcome:
        retracting = Retracting(self._desk.database, self._desk.city_os, self._desk.city.disclosure)
        by = await entitled(self._session, self._desk.database, now)
        return await retracting.retract(Retraction(report, by, why, now, sure))
