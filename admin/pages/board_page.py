"""The live board of one browser tab: each reading is decided upon, written into the ledger, and only then shown."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from zoneinfo import ZoneInfo

from nicegui import Client, ui

from admin.board import Board, Notice, Section
from admin.commands.disclose import write_new
from admin.commands.done import mark_done, reopen
from admin.pages.board_curves import BoardCurves
from admin.pages.case_card import title
from admin.pages.desk import Desk
from admin.pages.done_list import DoneList
from admin.pages.elements import say, tag
from admin.pages.following import follow
from admin.pages.header import Header
from admin.pages.heard_line import HeardLine
from admin.pages.places import BOARD
from admin.pages.proposal_desk import ProposalDesk
from admin.pages.sheets import load
from admin.pages.trying import NOT_KNOWN
from admin.pages.undo import UndoBar
from admin.pages.world import World
from admin.queries.board import read_done_notices
from admin.queries.notices import Limits
from admin.sessions import Session
from admin.showing import Case, Sight, Viewer, look
from bot.core.errors import Unavailable
from bot.core.ids import NoticeId
from bot.core.ports import Signal

MORE = 30
"""How many more notices of a section 「さらに表示」 brings."""


class BoardPage:
    def __init__(self, desk: Desk, session: Session) -> None:
        self._desk = desk
        self._session = session
        self._viewer = Viewer(session.id, session.staff)
        self._zone = ZoneInfo(desk.city.time_zone)
        self.limits = Limits()
        self._waiting = self._proposed = 0
        self._curves = BoardCurves(desk.database)
        self._is_painted = False
        self._build()

    def _build(self) -> None:
        load("board.css", "form.css", "proposals.css", "preview.css")
        self.header = Header(self._desk.city.name, self._zone, BOARD, self._session.staff)
        self._heard = HeardLine(self._desk)
        worlds = tag("div")
        self._undo = UndoBar(self._desk.clock)
        proposals = ProposalDesk(self._desk, self._session, self._undo)
        with worlds:
            self._worlds = tuple(self._world(proposals, drill=drill) for drill in (False, True))
        self._announcer = tag("p", classes="only-spoken", role="status")

    def _world(self, proposals: ProposalDesk, *, drill: bool) -> World:
        return World(
            drill=drill,
            done=self._done,
            more=self._more,
            done_list=self._done_list,
            panel=proposals.panel,
            zone=self._zone,
        )

    def _done_list(self, drill: bool) -> DoneList:  # noqa: FBT001 - World hands it on by position
        async def toggled() -> None:
            await self._show_done(drill)

        return DoneList(toggled, self._reopen_one, self._zone, drill=drill)

    async def live(self, client: Client, opened: asyncio.Event) -> None:
        await follow(self, self._desk, self._session, client, opened)

    async def show(self, board: Board) -> None:
        """Raises `Unavailable` where the ledger could not be written: then nothing new is shown."""
        self._undo.tick()
        sights = await self._disclosed(board.notices)
        for world in self._worlds:
            world.update(board, sights, board.as_of)
        for drill in (False, True):
            await self._show_done(drill)
        await self._heard.refresh(board.as_of)
        self._announce(board)
        await self._draw_curves(board)

    async def _draw_curves(self, board: Board) -> None:
        """Not with the first paint: that is for who needs somebody to go."""
        if self._is_painted:
            real, _ = self._worlds
            real.draw_curves(await self._curves.read(board.incidents, board.as_of))
        self._is_painted = True

    async def _disclosed(self, notices: Iterable[Notice]) -> list[Sight]:
        now = self._desk.clock.now()
        today = now.astimezone(self._zone).date()
        looks = [look(each, self._viewer, now, today) for each in notices]
        await write_new(self._desk.database, self._session, [each for _, several in looks for each in several], now)
        return [sight for sight, _ in looks]

    def _announce(self, board: Board) -> None:
        """In the tab's title, and aloud for those who listen: what waits, real things only."""
        waiting = board.total(Section.GO, drill=False)
        proposed = sum(not each.proposal.drill for each in board.proposed.pending)
        if (waiting, proposed) != (self._waiting, self._proposed):
            ui.page_title(f"{'【提案】' if proposed else ''}{f'({waiting}) ' if waiting else ''}安否ボード")
        if waiting > self._waiting:
            say(self._announcer, f"助けを求める知らせが{waiting}件あります。")
        elif proposed > self._proposed:
            say(self._announcer, f"警報からの提案が{proposed}件、決めるのを待っています。")
        self._waiting, self._proposed = waiting, proposed

    def _more(self) -> None:
        self.limits = replace(self.limits, to_go=self.limits.to_go + MORE, others=self.limits.others + MORE)

    async def _done(self, case: Case) -> None:
        """Marks what the card shows; what arrived in the meantime stays open."""
        ids = [each.id for each in case.sights]
        now = self._desk.clock.now()
        try:
            marked = await mark_done(self._desk.database, ids, now, self._viewer)
        except Unavailable:
            self._undo.say(NOT_KNOWN)
            return
        if marked:
            name = title(case.newest)
            self._undo.offer(f"{name}を対応済みにしました。", partial(self._reopen, ids))
        else:
            self._undo.say("ほかの職員が、すでに対応済みにしています。")
        await self._desk.wakeups.wake(Signal.BOARD)

    async def _reopen_one(self, sight: Sight) -> None:
        await self._reopen([sight.id])

    async def _reopen(self, ids: Sequence[NoticeId]) -> None:
        now = self._desk.clock.now()
        try:
            await reopen(self._desk.database, ids, now, self._viewer)
        except Unavailable:
            self._undo.say(NOT_KNOWN)
        await self._desk.wakeups.wake(Signal.BOARD)

    async def _show_done(self, drill: bool) -> None:  # noqa: FBT001 - one of two worlds
        done = self._worlds[drill].done_list
        if done.is_open:
            notices = await read_done_notices(self._desk.database, drill=drill)
            done.update(await self._disclosed(notices), self._desk.clock.now())
