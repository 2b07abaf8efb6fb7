"""「届いた電文」 in one tab: what authorities announced, the newest first, live; each can be taken as CAP."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from nicegui import Client, ui

from admin.alerts import Arrivals, Wanted
from admin.pages.alert_card import Acts, AlertCard, Place
from admin.pages.desk import Desk
from admin.pages.elements import button, show, tag
from admin.pages.header import Header
from admin.pages.keeping import keep_live
from admin.pages.places import ALERTS
from admin.pages.sheets import load
from admin.pages.trying import DOWN
from admin.pages.undo import UndoBar
from admin.queries.alerts import read_arrivals, read_raw
from admin.sessions import Session
from bot.core.errors import Unavailable
from bot.storage.alerts import AlertStore
from integrations.alerts.cap import MEDIA_TYPE, to_cap

POLL_SECONDS = 2.0
MORE = 30
_GROUPS = {
    Wanted.ALL: "すべて",
    Wanted.UNKNOWN: "種類のわからないもの",
    Wanted.NOT_REAL: "訓練・試験",
    Wanted.SHELTERS: "避難所",
}
_EMPTY = {
    Wanted.ALL: "まだ、電文は届いていません。気象庁などから届くと、ここに出ます。",
    Wanted.UNKNOWN: "種類のわからない電文は、届いていません。",
    Wanted.NOT_REAL: "訓練・試験の電文は、届いていません。",
    Wanted.SHELTERS: "避難所の開設・閉鎖の電文は、届いていません。",
}


class AlertsPage:
    def __init__(self, desk: Desk, session: Session) -> None:
        self.hurry = asyncio.Event()
        self._desk = desk
        self._session = session
        self._zone = ZoneInfo(desk.city.time_zone)
        self._store = AlertStore(desk.database)
        self._place = Place(desk.city.name, desk.codes, self._zone)
        self._wanted = Wanted.ALL
        self._most = MORE
        self._cards: dict[str, AlertCard] = {}
        self._build()

    def _build(self) -> None:
        load("board.css", "people.css", "alerts.css")
        self.header = Header(self._desk.city.name, self._zone, ALERTS, self._session.staff)
        with tag("div", classes="alerts-page"):
            tag("h2", "届いた電文", "page-title")
            tag("p", "気象庁やLアラートなどの発表です。ここを見ても、だれにも何も送られません。", "hint")
            with tag("div", classes="groups", role="group", aria_label="しぼりこみ"):
                self._groups = {
                    each: button(words, self._chooser(each), "group", aria_pressed="false")
                    for each, words in _GROUPS.items()
                }
            self._empty = tag("p", classes="empty")
            self._list = tag("ol", classes="alerts")
            self._more = button("さらに表示", self._show_more, "quiet")
        self._bar = UndoBar(self._desk.clock)
        self._mark()

    async def live(self, client: Client, opened: asyncio.Event) -> None:
        await keep_live(self, self._desk, self._session, client, opened, POLL_SECONDS)

    async def refresh(self) -> None:
        now = self._desk.clock.now()
        self._bar.tick()
        wanted = self._wanted
        found = await read_arrivals(self._desk.database, wanted, self._most)
        if wanted is self._wanted:
            self._show(found, now)

    def _show(self, found: Arrivals, now: datetime) -> None:
        there = {each.alert.digest: each for each in found.alerts}
        for gone in self._cards.keys() - there.keys():
            self._cards.pop(gone).element.delete()
        acts = Acts(self._raw, self._cap)
        for place, (digest, arrived) in enumerate(there.items()):
            if digest in self._cards:
                self._cards[digest].update(arrived, now)
                continue
            with self._list:
                self._cards[digest] = AlertCard(arrived, self._place, acts, now)
            self._cards[digest].element.move(target_index=place)
        self._empty.set_text(_EMPTY[self._wanted])
        show(self._empty, shown=not there)
        show(self._more, shown=found.more)

    def _chooser(self, wanted: Wanted) -> Callable[[], None]:
        def chosen() -> None:
            self._wanted, self._most = wanted, MORE
            self._mark()
            self.hurry.set()

        return chosen

    def _mark(self) -> None:
        for each, element in self._groups.items():
            element.props["aria-pressed"] = "true" if each is self._wanted else "false"
            element.update()

    def _show_more(self) -> None:
        self._most += MORE
        self.hurry.set()

    async def _raw(self, digest: str) -> bytes | None:
        try:
            return await read_raw(self._desk.database, digest)
        except Unavailable:
            return DOWN.encode()

    async def _cap(self, number: str) -> None:
        try:
            found = await self._store.numbered(number)
            earlier = await self._store.earlier(found[0]) if found else ()
        except Unavailable:
            self._bar.say(DOWN)
            return
        if not found:
            self._bar.say("この電文は、保存期間がすぎて消えています。")
            return
        content = to_cap(found[0], f"anpi@{self._desk.domain}", earlier)
        ui.download.content(content, f"cap-{number}.xml", MEDIA_TYPE)
        self._bar.say(f"番号 {number} をCAPのファイルで渡しました。")
