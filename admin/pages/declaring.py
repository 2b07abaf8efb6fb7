"""The part of 有事の宣言 that declares: the form, what is wrong with it, and the second tap."""

from dataclasses import replace
from functools import partial
from zoneinfo import ZoneInfo

from admin.commands.declare import Declaring, new_emergency_id
from admin.pages import emergency_words as told
from admin.pages.desk import Desk
from admin.pages.elements import say, show, tag
from admin.pages.emergency_form import declaring_form, wanted
from admin.pages.form import Filled
from admin.pages.preview import draw_costs
from admin.pages.sign_in_page import BEGIN
from admin.pages.sure import Question, Sure
from admin.pages.trying import Trying
from admin.sessions import Session
from admin.staff import Staff
from bot.core.incidents import Emergency
from bot.core.people import District, Role
from bot.core.quota import Quota
from bot.rules.declaring import may_declare, objections
from bot.storage.emergencies import EmergencyStore
from bot.storage.parting import Preview


class DeclaringSection:
    """The form stays as it was filled in while the second tap is asked for, and when it is gone back to."""

    def __init__(self, desk: Desk, session: Session, trying: Trying) -> None:
        self._desk = desk
        self._session = session
        self._trying = trying
        self._declaring = Declaring(desk.database, desk.city, desk.wakeups, desk.mailroom.quota)
        self._known: tuple[District, ...] | None = None
        self._staff = session.staff if _may_declare(session.staff) else None
        self._fault = tag("p", classes="fault", role="alert")
        show(self._fault, shown=False)
        self._form = tag("div")
        self._sure = Sure(tag("div"))
        if self._staff is None:
            self._why_not()

    def update(self, known: tuple[District, ...]) -> None:
        """The form comes with the first reading, and stays: what is being filled in is not drawn anew."""
        if self._staff is not None and self._known is None:
            self._known = known
            self._draw()

    def _draw(self) -> None:
        self._form.clear()
        with self._form:
            declaring_form(self._known or (), self._filled_in)

    def _why_not(self) -> None:
        by_code = self._session.staff is None
        with self._form, tag("p", classes="why-not"):
            tag("span", told.ONLY_BY_NAME if by_code else told.ONLY_MANAGERS)
            if by_code and self._desk.by_name:
                tag("a", "職員IDでサインインする", href=BEGIN)

    async def _filled_in(self, filled: Filled) -> None:
        now, known = self._desk.clock.now(), self._known or ()
        emergency = wanted(filled, known, now, new_emergency_id(now, self._desk.city))
        fault = told.NO_AREA if emergency is None else self._fault_of(emergency)
        if fault or emergency is None:
            self._complain(fault)
            return
        preview = await self._trying.seen(EmergencyStore(self._desk.database).preview(emergency))
        if preview is not None:
            self._complain("")
            self._make_sure(emergency, preview, await self._desk.mailroom.quota())

    def _fault_of(self, emergency: Emergency) -> str:
        assert self._staff is not None
        signed = replace(emergency, declared_by=self._staff.person)
        return " ".join(told.OBJECTION[each] for each in objections(signed, map(Role, self._staff.offices)))

    def _make_sure(self, emergency: Emergency, preview: Preview, quota: Quota | None) -> None:
        areas = tuple(each for each in self._known or () if each.id in emergency.districts)
        place = told.where([each.name for each in areas], self._desk.city.name)
        until = told.moment(emergency.until, ZoneInfo(self._desk.city.time_zone))
        sentence = told.will_be_declared(place, preview.audience.asked, until, emergency.recipients)
        costs = partial(draw_costs, preview, quota)
        note = f"{told.ENDS_TOO if preview.cost else ''}{told.BY_NAME}"
        question = Question(sentence, note, "はい、宣言します", more=costs)
        show(self._form, shown=False)
        self._sure.ask(question, partial(self._declare, emergency, areas), self._back)

    def _back(self) -> None:
        self._sure.anew()
        show(self._form, shown=True)

    async def _declare(self, emergency: Emergency, areas: tuple[District, ...]) -> bool:
        anew = replace(emergency, declared_at=self._desk.clock.now())
        done = await self._trying.done(self._declaring.declare(self._session, anew, areas))
        if isinstance(done, tuple):
            self._complain(" ".join(told.OBJECTION[each] for each in done))
            return False
        if done is None:
            return False
        self._trying.say(told.DECLARED)
        self._sure = self._sure.again()
        self._back()
        self._draw()
        return True

    def _complain(self, words: str) -> None:
        say(self._fault, words)
        show(self._fault, shown=bool(words))


def _may_declare(staff: Staff | None) -> bool:
    return staff is not None and may_declare(map(Role, staff.offices))
