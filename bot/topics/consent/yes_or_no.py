"""A plain yes or no to the words of an offer, and nothing that could mean anything else."""

import re
import unicodedata

_YES = frozenset(
    {"はい", "はーい", "ええ", "うん", "んだ", "提供します", "提供する", "同意します", "同意する", "お願いします"}
    | {"おねがいします", "yes", "i agree", "i consent", "agree"}
)
_NO = frozenset(
    {"いいえ", "いや", "いやです", "嫌です", "だめ", "だめです", "しません", "やめます", "やめておきます"}
    | {"今はしません", "いまはしません", "提供しません", "提供しない", "同意しません", "同意しない"}
    | {"no", "not now", "no thank you", "no thanks"}
)
_LONGEST = 60
_APART = re.compile(r"[、。,.!\s]+")


def says_yes(words: str) -> bool:
    """Nothing but a yes. 「はい、でも町内会はいや」, 「いいです」, 「大丈夫」 are none: they may mean no."""
    return _is_nothing_but(words, _YES)


def says_no(words: str) -> bool:
    return _is_nothing_but(words, _NO)


def _is_nothing_but(words: str, known: frozenset[str]) -> bool:
    if len(words) > _LONGEST:
        return False
    plain = unicodedata.normalize("NFKC", words).lower().strip()
    if _APART.sub(" ", plain).strip() in known:
        return True
    parts = [each for each in _APART.split(plain) if each]
    return bool(parts) and all(each in known for each in parts)
