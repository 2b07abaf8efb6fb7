"""The talk with one person: what was written, a field to write in, the end. What is typed outlives what comes in."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from secrets import token_hex
from typing import NamedTuple
from zoneinfo import ZoneInfo

from nicegui.elements.mixins.text_element import TextElement

from admin import words
from admin.pages.elements import button, say, show, tag
from admin.pages.fields import Line
from admin.people import Spoken
from bot.core.ids import PersonId
from bot.storage.staff_word.talking import MAX_OFFICE, MAX_WORDS, Talked

_HINT = (
    "ご本人のLINEやウェブのチャットに届きます。ご本人の返事は、会話を終わるまでここに届きます。"
    "助けを求めることばは、これまでどおり安否にも反映します。"
)
_EMPTY = "担当の名前(課の名)と、伝えることばを書いてください。"
_SAID: dict[Talked, str] = {
    Talked.UNREACHABLE: "届けられる窓口(LINEなど)がありません。電話か訪問で連絡してください。",
    Talked.IN_EARNEST: "この方とは、本当の災害の会話が続いています。訓練のことばは送れません。",
    Talked.CLOSED: "この会話か事案は、すでに終わっています。",
}


class Talking(NamedTuple):
    """None: it could not be written."""

    send: Callable[[PersonId, "Written"], Awaitable[Talked | None]]
    end: Callable[[PersonId], Awaitable[Talked | None]]


class Written(NamedTuple):
    """`once`: made once per text, however often it is sent."""

    office: str
    words: str
    once: str


class TalkBox:
    """Of one person from beginning to end: who is chosen in the list meanwhile changes nothing here."""

    def __init__(self, person: PersonId, talking: Talking, zone: ZoneInfo, office: str) -> None:
        self._person = person
        self._talking = talking
        self._is_busy = False
        self._once = token_hex(16)
        self._zone = zone
        self._drawn: Spoken | None = None
        tag("h4", "担当との会話", "subtitle")
        self._lines = tag("ol", classes="talk", role="log", aria_label="担当との会話")
        tag("p", _HINT, "hint")
        self._office = Line("担当(課の名)", MAX_OFFICE, placeholder="福祉課 など", text=office)
        self._words = Line("伝えることば", MAX_WORDS, rows="3")
        self._fault: TextElement = tag("p", classes="warning", role="alert")
        show(self._fault, shown=False)
        with tag("div", classes="foot"):
            button("送る", self._send, "act")
            self._end = button("会話を終わる", self._finish, "quiet")

    def update(self, spoken: Spoken, now: datetime) -> None:
        if spoken == self._drawn:
            return
        self._drawn = spoken
        show(self._end, shown=spoken.is_open)
        show(self._lines, shown=bool(spoken.lines))
        self._lines.clear()
        with self._lines:
            for each in spoken.lines:
                with tag("li", classes="from-staff" if each.office is not None else "from-person"):
                    tag("p", each.words, "line")
                    who = "ご本人" if each.office is None else f"市の担当 {each.office}"
                    tag("p", f"{words.clock_time(each.at, now, self._zone)} {who}", "by")

    async def _send(self) -> None:
        """A second click while the first is under way does nothing."""
        if self._is_busy:
            return
        if not (self._office.text.strip() and self._words.text.strip()):
            self._say(_EMPTY)
            return
        self._is_busy = True
        try:
            await self._sent(Written(self._office.text, self._words.text, self._once))
        finally:
            self._is_busy = False

    async def _sent(self, written: Written) -> None:
        done = await self._talking.send(self._person, written)
        if done is Talked.DONE:
            self._once = token_hex(16)
            self._words.empty()
        self._after(done)

    async def _finish(self) -> None:
        self._after(await self._talking.end(self._person))

    def _after(self, done: Talked | None) -> None:
        self._say(_SAID.get(done, "") if done else "")

    def _say(self, fault: str) -> None:
        say(self._fault, fault)
        show(self._fault, shown=bool(fault))
