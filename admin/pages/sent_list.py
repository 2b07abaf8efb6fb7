"""What was sent before, at the bottom of the pages for sending: so that nobody sends what a colleague has sent."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from admin import preview_words, words
from admin.pages.elements import tag
from admin.queries.sent import SentOnce
from bot.rules.headcount import is_few

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
        tag("p", _to_whom(each))


def _to_whom(each: SentOnce) -> str:
    people = preview_words.people(each.people, narrow=each.narrow)
    is_told = each.unreachable and not is_few(each.unreachable, narrow=each.narrow)
    gone = f"、届ける手段のない人 {preview_words.people(each.unreachable, narrow=each.narrow)}" if is_told else ""
    held = "、返信を待つ方がいます" if each.held else ""
    few = is_few(each.line_messages, narrow=each.narrow)
    spent = "わずか" if few else preview_words.number_of(each.line_messages, "通", narrow=each.narrow)
    return f"{people}{gone}{held} ・ LINE {spent}"
