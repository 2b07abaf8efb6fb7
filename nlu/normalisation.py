"""Brings a text into the one form in which it is compared: width, kana, long vowels, repeats and spaces."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

MAX_CHARACTERS = 5_000
"""What one LINE text message may hold; anything after it is not considered."""

STOP = "。"
PAUSE = "、"
QUESTION = "?"
BOUNDARIES = frozenset((STOP, PAUSE, QUESTION))

_STOPS = frozenset("。.!;:\n\r\u2028\u2029…|/")
_PAUSES = frozenset("、,・")
_LONG = frozenset("ー〜~―─")
_SIGNALS = frozenset("🆘😭😢😱😨😰🤕😷🤒🤮🤧🥶🔥🌊🚑🚒🩸💧🥤🍞🍙🍼🔋🔌💡🚽💊💉🛏⛽👓👶🐻✌👍🙆🆗⭕👌🙏🙅❌")
_SEXES = frozenset("♀♂")
"""Only part an emoji from its sex; they say nothing."""
_SMALL_VOWELS = dict(zip("ぁぃぅぇぉゎゕゖ", "あいうえおわかけ", strict=True))
_VOICED_TWINS = {"ぢ": "じ", "づ": "ず", "ヴ": "ぶ", "ゔ": "ぶ", "’": "'", "‘": "'"}
_SENTENCE_ENDS = frozenset("すたいよねるだらなえてくしん")
_CONTINUES = frozenset("ではがをもにとのくけなじわこといん")
"""After a space these carry the phrase on (けが は ない); voice input puts spaces everywhere."""


@dataclass(frozen=True, slots=True)
class Normalised:
    """`folded` is what is compared; `origin[i]` is the index in `surface` of `folded[i]`."""

    surface: str
    folded: str
    origin: tuple[int, ...]

    def as_written(self, start: int, end: int) -> str:
        """The words as the person wrote them (NFKC), for a span of `folded`."""
        if start >= end:
            return ""
        return self.surface[self.origin[start] : self.origin[end - 1] + 1]


def normalise(text: str) -> Normalised:
    """Any text, any length; only the first 5,000 characters count. Linear time."""
    surface = unicodedata.normalize("NFKC", text[:MAX_CHARACTERS])[:MAX_CHARACTERS]
    kept: list[tuple[str, int]] = []
    for index, character in enumerate(surface):
        folded = _folded(character, surface, index, kept[-1][0] if kept else "")
        if folded and not _repeats(folded, kept):
            kept.append((folded, index))
    return Normalised(surface, "".join(character for character, _ in kept), tuple(index for _, index in kept))


def fold(phrase: str) -> str:
    """A phrase of the lexicon in the same form as the texts it is compared with."""
    letters = "".join(map(_kana, phrase)) if _LETTERS.fullmatch(phrase) else ""
    return normalise(phrase).folded if not letters or _THRICE.search(letters) else letters


_LETTERS = re.compile("[ぁ-ゖァ-ヶ一-鿿]+")
"""What folds character by character; nearly all of the lexicon, which holds tens of thousands of phrases."""
_THRICE = re.compile(r"(.)\1\1")


def _folded(character: str, surface: str, index: int, previous: str) -> str:
    if character in _LONG:
        return _vowel_of(previous)
    if character in _STOPS:
        return "" if previous in BOUNDARIES and previous != PAUSE else STOP
    if character in _PAUSES:
        return "" if previous in BOUNDARIES else PAUSE
    if character.isspace():
        return _space(surface, index, previous)
    return _plain(character, previous)


def _plain(character: str, previous: str) -> str:
    if character == "?":
        return QUESTION
    if character in _SIGNALS:
        return character
    if character in _SEXES:
        return ""
    category = unicodedata.category(character)
    if category == "So" or (category == "Sk" and ord(character) > 0xFFFF):
        return "" if previous in BOUNDARIES or category == "Sk" else STOP
    if category[0] in "CMPZS" and character not in "'’‘々":
        return ""
    return _kana(character)


@cache
def _kana(character: str) -> str:
    lowered = character.lower()
    character = lowered if len(lowered) == 1 else character
    character = _VOICED_TWINS.get(character, character)
    if "ァ" <= character <= "ヶ":
        character = chr(ord(character) - 0x60)
    character = _SMALL_VOWELS.get(character, character)
    return _VOICED_TWINS.get(character, character)


def _vowel_of(character: str) -> str:
    if not ("ぁ" <= character <= "ゖ"):
        return ""
    for vowel, row in _ROWS:
        if character in row:
            return vowel
    return ""


_ROWS = (
    ("あ", "あかがさざただなはばぱまやゃらわ"),
    ("い", "いきぎしじちにひびぴみり"),
    ("う", "うくぐすずつぬふぶぷむゆゅる"),
    ("え", "えけげせぜてでねへべぺめれ"),
    ("お", "おこごそぞとどのほぼぽもよょろを"),
)


def _repeats(character: str, kept: list[tuple[str, int]]) -> bool:
    """たすけてえええ: a third of the same kana says no more than the second (but 119 and 1000 stay)."""
    if len(kept) < 2 or character.isdigit():
        return False
    return kept[-1][0] == character and kept[-2][0] == character


def _space(surface: str, index: int, previous: str) -> str:
    """A space parts Latin words, or sentences in a message without punctuation; elsewhere it means nothing."""
    following = surface[index + 1 : index + 2]
    if _is_latin(previous) and _is_latin(following):
        return " "
    if previous in _SENTENCE_ENDS and following and _kana(following) not in _CONTINUES:
        return PAUSE
    return ""


def _is_latin(character: str) -> bool:
    return character != "" and character.isascii() and (character.isalnum() or character == "'")
