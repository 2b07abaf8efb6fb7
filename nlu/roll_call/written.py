"""Brings a roll call into the form that is compared, with its ○ and × kept; the words as written stay at hand."""

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache

from nlu.normalisation import MAX_CHARACTERS, Normalised, fold, normalise

FINE, FAULT, RANGE = "⭕", "❌", "〻"
_SIGNS = str.maketrans(dict.fromkeys("○◯●◎✓✔☑✅", FINE) | dict.fromkeys("×✕✖✗✘╳", FAULT) | dict.fromkeys("△▲", "?"))
"""△ is neither yes nor no, as a question is."""
_REMEMBERED = 50_000
"""Names of a town's residents that need not be folded anew for each message."""
_OLD = str.maketrans("斉齊齋邊邉髙﨑濵濱澤廣國櫻惠德瀨嶋栁眞", "斎斎斎辺辺高崎浜浜沢広国桜恵徳瀬島柳真")
"""Of a family's old characters the one that everybody types."""
_NUMERALS = "〇一二三四五六七八九十百0-9"
_ZERO_AS_FINE = re.compile(rf"(?<![{_NUMERALS}])〇(?![一二三四五六七八九十百軒戸人名世])")
_LETTER_AS_SIGN = re.compile(r"(?<=[ぁ-んァ-ヶ一-鿿 ])[xX](?![a-zA-Z])")
_FROM_TO = re.compile(r"(?<=[0-9])[-~〜ー–‐](?=[0-9])")


def written(text: str) -> Normalised:
    """Any text; the first 5,000 characters count. `surface` is as written (NFKC), the marks stand in `folded` alone."""
    surface = unicodedata.normalize("NFKC", text[:MAX_CHARACTERS])[:MAX_CHARACTERS]
    marked = _FROM_TO.sub(RANGE, _LETTER_AS_SIGN.sub(FAULT, _ZERO_AS_FINE.sub(FINE, surface)))
    return replace(normalise(marked.translate(_SIGNS).translate(_OLD)), surface=surface)


def breaks(normalised: Normalised) -> frozenset[int]:
    """The places of `folded` in front of which a space was written."""
    return frozenset(
        place
        for place in range(1, len(normalised.origin))
        if normalised.surface[normalised.origin[place] - 1].isspace()
    )


@lru_cache(maxsize=_REMEMBERED)
def name_as_compared(name: str) -> str:
    """A name of the gazetteer, as it would stand in the folded text."""
    return fold(name).translate(_OLD)
