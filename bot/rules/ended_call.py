"""Words that end a call for help, and words that only seem to: 「もう大丈夫」, 「大丈夫です」 (promise 3)."""

import re

from bot.core.understanding import Condition, Understanding
from bot.rules.safety import Reading, reading
from bot.rules.taken_back import takes_back, without_taking_back

_OVER = (
    r"(?:助け|たすけ|救助|救急車)[はもが]?(?:もう)?"
    r"(?:(?:い|要)(?:りません|らない|らね)|必要[はも]?(?:ありません|ない|なし)|不要|結構)"
    r"|(?:助|たす)か(?:りました|った(?![らか]))|(?:救助|救出|助け出)され(?:ました|た)|助けてもら(?:いました|った)"
    r"|脱出(?:でき|し)(?:ました|た(?![いらか]))|(?:no longer|do not|don't) need (?:any )?help"
)
_WELL_BY_NOW = re.compile(
    r"もう\w{0,4}?(?:大丈夫|だいじょ|無事|ぶじ|平気|安全|元気|さすけ)|\b(?:safe|ok|okay|fine) now\b"
    rf"|^\W*(?:(?:無事|ぶじ)(?:です|でした|だ|だった|だよ)?(?:よ)?|避難(?:でき|し)(?:ました|た))\W*$|(?:{_OVER})",
    re.IGNORECASE,
)
_IS_OVER = re.compile(rf"(?:いいえ|いえ|もう|i )*(?:{_OVER})(?:です|ので|から|よ|ね)*", re.IGNORECASE)
_NO = frozenset({"", "いいえ", "いえ", "no"})
_PAUSES = re.compile(r"[。、,.!！\n]+")

_ASSURANCE = re.compile(
    r"大丈夫|だいじょう?ぶ|無事|ぶじ|平気|元気|さすけね[えぇ]?|今|いま|わたし|私|は|でした|だった|です|ます|だ|よ|ね|なし|ok|okay|fine|safe|i'?m|\W",
    re.IGNORECASE,
)


def ends_call_for_help(understanding: Understanding, words: str) -> bool:
    """「もう大丈夫」, 「助けはいりません」, or no more than 「無事です」: the one who called says that it is over.

    「2階です、大丈夫です」 is not that: it says where somebody is who has called for help.
    """
    if understanding.condition not in (None, Condition.SAFE):
        return False
    words = without_taking_back(words)
    if understanding.condition is Condition.SAFE and reading(understanding) is Reading.RECORD:
        return _WELL_BY_NOW.search(words) is not None
    return says_it_is_over(words)


def says_it_is_over(words: str) -> bool:
    """「いいえ、助けはいりません」, and nothing beside it."""
    parts = [part for each in _PAUSES.split(words) if (part := each.strip()) not in _NO]
    return bool(parts) and all(_IS_OVER.fullmatch(each) for each in parts)


def only_assures(words: str) -> bool:
    """「わたしは大丈夫です」 and no more: no place is told beside it."""
    return not _ASSURANCE.sub("", words)


def is_taken_back(words: str) -> bool:
    """「まちがえました」, 「間違いです、大丈夫です」; not 「まちがえました。助けてほしいです」."""
    rest = without_taking_back(words)
    return takes_back(words) and (only_assures(rest) or says_it_is_over(rest))
