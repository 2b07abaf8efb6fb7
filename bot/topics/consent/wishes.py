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

_WHO = r"(?:だれ|誰|どなた)"
_WHOM = (
    r"(?:家族|娘|息子|母|父|妻|夫|嫁|孫|だれ|誰|支援者(?:の方)?|町内会(?:の(?:人|方|役員))?|会長|(?:ご?近所|市)の(?:人|方))"
    r"(?:さん)?に[はも]?"
)
_OF_MINE = r"(?:(?:私|わたし)(?:の(?:情報|こと))?を?)?"
_POLITE = r"(?:です|ます|ください|下さい|ほしい|ん|の|か){0,4}"
_SEEN = r"(?:た|ました|て(?:る|いる|います))"
_ONLY_A_WISH = re.compile(
    rf"(?:{_OF_MINE}{_WHO}が{_OF_MINE}(?:見|み){_SEEN}|{_OF_MINE}{_WHO}に(?:見|み)られ{_SEEN}"
    r"|(?:なぜ|なんで|何で|どうして)(?:見|み)える"
    r"|(?:同意|どうい)(?:します|する|したい|しない|しません|したくない)?"
    r"|(?:同意|どうい|共有|情報の?提供)(?:の内容)?を?"
    r"(?:(?:やめ|止め|取り?消し?)(?:る|て|たい|す)|(?:撤回|確認|かくにん)(?:する|したい)?|見せて|見たい)"
    rf"|(?:{_WHOM})?(?:見せ|知らせ|しらせ|教え|おしえ|伝え)(?:ないで|たくない|る(?:の|こと)を?(?:やめ|止め)(?:て|たい))"
    rf"|聞き方(?:を(?:えらぶ|選ぶ|変えたい))?){_POLITE}"
    r"|who (?:saw|has seen|looked at|viewed|read) (?:me|my (?:data|information|answer))|who saw"
    r"|stop sharing|(?:my )?consents?"
)
"""Whole messages, and nothing beside the wish: 「蔵の2階。だれが見ているの」 is none."""

_LONGEST = 60
_JAPANESE_SPACE = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")


def wish_of(words: str) -> Wish | None:
    """Only short messages: whoever writes a long one has something else to say."""
    plain = _plain(words)
    return next((wish for wish, pattern in _PATTERNS if pattern.search(plain)), None) if plain else None


def is_only_a_wish(words: str) -> bool:
    """「同意をやめたい」, and not a word that could tell of something else as well."""
    return wish_of(words) is not None and _ONLY_A_WISH.fullmatch(_plain(words)) is not None


def _plain(words: str) -> str:
    """Empty where it is too long to be a wish."""
    if len(words) > _LONGEST:
        return ""
    return _JAPANESE_SPACE.sub("", unicodedata.normalize("NFKC", words).lower()).strip("。.!！?？、 ")
