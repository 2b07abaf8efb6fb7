"""What was sent before, at the bottom of the pages for sending: so that nobody sends what a colleague has sent."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from admin import words
from admin.pages.elements import tag
from admin.queries.sent import SentOnce

MOST = 10


def sent_list(sent: Sequence[SentOnce], now: datetime, zone: ZoneInfo) -> None:
    with tag("section", classes="sent"):
        tag("h3", "これまでに送ったもの", "form-title")
        if not sent:
            tag("p", "まだありません。", "hint")
        with tag("ul", classes="sent-list"):
            for each in sent:
                _line(each, now, zone)


def _line(each: SentOnce, now: datetime, zone: ZoneInfo) -> None:
    kind = f"{'【訓練】' if each.drill else ''}{'事案を開いた' if each.opens else 'お知らせ'}"
    by = f" ・ {each.by}" if each.by else ""
    with tag("li", classes="sent-line"):
        tag("p", f"{words.clock_time(each.at, now, zone)} {kind}{by}", "hint")
        tag("p", each.words, "sent-words")
        held = f"、返信を待つ {each.held}人" if each.held else ""
        gone = f"、届ける手段のない人 {each.unreachable}人" if each.unreachable else ""
        tag("p", f"{each.people:,}人{gone}{held} ・ LINE {each.line_messages:,}通")
