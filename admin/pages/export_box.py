"""The files that can be taken from a report: what for is asked first; long work shows how far it is."""

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any

from nicegui.events import GenericEventArguments

from admin.commands.export import Progress
from admin.exports.order import AIM, NAMELESS, Aim, Form
from admin.pages.elements import button, say, show, tag
from admin.pages.sure import focus

Export = Callable[[Form, Aim, Progress], Awaitable[str]]
"""Hands the file to the browser, and returns what to say: that it is there, or what went wrong and what to do."""
Weigh = Callable[[Form, Aim, Progress], Awaitable[tuple[str, bool]]]
"""Whom the file would leave out, in words, and whether anybody is left to put into it."""

NOT_NAMED = "人の名前が載るファイルを作れるのは、職員IDでサインインした市の職員だけです。"
ASK_AIM = "先に、何に使うかを選んでください。台帳に記録します。"
_FORMS: Mapping[Form, tuple[str, str]] = {
    Form.PDF: ("報告書(PDF)", "この画面の数。人の名前は載りません。"),
    Form.NUMBERS: ("報告の数(CSV)", "同じ数を表計算ソフトで。人の名前は載りません。"),
    Form.CSV: ("安否一覧(CSV)", "名前・住所・電話・安否。表計算ソフトで開けます。"),
    Form.PFIF: ("安否情報(PFIF 1.4)", "名前・年齢・地区・安否。ほかの安否情報システム用。同意した人だけが載ります。"),
}


class ExportBox:
    def __init__(self, export: Export, weigh: Weigh, *, may_name_people: bool) -> None:
        self._export = export
        self._weigh = weigh
        self._aim: Aim | None = None
        self._busy = False
        self._doing = ""
        with tag("section", classes="box exports", aria_label="ファイルに出す"):
            tag("h3", "ファイルに出す", "table-title")
            _aims(self._chosen)
            with tag("ul", classes="forms"):
                for form, (name, means) in _FORMS.items():
                    if form in NAMELESS or may_name_people:
                        self._line(form, name, means)
            if not may_name_people:
                tag("p", NOT_NAMED, "means")
            self._said = tag("p", classes="said-box", role="status")
            self._sure = button("載せられる人だけで作る", self._surely, "quiet wide")
            show(self._sure, shown=False)

    def _line(self, form: Form, name: str, means: str) -> None:
        async def pressed() -> None:
            await self._begin(form)

        with tag("li"):
            button(f"{name}を作る", pressed, "quiet wide")
            tag("p", means, "means")

    def _chosen(self, chosen: GenericEventArguments) -> None:
        self._aim = next((each for each in Aim if each.value == chosen.args), None)
        say(self._said, "")

    async def _begin(self, form: Form) -> None:
        """What leaves the city for good is counted first, and made by a second tap."""
        show(self._sure, shown=False)
        if self._aim is None:
            say(self._said, ASK_AIM)
        else:
            work = self._count if form is Form.PFIF else self._make
            await self._busily(work(form, self._aim))

    async def _surely(self) -> None:
        show(self._sure, shown=False)
        if self._aim is not None:
            await self._busily(self._make(Form.PFIF, self._aim))

    async def _busily(self, work: Coroutine[Any, Any, None]) -> None:
        """A second tap while one is under way does nothing."""
        if self._busy:
            work.close()
            return
        self._busy = True
        try:
            await work
        finally:
            self._busy = False

    async def _make(self, form: Form, aim: Aim) -> None:
        self._doing = "作っています。"
        say(self._said, self._doing)
        say(self._said, await self._export(form, aim, self._progressed))

    async def _count(self, form: Form, aim: Aim) -> None:
        self._doing = "数えています。"
        say(self._said, self._doing)
        said, has_anybody = await self._weigh(form, aim, self._progressed)
        say(self._said, said)
        show(self._sure, shown=has_anybody)
        if has_anybody:
            focus(self._sure)

    def _progressed(self, done: int, total: int) -> None:
        say(self._said, f"{self._doing}{total:,}人のうち{done:,}人")


def _aims(chosen: Callable[[GenericEventArguments], None]) -> None:
    with tag("p", classes="aim"):
        tag("label", "何に使いますか").props["for"] = "export-aim"
        with tag("select", id="export-aim") as select:
            tag("option", "選んでください", value="")
            for aim, words in AIM.items():
                tag("option", words, value=aim.value)
    select.on("change", chosen, js_handler="(event) => emit(event.target.value)")
