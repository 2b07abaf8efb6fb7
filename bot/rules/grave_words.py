"""Words that somebody has died or is lost: staff read them at once, whatever else follows.

No condition says it (DESIGN.md, section 5): what was said is kept as words, and nobody is asked how they are after it.
"""

import re

_DEATH = re.compile(
    r"亡くな(?:り|っ)|死亡|死(?:ん|に(?:まし|ま)た)|息を(?:引き|ひき)取|心肺停止|遺体|冷たくなって"
    r"|\b(?:died|dead|passed away|has been killed|was killed)\b",
    re.IGNORECASE,
)
_LOST = re.compile(
    r"行方(?:不明|が(?:わか|分か|知れ))|ゆくえ(?:不明|が)|(?:見|み)つから(?:ない|ず|ね)|見つかりません"
    r"|流され(?:た|て|まし)|(?:波|水|土砂|泥)に(?:のま|飲ま|呑ま|飲み込ま|のみこま|巻き込ま)れ|生き埋め"
    r"|\b(?:is|are|went|has gone) missing\b|\bswept away\b|\bcan(?:'t|not) find (?:him|her|them|my)\b",
    re.IGNORECASE,
)
_LONG_AGO = re.compile(
    r"去年|昨年|一昨年|おととし|先月|先年|以前|むかし|昔|[0-9０-９一二三四五六七八九十数]+年(?:も)?前|命日|法事|お盆|回忌|葬式"
    r"|\b(?:years? ago|last year|last month|long ago)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(r"(?:か|の|かな|でしょうか)?[?？]\s*$|(?:です|ます|でしょう)か[。]?\s*$")


def tells_of_death(words: str) -> bool:
    return _DEATH.search(words) is not None and not _is_no_news(words)


def tells_of_somebody_lost(words: str) -> bool:
    return _LOST.search(words) is not None and not _is_no_news(words)


def _is_no_news(words: str) -> bool:
    return _LONG_AGO.search(words) is not None or _ASKED.search(words) is not None
