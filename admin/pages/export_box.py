"""The files that can be taken from a report: what for is asked first; long work shows how far it is."""

from collections.abc import Awaitable, Callable, Mapping

from nicegui.events import GenericEventArguments

from admin.commands.export import Progress
from admin.exports.order import AIM, Aim, Form
from admin.pages.elements import button, say, tag

Export = Callable[[Form, Aim, Progress], Awaitable[str]]
"""Hands the file to the browser, and returns what to say: that it is there, or what went wrong and what to do."""

NOT_NAMED = "人の名前が載るファイルを作れるのは、名前でサインインした市の職員だけです。"
ASK_AIM = "先に、何に使うかを選んでください。台帳に記録します。"
_FORMS: Mapping[Form, tuple[str, str]] = {
    Form.PDF: ("報告書(PDF)", "この画面の数。人の名前は載りません。"),
    Form.CSV: ("安否一覧(CSV)", "名前・住所・電話・安否。表計算ソフトで開けます。"),
    Form.PFIF: ("安否情報(PFIF 1.4)", "名前・年齢・地区・安否。ほかの安否情報システム用。"),
}


class ExportBox:
    def __init__(self, export: Export, *, may_name_people: bool) -> None:
        self._export = export
        self._aim: Aim | None = None
        self._busy = False
        with tag("section", classes="box exports", aria_label="ファイルに出す"):
            tag("h3", "ファイルに出す", "table-title")
            _aims(self._chosen)
            with tag("ul", classes="forms"):
                for form, (name, means) in _FORMS.items():
                    if form is Form.PDF or may_name_people:
                        self._line(form, name, means)
            if not may_name_people:
                tag("p", NOT_NAMED, "means")
            self._said = tag("p", classes="said-box", role="status")

    def _line(self, form: Form, name: str, means: str) -> None:
        async def pressed() -> None:
            await self._make(form)

        with tag("li"):
            button(f"{name}を作る", pressed, "quiet wide")
            tag("p", means, "means")

    def _chosen(self, chosen: GenericEventArguments) -> None:
        self._aim = next((each for each in Aim if each.value == chosen.args), None)
        say(self._said, "")

    async def _make(self, form: Form) -> None:
        if self._aim is None:
            say(self._said, ASK_AIM)
            return
        if self._busy:
            return
        self._busy = True
        say(self._said, "作っています。")
        try:
            said = await self._export(form, self._aim, self._progressed)
        finally:
            self._busy = False
        say(self._said, said)

    def _progressed(self, done: int, total: int) -> None:
        say(self._said, f"作っています。{total:,}人のうち{done:,}人")


def _aims(chosen: Callable[[GenericEventArguments], None]) -> None:
    with tag("p", classes="aim"):
        tag("label", "何に使いますか").props["for"] = "export-aim"
        with tag("select", id="export-aim") as select:
            tag("option", "選んでください", value="")
            for aim, words in AIM.items():
                tag("option", words, value=aim.value)
    select.on("change", chosen, js_handler="(event) => emit(event.target.value)")
