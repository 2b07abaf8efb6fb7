"""What somebody wants who writes about consents in words of their own."""

import re
import unicodedata
from enum import StrEnum


class Wish(StrEnum):
    STOP = "stop"
    LIST = "list"
    LOOKS = "looks"
    WHY = "why"
    CADENCE = "cadence"
    OFFER = "offer"


_PATTERNS: tuple[tuple[Wish, re.Pattern[str]], ...] = (
    (
        Wish.STOP,
        re.compile(
            r"(同意|どうい|共有|提供).{0,6}(やめ|止め|取り?消|とりけ|撤回)|"
            r"(見せる|知らせる|教える|おしえる|つたえる|伝える)(の|こと)(を|は)?(やめ|止め)|"
            r"(見せ|みせ|知らせ|しらせ|教え|おしえ|伝え|つたえ)(ないで|たくない)|同意し(ない|たくない|ません)|"
            r"\b(stop|withdraw|cancel|end)\b.{0,20}\b(shar(e|ing)|consents?)\b|\b(do not|don't) (share|tell|show)\b"
        ),
    ),
    (
        Wish.LOOKS,
        re.compile(
            r"(だれ|誰|どなた)が.{0,14}(見た|みた|見まし|みまし|見て(い|る)|みて(い|る)|見られ)|(だれ|誰|どなた)に見られ|"
            r"\bwho\b.{0,12}\b(saw|seen|looked|viewed|read)\b"
        ),
    ),
    (
        Wish.WHY,
        re.compile(
            r"(なぜ|なんで|何で|どうして).{0,14}(見え|みえ|見られ|見る|知って(い?る|い?ます)|知られ)|"
            r"\bwhy\b.{0,20}\b(see|seen|look|know|visible)\b"
        ),
    ),
    (
        Wish.CADENCE,
        re.compile(
            r"(聞|き)き方|(同意|どうい|連絡|確認).{0,3}(回数|かいすう|頻度)|(聞|き)く(回数|かいすう)|"
            r"毎回.{0,4}(聞いて|きいて)|何(回|度)も聞|\bhow often\b|\bask me (every|each|once|only)\b"
        ),
    ),
    (
        Wish.LIST,
        re.compile(
            r"(同意|どうい).{0,3}(確認|かくにん|たしかめ|確かめ|内容|一覧|状況|見せて|見たい|みたい|みせて)|^(同意|どうい)$|"
            r"(だれ|誰|何|なに)(に|を)(何を|なにを|だれに|誰に)?.{0,6}(見せて|みせて|知らせて|共有して|教えて)(い?る|い?ます)|"
            r"\b(my|show|see|check)\b.{0,12}\bconsents?\b|^consents?$|\bwhat (do|did|have) i (share|shared|agreed?)\b"
        ),
    ),
    (
        Wish.OFFER,
        re.compile(
            r"(同意|どうい)(を)?(したい|します|する$)|(情報|安否|連絡先|ようす)(を)?(提供|共有)(したい|します|する$)|(見せても|みせても|知らせても)(い|よ)い|"
            r"\bi (agree|consent)\b|\b(share|give) my (data|information|safety)\b"
        ),
    ),
)
"""In the order of precedence: 「同意を確認してやめたい」 wants to stop."""

_LONGEST = 60
_JAPANESE_SPACE = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")


def wish_of(words: str) -> Wish | None:
    """Only short messages: whoever writes a long one has something else to say."""
    if len(words) > _LONGEST:
        return None
    plain = _JAPANESE_SPACE.sub("", unicodedata.normalize("NFKC", words).lower()).strip("。.!！?？、 ")
    return next((wish for wish, pattern in _PATTERNS if pattern.search(plain)), None)
