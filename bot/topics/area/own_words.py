"""A leader's own words for what has a button too; short ones alone: a longer message tells something."""

import re
from enum import StrEnum

from bot.core.conversation import State
from bot.core.events import TextSaid
from bot.core.turn import Turn
from bot.core.understanding import About, Intent, Understanding
from bot.rules.leading import asks_about_districts
from bot.rules.safety import is_in_doubt

_LONGEST = 24
"""Characters."""


class What(StrEnum):
    SUMMARY = "summary"
    LIST = "list"
    BLOCKS = "blocks"
    PHONES = "phones"
    CALL = "call"
    PAPER = "paper"


_ONCE_MORE = r"(?:もう一?[度回]|もういちど|再度|また)"
_CALL_OUT = r"(?:呼びかけ|よびかけ|声かけ|声をかけ)"
_OWN_WORDS = {
    What.CALL: re.compile(rf"{_ONCE_MORE}.{{0,6}}{_CALL_OUT}|呼びかけ(?:て|る|たい|を)|催促|remind", re.IGNORECASE),
    What.PAPER: re.compile(r"印刷|いんさつ|プリント|紙[にで]|\bprint\b|on paper", re.IGNORECASE),
    What.PHONES: re.compile(r"電話番号|電話つき|電話付き|電話帳|連絡先|phone numbers?", re.IGNORECASE),
    What.BLOCKS: re.compile(r"(?:班|はん)(?:ごと|毎|別)|各班|組ごと|by block", re.IGNORECASE),
}
"""In the order of looking: 「まだの人にもう一度呼びかけて」 is a call, 「まだの人 電話番号」 a list with numbers."""

_PLEASE = r"(?:ください|下さい|ほしい|欲しい|(?:を)?(?:お願い|おねがい)(?:します)?)?[。!!]*"
_NOTHING_ELSE = {
    What.CALL: re.compile(
        rf"(?:まだの人に|みんなに|みなさんに)?{_ONCE_MORE}? ?{_CALL_OUT}(?:て|る)?{_PLEASE}"
        rf"|催促(?:して|する)?{_PLEASE}|(?:please )?remind(?: them| everyone)?(?: again)?(?: please)?[.!]*",
        re.IGNORECASE,
    ),
    What.PAPER: re.compile(
        rf"(?:印刷|いんさつ|プリント|紙[にで])(?:して|する)?{_PLEASE}"
        r"|(?:please )?print(?: (?:it|the list|this))?(?: please)?[.!]*",
        re.IGNORECASE,
    ),
    What.PHONES: re.compile(r"(?:please )?phone numbers?(?: please)?[.!]*", re.IGNORECASE),
    What.LIST: re.compile(r"(?:who has )?no answer yet[.!?]*", re.IGNORECASE),
}
"""A request, and no word beside it: the understanding may hear a report, even a call for help, in it."""

_READING = re.compile(r"[((][ぁ-ん]+[))]")
"""「班(はん)ごと」, typed as the help in plain Japanese shows it."""

_ANSWERED_IN_WORDS = frozenset({State.AWAITING_PLACE, State.AWAITING_STILL_IN_DANGER, State.AWAITING_NAME})
"""Questions about danger: whatever is written then is the answer to them."""


def asked_in_own_words(turn: Turn) -> What | None:
    """Of somebody with an office, in words that say nothing of how anybody is."""
    said, heard = turn.event.what, turn.understanding
    if not isinstance(said, TextSaid) or heard is None or len(said.text) > _LONGEST:
        return None
    if turn.conversation.state in _ANSWERED_IN_WORDS or not asks_about_districts(turn.roles):
        return None
    words = _READING.sub("", said.text).strip()
    alone = next((each for each, sign in _NOTHING_ELSE.items() if sign.fullmatch(words)), None)
    if alone is not None or _tells_how(heard):
        return alone
    return next((each for each, sign in _OWN_WORDS.items() if sign.search(words)), None)


def _tells_how(heard: Understanding) -> bool:
    """「班ごと流された」 and 「大丈夫じゃないかも 連絡先」 hold a sign as well; they are no request."""
    reports = heard.intent is Intent.REPORT_STATUS or is_in_doubt(heard)
    return reports or heard.condition is not None or heard.about is About.OTHER
