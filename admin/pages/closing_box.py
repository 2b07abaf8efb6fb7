"""「事案を閉じる」: the first tap says what happens, the second does it."""

from collections.abc import Awaitable, Callable

from admin.pages.elements import button, say, show, tag
from bot.core.incidents import Incident

NOT_NAMED = "事案を閉じられるのは、名前でサインインした市の職員だけです。"
MEANS = (
    "これから先、質問も、もう一度の呼びかけも送りません。",
    "いまの数を、報告として残します。",
    "まだ回答のない人への、家族・支援者・役員への知らせも止まります。",
    "元には戻せません。必要なときは、新しい事案を開いてください。",
)


class ClosingBox:
    """`close` returns what went wrong, empty where nothing did."""

    def __init__(self, incident: Incident, close: Callable[[], Awaitable[str]], *, may_decide: bool) -> None:
        self._close = close
        mark = "【訓練】" if incident.drill else ""
        with tag("section", classes="box closing", aria_label="事案を閉じる"):
            tag("h3", "事案を閉じる", "table-title")
            self._ask = button("事案を閉じる…", self._asked, "quiet wide", aria_expanded="false")
            with tag("div", classes="sure") as self._sure:
                tag("p", f"{mark}「{incident.title}」を閉じますか?", "question")
                with tag("ul", classes="means-list"):
                    for each in MEANS:
                        tag("li", each)
                with tag("p", classes="choices"):
                    self._go = button(
                        f"{mark}閉じて報告を残す", self._closed, "loud drill" if incident.drill else "loud"
                    )
                    button("やめる", self._left, "quiet")
            self._said = tag("p", "" if may_decide else NOT_NAMED, "said-box", role="status")
        show(self._sure, shown=False)
        show(self._ask, shown=may_decide)

    def _asked(self) -> None:
        self._turn(opened=True)
        self._go.run_method("focus")

    def _left(self) -> None:
        self._turn(opened=False)

    def _turn(self, *, opened: bool) -> None:
        show(self._sure, shown=opened)
        show(self._ask, shown=not opened)
        say(self._said, "")

    async def _closed(self) -> None:
        show(self._sure, shown=False)
        say(self._said, "閉じて、数えています。少しお待ちください。")
        if fault := await self._close():
            say(self._said, fault)
            show(self._ask, shown=True)
