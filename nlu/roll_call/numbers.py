"""Reads the numbers of a roll call: how many people or houses, and which blocks."""

import re
from collections.abc import Iterator

from bot.core.sightings import Count, Unit
from nlu.counts import counted, number_of
from nlu.roll_call.mark import Mark
from nlu.roll_call.piece import Piece
from nlu.roll_call.written import RANGE

_NUMBER = "[0-9]{1,3}|[一二三四五六七八九十]{1,3}"
_BLOCKS = re.compile(
    rf"(?<![0-9一二三四五六七八九十])第?(?P<numbers>(?:(?:{_NUMBER})(?:班|組)?(?:{RANGE}|と|、|から))*(?:{_NUMBER}))(?P<word>班|斑|版|般|組|はん(?![ぁ-ん]))(?:まで[はがも]?)?"
)
_OWN_BLOCK = re.compile(
    "(?:(?:うち|おらほ|おらげ|おらい|自分|自分たち|私|わたし|私たち|俺|おれ|おら|この|当)(?:の|ん)?(?:班|組(?!長|合))|隣組(?!長)|となり組)"
    "|(?<![0-9一-鿿のん])班(?!長|ごと|別|分け|員)"
)
"""A block without its number: whose it is, only the sender's own block can tell."""
_SLIPS = frozenset("斑版般")
_PARTS = re.compile(rf"(?P<number>{_NUMBER})|(?P<range>{RANGE}|から)")
_MOST_OF_A_RANGE = 30
_TOTAL = re.compile("(?:の|ある)?(?:うち|内|中(?!学|止)|なか|あって|あるけど|ありますが)|で(?=[0-9])")
_BARE = re.compile(r"(?<![0-9])(?!11[09])[0-9]{1,3}(?![0-9班組丁時分日月階番人名軒戸世]|けん)")
_IN_ALL = ("全部で", "全体で", "全戸で", "ぜんぶで", "合計", "合計で", "総数")
_KANA_UNIT = re.compile(r"(?<![0-9])(?P<number>[0-9]{1,3})けん(?!し)")
_HOUSEHOLDS = frozenset("軒戸帯")


def blocks(text: str) -> Iterator[Piece]:
    """1班, 第二班, 1・2班, 1〜3班. A range that runs backwards or too far is doubtful."""
    for match in _BLOCKS.finditer(text):
        numbers, doubtful = _listed(match["numbers"])
        word = "組" if match["word"] == "組" else "班"
        names = tuple(f"{number}{word}" for number in numbers)
        doubtful = doubtful or match["word"] in _SLIPS
        yield Piece(Mark.BLOCK, match.start(), match.end(), blocks=names, doubtful=doubtful)
    for match in _OWN_BLOCK.finditer(text):
        yield Piece(Mark.BLOCK, match.start(), match.end(), blocks=(match[0],))


def _listed(written: str) -> tuple[list[int], bool]:
    numbers: list[int] = []
    through = doubtful = False
    for part in _PARTS.finditer(written):
        if part["range"]:
            through = True
            continue
        number = number_of(part["number"])
        if number is None:
            doubtful = True
            continue
        if through and 0 < number - numbers[-1] <= _MOST_OF_A_RANGE:
            numbers += range(numbers[-1] + 1, number)
        doubtful = doubtful or (through and number <= numbers[-1])
        numbers.append(number)
        through = False
    return list(dict.fromkeys(numbers)), doubtful


def numbers(text: str) -> Iterator[Piece]:
    """8軒, 三人, ふたり; 10軒のうち is a total, 全10軒 all of them. Bare digits are left to `bare`."""
    for start, end, number in counted(text):
        unit = Unit.HOUSEHOLDS if text[end - 1] in _HOUSEHOLDS else Unit.PEOPLE
        yield _piece(text, start, end, Count(number, unit))
    for match in _KANA_UNIT.finditer(text):
        yield _piece(text, match.start(), match.end(), Count(int(match["number"]), Unit.HOUSEHOLDS))


def _piece(text: str, start: int, end: int, count: Count) -> Piece:
    total = _TOTAL.match(text, end)
    if total is not None:
        return Piece(Mark.TOTAL, start, total.end(), count=count)
    if text.endswith(_IN_ALL, 0, start):
        return Piece(Mark.TOTAL, start, end, count=count)
    if start and text[start - 1] == "全":
        return Piece(Mark.ALL, start - 1, end, count=count)
    return Piece(Mark.COUNT, start, end, count=count)


def bare(text: str, start: int) -> Piece | None:
    """○8 ×2: a number right behind a sign."""
    match = _BARE.match(text, start)
    return None if match is None else Piece(Mark.COUNT, start, match.end(), count=Count(int(match[0])))
