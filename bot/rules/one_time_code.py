"""A one-time code in what somebody wrote: eight digits, however they are typed or spoken."""

import re
import unicodedata

_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_SIGNS = re.compile(r"[\s\-‐‑‒–—―・.,、。_「」]+|(?<=\d)ー(?=\d)")
_BEFORE = (
    r"(?:(?:わたしの|私の|この)?(?:ワンタイム)?(?:コード|こーど|番号|ばんごう|code|thecode|mycode)(?:は|が|:|=|is)?)?"
)
_AFTER = r"(?:です|でした|だよ|だ|になります|と書いてあります)?[!?]*"
_CODE = re.compile(rf"{_BEFORE}(\d{{8}}){_AFTER}", re.ASCII | re.IGNORECASE)
_WRONG_LENGTH = re.compile(rf"{_BEFORE}(?:\d{{6,7}}|\d{{9}}){_AFTER}", re.ASCII | re.IGNORECASE)
_LONGEST = 60


def typed_code(words: str) -> str | None:
    """The eight digits of a message that holds nothing else: 「コードは 1234 5678 です」, 「一二三四 五六七八」."""
    found = _CODE.fullmatch(_squeezed(words))
    return found.group(1) if found else None


def is_nearly_a_code(words: str) -> bool:
    """A digit too many, or one or two too few."""
    return _WRONG_LENGTH.fullmatch(_squeezed(words)) is not None


def _squeezed(words: str) -> str:
    """Full-width and kanji digits as digits; without the spaces and signs that people put between them."""
    if len(words) > _LONGEST:
        return ""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", words).translate(_DIGITS))
