"""「まちがえました」, 「取り消してください」: whoever writes so takes back what they said, and tells no place."""

import re

_PARTS = re.compile(r"[。、,.!！\n]+|(?<=[^\x00-\x7f])\s+")
_SORRY = (
    r"(?:(?:どうも|本当に|ほんとに)?"
    r"(?:すみません|すいません|ごめんなさい|ごめん|失礼しました|申し訳\w{0,6})(?:でした)?)"
)
_BEFORE = (
    r"(?:(?:さっき|先ほど|先程|今|いま|前)(?:の|のは|は)?)?"
    r"(?:(?:報告|連絡|知らせ|お知らせ|助け|救助|話|の|これ)(?:は|を|が|も)?)?"
)
_WRONG = (
    r"(?:(?:まちが|間違)(?:え(?:ました|た|てしまいました|ちゃいました)|い(?:です|でした|だ|だった)(?:よ)?"
    r"|(?:え|っ)て(?:押|お)し(?:ました|た|てしまいました|ちゃいました))"
    r"|(?:誤報|うそ|嘘|冗談)(?:です|でした|だ|の報告(?:です|でした|をしました))|押し間違(?:え|い)(?:です|でした|ました)"
    r"|なかったことに(?:して)?(?:ください|下さい)?"
    r"|(?:取り?消し?|とりけし|キャンセル|撤回)(?:て|を|して|します|で|にして)?(?:ください|下さい|お願いします|たい(?:です)?|ます)?)"
)
_TAKES_BACK = re.compile(
    rf"{_SORRY}?{_BEFORE}{_WRONG}|(?:sorry )?(?:it was |that was |my )?(?:a )?mistake|(?:please )?cancel(?: it| that)?",
    re.IGNORECASE,
)
_EXCUSES = re.compile(rf"{_SORRY}|(?:いいえ|いえ|あの|えっと|sorry)", re.IGNORECASE)


def takes_back(words: str) -> bool:
    """Some part of it does, from end to end: 「場所を間違えました」 says that the place is another."""
    return any(_TAKES_BACK.fullmatch(each) for each in _PARTS.split(words))


def without_taking_back(words: str) -> str:
    """What is said beside it; the words as they are where nothing is taken back."""
    if not takes_back(words):
        return words
    parts = (each for each in _PARTS.split(words) if each)
    return "。".join(each for each in parts if not (_TAKES_BACK.fullmatch(each) or _EXCUSES.fullmatch(each)))
