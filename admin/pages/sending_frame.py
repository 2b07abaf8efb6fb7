"""What the two pages for sending share: header, who may, the form with its fault, the look before sending."""

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from nicegui import ui
from nicegui.elements.mixins.text_element import TextElement

from admin import sending_words as words
from admin.pages.confirming import CarryOut, Confirming
from admin.pages.desk import Desk
from admin.pages.elements import button, say, show, tag
from admin.pages.header import Header
from admin.pages.places import Place
from admin.pages.sent_list import MOST, sent_list
from admin.pages.sheets import load
from admin.queries.choices import Choices, read_choices
from admin.queries.sent import SentOnce, read_sent
from admin.sending import Plan, Unfinished
from admin.sessions import Session
from bot.core.errors import Unavailable

_FOLLOW_SECONDS = 1.0
_DOWN = "データベースにつながりません。しばらくして、もう一度押してください。"

Look = tuple[Plan, str, tuple[str, ...]]
"""What would be sent, to whom in words, and what to mind."""


class SendingFrame:
    def __init__(self, desk: Desk, session: Session, place: Place) -> None:
        self.desk = desk
        self.session = session
        self._place = place
        self._is_told = False

    async def build(self, fields: Callable[[Choices], None], look: Callable[[], Look], carry_out: CarryOut) -> None:
        load("board.css", "sending.css", "preview.css")
        Header(self.desk.city.name, ZoneInfo(self.desk.city.time_zone), self._place, self.session.staff)
        with tag("div", classes="sending"):
            tag("h2", self._place.title, "page-title")
            if self.session.staff is None or not self.session.staff.may_decide:
                tag("p", words.MAY_NOT, "may-not")
                return
            try:
                choices = await read_choices(self.desk.database)
                sent = await read_sent(self.desk.database, MOST)
            except Unavailable:
                tag("p", "データベースにつながりません。ページを開き直してください。", "fault", role="alert")
                return
            self._form(choices, fields, look, carry_out)
            with tag("div") as self._sent:
                self._draw_sent(sent)

    def changed(self, _: str = "") -> None:
        """Whatever was filled in otherwise: what was looked at is no longer what would be sent."""
        self._confirming.clear()
        show(self._fault, shown=False)

    def _form(
        self, choices: Choices, fields: Callable[[Choices], None], look: Callable[[], Look], carry_out: CarryOut
    ) -> None:
        with tag("section", classes="form"):
            fields(choices)
            self._fault: TextElement = tag("p", classes="fault", role="alert")
            show(self._fault, shown=False)

            async def pressed() -> None:
                await self._look(look)

            button("送る前に確かめる", pressed, "look")
        self._confirming = Confirming(self.desk, self.session, carry_out)
        ui.timer(_FOLLOW_SECONDS, self._follow)

    async def _follow(self) -> None:
        """What was sent here stands among what was sent before, so that nobody sends it again."""
        await self._confirming.follow()
        if not self._confirming.is_over or self._is_told:
            return
        try:
            sent = await read_sent(self.desk.database, MOST)
        except Unavailable:
            return
        if sent != self._shown:
            self._is_told = True
            self._sent.clear()
            with self._sent:
                self._draw_sent(sent)

    def _draw_sent(self, sent: Sequence[SentOnce]) -> None:
        self._shown = sent
        sent_list(sent, self.desk.clock.now(), ZoneInfo(self.desk.city.time_zone))

    async def _look(self, look: Callable[[], Look]) -> None:
        if self._confirming.is_over:
            return
        try:
            plan, whom, notes = look()
            await self._confirming.look(plan, whom, notes)
        except Unfinished as fault:
            self._complain(str(fault))
        except Unavailable:
            self._complain(_DOWN)

    def _complain(self, what: str) -> None:
        self._confirming.clear()
        say(self._fault, what)
        show(self._fault, shown=True)
