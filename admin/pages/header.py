"""The top of a page: whose it is, how fresh it is, who sits here, the way out; and the band when it is not fresh."""

from datetime import datetime
from zoneinfo import ZoneInfo

from admin import words
from admin.pages.elements import say, show, tag
from admin.pages.places import PLACES, Place
from admin.staff import Staff


class Header:
    def __init__(self, city: str, zone: ZoneInfo, here: Place, staff: Staff | None) -> None:
        self._zone = zone
        with tag("header", classes="top"):
            tag("h1", f"{city} 安否ボード", "board-title")
            if len(PLACES) > 1:
                _places(here)
            with tag("div", classes="at-desk"):
                self._fresh = tag("p", classes="fresh")
                tag("p", f"{staff.name}さん" if staff else "コードでサインイン中", "signed-in")
                with tag("form", method="post", action="/sign-out"):
                    tag("button", "サインアウト", "quiet", type="submit")
        self._trouble = tag("p", classes="trouble", role="alert")
        show(self._trouble, shown=False)

    def fresh(self, as_of: datetime) -> None:
        show(self._trouble, shown=False)
        say(self._fresh, f"自動で更新中 ・ {as_of.astimezone(self._zone):%H:%M:%S}")

    def database_down(self, as_of: datetime | None, now: datetime) -> None:
        """`as_of`: when the board was read last; None where it never was."""
        self._warn("データベースにつながりません。", as_of, now)

    def slow(self, as_of: datetime | None, now: datetime) -> None:
        """The database has been asked, and has not answered yet."""
        self._warn("データベースの応答に時間がかかっています。", as_of, now)

    def stalled(self, as_of: datetime | None, now: datetime) -> None:
        """The reading itself has stopped: a fault of this program."""
        self._warn("更新が止まっています。ページを開き直してください。", as_of, now)

    def _warn(self, what: str, as_of: datetime | None, now: datetime) -> None:
        last = "まだ一度も読めていません。"
        if as_of is not None:
            last = f"最後に読んだのは {as_of.astimezone(self._zone):%H:%M:%S}({words.ago(as_of, now)})です。"
        say(self._trouble, what + last)
        say(self._fresh, "更新できていません")
        show(self._trouble, shown=True)


def _places(here: Place) -> None:
    with tag("nav", classes="places", aria_label="ページ"):
        for each in PLACES:
            link = tag("a", each.title, "place", href=each.path)
            if each is here:
                link.props["aria-current"] = "page"
