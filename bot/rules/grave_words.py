"""Words that somebody has died or is lost: staff read them at once, whatever else follows.

No condition says it (DESIGN.md, section 5): what was said is kept as words, and nobody is asked how they are after it.
Each sentence is read by itself: what follows a death told now may be a question, or tell of long ago.
"""

import re

_SENTENCES = re.compile(r"[。!！\n]+|(?<=[?？])|(?<=[^\x00-\x7f])\s+|(?<=\.)\s+")
_DEATH = re.compile(
    r"亡くな(?:り(?:ました|ませんでした)|っ(?:た(?![一-龥ァ-ヶ])|て(?:い(?:る|た|ます|ました)|る|ます|しま)))"
    r"|死亡|死ん(?:だ(?![一-龥ァ-ヶ])|で(?:い(?:る|た|ます|ました)|る|ます|しま))|死にま(?:した)"
    r"|息を(?:引き|ひき)取(?:りま(?:した)|った)|心肺停止|遺体で"
    r"|\b(?:died|(?:is|was|are|were) (?:dead|killed)|passed away)\b",
    re.IGNORECASE,
)
_LOST = re.compile(
    r"(?:行方|ゆくえ)(?:不明(?!だった|でした)|が(?:わからな|分からな|わかりませ|分かりませ|知れな))"
    r"|(?:見|み)つから(?:ない|ず|ね[えぇ])|見つかりません"
    r"|流され(?:た(?![一-龥ァ-ヶ])|て(?:い|しま)|まし)"
    r"|冷たくなって(?:い|る|ます|て)"
    r"|(?:波|水|土砂|泥|がれき)に(?:のま|飲ま|呑ま|飲み込ま|のみこま|巻き込ま)れ(?:た|て|まし)|生き埋め"
    r"|\b(?:is|are|went|has gone) missing\b|\bswept away\b|\b(?:can't|cannot|can not) find (?:him|her|them|my)\b",
    re.IGNORECASE,
)
_LONG_AGO = re.compile(
    r"去年|昨年|おととし|先月|先年|以前|むかし|昔|[0-9０-９一二三四五六七八九十数]+年(?:も)?前|命日|法事|回忌|葬式"
    r"|\b(?:years? ago|last (?:year|month)|long ago)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(r"(?:の|ん)?(?:です|でしょう)?か(?:[?？。、]|$)|\s*[?？]")
_ENDS = re.compile(r"(?:の|ん)?(?:です)?(?:よ|ね)?")
_CLAUSES = re.compile(r"[、,]|けど|けれど|ですが|ましたが|ますが|て(?=[一-龥])")
_THINGS = re.compile(
    r"(?:犬|猫|ねこ|いぬ|ペット|牛|馬|豚|鶏|にわとり|魚|鳥|車|くるま|自転車|バイク|船|家|小屋|橋|道|道路|畑|田|田んぼ|荷物|携帯"
    r"|スマホ|電話|財布|薬|お薬|めがね|眼鏡|鍵|かぎ|通帳|保険証|補聴器|入れ歯|杖|つえ|靴|場所|番号)(?:が|も|は|まで|を)?"
    r"|\b(?:dog|cat|pet|car|phone|wallet|medicine|glasses|keys?|house)\b",
    re.IGNORECASE,
)


def tells_of_a_life(words: str) -> bool:
    """One lost, or in danger of it."""
    return tells_of_death(words) or tells_of_somebody_lost(words)


def tells_of_death(words: str) -> bool:
    return any(_news(each, _DEATH) for each in _sentences(words))


def tells_of_nothing_else(words: str) -> bool:
    """Each sentence ends with a death: how somebody else is, is not told beside it."""
    told = [(each, _news(each, _DEATH)) for each in _sentences(words)]
    return all(found and _ENDS.fullmatch(each, found.end()) for each, found in told)


def tells_of_somebody_lost(words: str) -> bool:
    return any(_news(each, _LOST) for each in _sentences(words))


def _sentences(words: str) -> list[str]:
    return [each.strip() for each in _SENTENCES.split(words) if each and each.strip()]


def _news(sentence: str, of: re.Pattern[str]) -> re.Match[str] | None:
    """Of a person: neither asked, nor of long ago, nor of what stands right before it, a dog or a car."""
    if _LONG_AGO.search(sentence):
        return None
    return next((each for each in of.finditer(sentence) if _is_of_a_person(sentence, each)), None)


def _is_of_a_person(sentence: str, found: re.Match[str]) -> bool:
    clause = _CLAUSES.split(sentence[: found.start()])[-1]
    return _THINGS.search(clause) is None and _ASKED.match(sentence, found.end()) is None
