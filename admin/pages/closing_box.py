"""「事案を閉じる」: the first tap says what happens, the second does it."""

from collections.abc import Awaitable, Callable, Sequence
from zoneinfo import ZoneInfo

from admin.closing_words import FALLS, STAYS, UnderWay, still_left
from admin.emergencies import Declared
from admin.pages.elements import button, say, show, tag
from admin.pages.emergency_words import goes_on
from admin.pages.places import EMERGENCY
from admin.pages.trying import DOWN
from bot.core.errors import Unavailable
from bot.core.incidents import Incident
from bot.core.people import City

NOT_NAMED = "事案を閉じられるのは、職員IDでサインインした市の職員だけです。"
MEANS = (
    "これから先、質問も、もう一度の呼びかけも送りません。",
    "いまの数を、報告として残します。",
    "まだ回答のない人のことを、家族・支援者・役員に知らせるのも止まります。",
    "元には戻せません。必要なときは、新しい事案を開いてください。",
)
TALKS = "職員と会話中の{count}人に、会話の終わりを知らせます。続きは、新しい事案か電話で。"
CHANGED = "いま、状況が変わりました。上の内容をもう一度確かめてから、閉じてください。"


class ClosingBox:
    """`look`: what is under way, asked at the first tap, and again at the second; raises `Unavailable`.

    `close` returns what went wrong, empty where nothing did.
    """

    def __init__(
        self,
        incident: Incident,
        look: Callable[[], Awaitable[UnderWay]],
        close: Callable[[], Awaitable[str]],
        city: City,
        *,
        may_decide: bool,
    ) -> None:
        self._city = city
        self._look = look
        self._seen = UnderWay()
        self._close = close
        mark = "【訓練】" if incident.drill else ""
        with tag("section", classes="box closing", aria_label="事案を閉じる"):
            tag("h3", "事案を閉じる", "table-title")
            self._ask = button("事案を閉じる…", self._asked, "quiet wide", aria_expanded="false")
            with tag("div", classes="sure") as self._sure:
                tag("p", f"{mark}「{incident.title}」を閉じますか?", "question")
                self._still = tag("p", classes="still-left")
                with tag("ul", classes="means-list"):
                    for each in MEANS:
                        tag("li", each)
                    self._ends = tag("li")
                self._waits = tag("div")
                self._goes_on = tag("div")
                with tag("p", classes="choices"):
                    self._go = button(
                        f"{mark}閉じて報告を残す", self._closed, "loud drill" if incident.drill else "loud"
                    )
                    button("やめる", self._left, "quiet")
            self._said = tag("p", "" if may_decide else NOT_NAMED, "said-box", role="status")
        show(self._sure, shown=False)
        show(self._ask, shown=may_decide)

    async def _asked(self) -> None:
        if await self._looked():
            self._turn(opened=True)
            self._go.run_method("focus")

    async def _looked(self) -> bool:
        """False, which the box says, where nobody knows what is under way."""
        try:
            self._draw(await self._look())
        except Unavailable:
            say(self._said, DOWN)
            return False
        return True

    def _draw(self, seen: UnderWay) -> None:
        self._seen = seen
        say(self._still, still_left(seen.left))
        show(self._still, shown=bool(self._still.text))
        say(self._ends, TALKS.format(count=seen.talks))
        show(self._ends, shown=seen.talks > 0)
        self._waits.clear()
        with self._waits:
            _waiting(FALLS, seen.falls)
            _waiting(STAYS, seen.stays)
        self._goes_on.clear()
        with self._goes_on:
            _going_on(seen.declared, self._city)

    def _left(self) -> None:
        self._turn(opened=False)

    def _turn(self, *, opened: bool) -> None:
        show(self._sure, shown=opened)
        show(self._ask, shown=not opened)
        say(self._said, "")

    async def _closed(self) -> None:
        seen = self._seen
        if not await self._looked():
            return
        if self._seen.asks_anew(seen):
            say(self._said, CHANGED)
            return
        show(self._sure, shown=False)
        say(self._said, "閉じて、数えています。少しお待ちください。")
        if fault := await self._close():
            say(self._said, fault)
            show(self._ask, shown=True)


def _waiting(means: str, lines: Sequence[str]) -> None:
    if lines:
        tag("p", means, "undecided")
        with tag("ul", classes="means-list"):
            for each in lines:
                tag("li", each)


def _going_on(declared: Sequence[Declared], city: City) -> None:
    """Closing ends no emergency: whoever thinks so would leave people's data open."""
    if not declared:
        return
    zone = ZoneInfo(city.time_zone)
    with tag("ul", classes="means-list"):
        for each in declared:
            tag("li", goes_on(each, city.name, zone))
    tag("a", f"終えるときは「{EMERGENCY.title}」で →", "goes-on", href=EMERGENCY.path)
