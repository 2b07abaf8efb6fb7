"""The look before sending, the one button that sends, and how far it has come. What is confirmed twice is sent once."""

from collections.abc import Awaitable, Callable
from secrets import token_hex

from nicegui.elements.mixins.text_element import TextElement

from admin import preview_words as told
from admin import sending_words as words
from admin.commands.entitled import NotEntitled
from admin.pages.desk import Desk
from admin.pages.elements import button, say, show, tag
from admin.pages.preview import Card, draw_costs, draw_phones
from admin.pages.sure import bring
from admin.sending import Plan
from admin.sessions import Session
from bot.core.errors import Unavailable
from bot.core.ids import MailingId
from bot.core.language import Language
from bot.core.quota import Quota
from bot.rules.headcount import is_few, is_narrow
from bot.storage.announcements import AnnouncementStore, Order
from bot.storage.border import Rejected
from bot.storage.parting import Preview, Sent

CarryOut = Callable[[Plan, Order], Awaitable[Sent | None]]
"""Raises `NotEntitled` where whoever confirms may not, or not any more."""

_DOWN = "データベースにつながりません。送っていないか、送ったかどうか分かりません。安否ボードで確かめてください。"


class Confirming:
    def __init__(self, desk: Desk, session: Session, carry_out: CarryOut) -> None:
        self._desk = desk
        self._session = session
        self._carry_out = carry_out
        self._store = AnnouncementStore(desk.database)
        self._followed: MailingId | None = None
        self._going: TextElement | None = None
        self._narrow = False
        self._element = tag("section", classes="confirming", aria_live="polite")

    @property
    def is_over(self) -> bool:
        return self._followed is not None

    def clear(self) -> None:
        """The form has changed: what was looked at is not what would be sent."""
        if not self.is_over:
            self._element.clear()

    async def look(self, plan: Plan, whom: str, notes: tuple[str, ...] = ()) -> None:
        """Draws what would happen. Raises `Unavailable` where the database is down."""
        preview = await self._store.preview(plan.audience, plan.about, self._desk.clock.now())
        quota = await self._desk.mailroom.quota()
        self._element.clear()
        with self._element:
            heading = tag("h2", "送る前の確かめ", "form-title")
            tag("p", told.people(preview.audience.asked, narrow=preview.narrow), "headcount")
            tag("p", f"対象: {whom}", "whom")
            draw_costs(preview, quota)
            for each in notes:
                tag("p", each, "warn")
            draw_phones(self._desk.mailroom.phrasebook, _card(plan), preview)
            self._button(plan, preview, quota)
        bring(heading)

    def _button(self, plan: Plan, preview: Preview, quota: Quota | None) -> None:
        id_ = MailingId(token_hex(16))
        left = quota.left if quota else None

        async def confirmed() -> None:
            await self._confirm(plan, id_, left)

        kind = "drill" if plan.drill else "real"
        asked, reached = preview.audience.asked, preview.audience.asked - preview.audience.unreachable
        label = f"{'【訓練】として' if plan.drill else ''}{told.people(reached, narrow=preview.narrow)}に送る"
        if plan.opens:
            kind_of = "【訓練】" if plan.drill else "実際の災害"
            label = f"{kind_of}として開き、{told.people(asked, narrow=preview.narrow)}にたずねる"
        self._confirm_button = button(label, confirmed, f"confirm {kind}")

    async def _confirm(self, plan: Plan, id_: MailingId, left: int | None) -> None:
        staff, now = self._session.staff, self._desk.clock.now()
        if self.is_over:
            return
        self._followed = id_
        show(self._confirm_button, shown=False)
        if staff is None:
            self._complain(words.MAY_NOT)
            return
        try:
            sent = await self._carry_out(plan, plan.order(id_, staff, self._session.id, now, left))
        except NotEntitled:
            self._complain(words.MAY_NOT)
            return
        except (Unavailable, Rejected):
            self._complain(_DOWN)
            return
        self._narrow = is_narrow(plan.audience)
        self._result(plan, sent)
        await self.follow()

    def _complain(self, what: str) -> None:
        with self._element:
            tag("p", what, "fault", role="alert")

    def _result(self, plan: Plan, sent: Sent | None) -> None:
        self._element.clear()
        with self._element:
            heading = tag("h2", "事案を開きました" if plan.opens else "送りました", "form-title")
            self._going = tag("p", classes="going", role="status")
            if sent and not is_few(sent.messages, narrow=sent.narrow):
                tag("p", f"使ったLINEの通数: {told.number_of(sent.messages, '通', narrow=sent.narrow)}", "cost")
            if sent and sent.held:
                tag("p", told.HELD, "warn")
            tag("a", "安否ボードへ", "go-board", href="/")
        bring(heading)

    async def follow(self) -> None:
        """How far it has come, for as long as the tab is open."""
        if self._followed is None or self._going is None:
            return
        try:
            say(self._going, words.going(await self._store.progress(self._followed), narrow=self._narrow))
        except Unavailable:
            say(self._going, "データベースにつながりません。つながると、続きを表示します。")


def _card(plan: Plan) -> Card:
    others = (each for each in Language if each is not Language.JAPANESE)
    return Card(plan.words, plan.drill, tuple(each for each in others if each.value in plan.said))
