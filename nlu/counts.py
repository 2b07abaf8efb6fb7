"""Reads how many people or households a text names: 3人, 二世帯, ふたり."""

import re
from collections.abc import Iterator

from bot.core.gazetteer import Slot, SlotKind
from nlu.normalisation import Normalised

_DIGITS = {"〇": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_UNITS = {"十": 10, "百": 100}
_WORDS = {"ひとり": 1, "ふたり": 2}
_LONGEST = 4
"""Digits: nobody counts ten thousand neighbours, and 12345人 is a typing slip."""
_COUNT = re.compile(
    rf"(?<![0-9.])(?P<number>[0-9]{{1,{_LONGEST}}}|[〇一二三四五六七八九十百]{{1,5}})(?:人|名|世帯|軒|戸)(?!目|ぐらし|暮らし|くらし)"
    r"|(?P<word>ひとり|ふたり)(?!ぐらし|暮らし|くらし)"
)


def counts(normalised: Normalised) -> Iterator[Slot]:
    """In order of the text. 一人暮らし and 2人目 count nobody."""
    for start, end, number in counted(normalised.folded):
        yield Slot(SlotKind.COUNT, normalised.as_written(start, end), str(number))


def counted(folded: str) -> Iterator[tuple[int, int, int]]:
    """Start, end (behind the unit) and number of each, in order of the text."""
    for match in _COUNT.finditer(folded):
        number = _WORDS[match["word"]] if match["word"] else number_of(match["number"])
        if number is not None:
            yield match.start(), match.end(), number


def number_of(written: str) -> int | None:
    """二十三 is 23; 三〇 is 30. None for what is no number: 十百."""
    if written.isdecimal():
        return int(written)
    if not any(each in _UNITS for each in written):
        return int("".join(str(_DIGITS[each]) for each in written))
    return _with_units(written)


def _with_units(written: str) -> int | None:
    total, digit, smallest = 0, 0, 1_000
    for each in written:
        if each in _DIGITS:
            digit = _DIGITS[each]
            continue
        if _UNITS[each] >= smallest:
            return None
        smallest = _UNITS[each]
        total, digit = total + (digit or 1) * smallest, 0
    return total + digit
