"""What is no place, though a place was asked for: a bare yes, a thank-you, a plain question. In doubt it is a place."""

import re

from bot.rules.ended_call import only_assures, says_it_is_over
from bot.rules.of_whom import asks_how_somebody_is, without_subject
from bot.rules.taken_back import without_taking_back

_PARTS = re.compile(r"[。、,!！\n\s]+|(?<=[?？])")
_NO_PLACE = re.compile(
    r"(?:はい|うん|ええ|いいえ|いえ|わかりました|分かりました|了解|(?:どうも)?(?:ありがとう|すみません)(?:ございます)?"
    r"|(?:よろしく)?お願いします|こんにちは|(?:(?:早く|はやく|すぐ)(?:に)?)?(?:来て|きて|助けて|たすけて)(?:ください|下さい|ほしい(?:です)?)?"
    r"|(?:場所は?|どこか?(?:は|いるか)?)?(?:わか|分か|判)(?:りません|らない(?:です)?|らね[えぇ]?)|知りません|不明です?|yes|no|ok|okay|thanks|thankyou|please)[。!！]*",
    re.IGNORECASE,
)
_HELPERS = (
    r"(?:(?:助け|たすけ|救助|救急車|消防車?|消防の人|(?:市|役所|市役所)の人|職員の?(?:人|方|さん)?)(?:は|って|が))?"
)
_LONG = r"(?:あと)?(?:何分|何時間|(?:どの|どれ)(?:くらい|ぐらい))(?:くらい|ぐらい)?"
_WHEN = rf"(?:(?:いつ|何時)(?:ごろ|頃)?に?|{_LONG}で?)"
_COMES = (
    r"(?:(?:助け|たすけ|迎え|むかえ)に)?(?:(?:来|き)(?:て)?(?:くれ|もらえ|くださ|下さ|いただけ|られ)?|着き?|つき|かかり?)"
    r"(?:る|く|い?ます|ません|ない|ね[えぇ]?)"
)
_ASKED = r"(?:(?:です|でしょう|の|ん|のです|んです|のでしょう)?か[なね]?|の)"
_GOOD = r"(?:いい|よい|良い)"
_QUESTION = re.compile(
    rf"(?:{_HELPERS}{_WHEN}{_HELPERS}(?:{_COMES})?{_ASKED}?"
    rf"|{_HELPERS}(?:まだ|もう)?{_HELPERS}(?:(?:だれ|誰|どなた)か?[がも]?)?{_COMES}{_ASKED}"
    rf"|{_HELPERS}(?:なぜ|なんで|何で|どうして)(?:(?:だれ|誰)も)?{_COMES}{_ASKED}?"
    rf"|{_HELPERS}まだ(?:です|でしょう)?か?"
    rf"|(?:どう|何を|なにを)(?:すれば|したら)(?:{_GOOD}{_ASKED}?)?"
    rf"|(?:いつまで|{_LONG})待(?:てば|ったら){_GOOD}{_ASKED}?)[?？]?"
)
"""A closed list of what is truly asked, from end to end: 「煙がまだ来てるの」, 「いつもの茶の間にいるの」 are none."""

_ENGLISH_QUESTION = re.compile(
    r"(?:when|who|why|what|how (?:long|soon|much longer))(?:'s| (?:is|are|do|does|did|will|can|should|must|until))?"
    r"(?: (?:you|they|he|she|it|i|we|help|somebody|someone|anybody|people|the|an?|rescue|ambulance|come|coming|arrive"
    r"|be|get|here|there|take|wait|do|going|to|not|still|for|me|us))* ?\?",
    re.IGNORECASE,
)


def is_place(words: str) -> bool:
    """「台所。いつ来ますか」 holds one beside the question."""
    said = without_taking_back(words)
    if _ENGLISH_QUESTION.fullmatch(said.strip()) or only_assures(without_subject(said)):
        return False
    parts = [each for each in _PARTS.split(said) if each]
    return not parts or not all(_is_none(each) for each in parts)


def _is_none(part: str) -> bool:
    if _NO_PLACE.fullmatch(part) or _QUESTION.fullmatch(part) or asks_how_somebody_is(part):
        return True
    said = without_subject(part)
    return only_assures(said) or says_it_is_over(said)
