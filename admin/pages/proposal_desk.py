"""What the buttons of proposals do, for one tab: decide by name, and say in the bar below what became of it."""

from collections.abc import Sequence
from functools import partial
from zoneinfo import ZoneInfo

from admin.commands.decide import Decisions
from admin.pages import proposal_words as told
from admin.pages.deciding import Acts
from admin.pages.desk import Desk
from admin.pages.preview import Card, draw_phones
from admin.pages.proposal_panel import ProposalPanel
from admin.pages.sign_in_page import BEGIN
from admin.pages.trying import Trying
from admin.pages.undo import UndoBar
from admin.proposals import Decided, Looked, Pending
from admin.queries.proposals import read_districts
from admin.sessions import Session
from bot.core.people import District
from bot.core.proposals import Draft, ProposalId
from bot.storage.alerts import Before, NotCarriedOut


class ProposalDesk:
    def __init__(self, desk: Desk, session: Session, bar: UndoBar) -> None:
        self._desk = desk
        self._session = session
        self._bar = bar
        self._decisions = Decisions(desk.database, desk.proposals)
        self._trying = Trying(self._bar.say, told.NOT_ENTITLED, told.NOT_TAKEN)
        self._tried = self._trying.done

    def panel(self, *, drill: bool) -> ProposalPanel:
        staff, city = self._session.staff, self._desk.city
        acts = Acts(
            send=self._send,
            refuse=self._refuse,
            look=self._look,
            phones=self._phones,
            districts=self._districts,
            may_decide=staff is not None and staff.may_decide,
            by_name=BEGIN if self._desk.by_name else "",
        )
        return ProposalPanel(acts, self._reopen, city.name, ZoneInfo(city.time_zone), drill=drill)

    async def _send(self, pending: Pending, draft: Draft | None) -> bool:
        now = self._desk.clock.now()
        done = await self._tried(self._decisions.confirm(self._session, pending.proposal.id, now, draft))
        if done is None:
            return False
        self._bar.say(told.became(done))
        return True

    async def _refuse(self, pending: Pending) -> bool:
        id_, now = pending.proposal.id, self._desk.clock.now()
        refused = await self._tried(self._decisions.refuse(self._session, id_, now))
        if refused:
            self._bar.offer("送らないことにしました。", partial(self._wait_again, id_))
        elif refused is not None:
            self._bar.say(told.OTHERS)
        return refused is not None

    async def _reopen(self, decided: Decided) -> None:
        await self._wait_again(decided.proposal.id)

    async def _wait_again(self, id_: ProposalId) -> None:
        reopened = await self._tried(self._reopened(id_))
        if reopened is not None:
            self._bar.say(reopened)

    async def _reopened(self, id_: ProposalId) -> str:
        stays = await self._decisions.reopen(self._session, id_, self._desk.clock.now())
        return told.STAYS[stays] if stays else told.WAITS_AGAIN

    async def _look(self, pending: Pending, draft: Draft | None) -> Looked | None:
        """None where there is nothing to confirm, which the bar says."""
        quota = await self._desk.mailroom.quota()
        looking = self._desk.proposals.before(pending.proposal.id, self._desk.clock.now(), draft)
        before = await self._trying.seen(looking)
        if isinstance(before, NotCarriedOut):
            self._bar.say(told.NOT_NOW[before.why])
        return Looked(before, quota) if isinstance(before, Before) else None

    def _phones(self, pending: Pending, looked: Looked) -> None:
        card = Card(looked.before.words, pending.proposal.drill)
        draw_phones(self._desk.mailroom.phrasebook, card, looked.before.preview)

    async def _districts(self) -> Sequence[District] | None:
        return await self._trying.seen(read_districts(self._desk.database))
