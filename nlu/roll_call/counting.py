"""Which number belongs to which words: 旗8軒, 8軒旗, 12世帯、旗11世帯."""

import re

from bot.core.sightings import Unit
from nlu.normalisation import PAUSE
from nlu.roll_call.item import Item
from nlu.roll_call.mark import Mark
from nlu.roll_call.piece import Piece

JOINT = re.compile("(?:と|や|も|は|、|。|及び|および|それから|それと|の|なら|ん|で|に|が|中|戸|方|だけ)*")
"""What may stand between those of whom one thing is said."""
_BACKWARDS = re.compile("(?:は|が|も|の)?(?:家|人|者|の家|の人|方)?(?:は|が|も)?")
_NUMBER = re.compile("(?:が|は|の?家が?)?[0-9一二三四五六七八九]")


def takes_count(item: Item, piece: Piece, gap: str, text: str) -> bool:
    """Gives the number to the item, where it belongs to what stands before it. `gap`: what parts it from that."""
    if item.what and piece.count is not None and piece.count.unit is Unit.UNSAID:
        item.count, item.whom = piece, [each for each in item.whom if each.mark is Mark.NAME]
    elif _was_total(item, text) and _BACKWARDS.fullmatch(gap):
        item.count, item.whom = piece, []
    elif _may_take(item, gap):
        item.count = piece
    return item.count is piece


def _may_take(item: Item, gap: str) -> bool:
    if item.count is not None or bool(item.what) == bool(item.whom):
        return False
    if item.what:
        return _BACKWARDS.fullmatch(gap) is not None
    return not item.but and JOINT.fullmatch(gap) is not None


def _was_total(item: Item, text: str) -> bool:
    """12世帯、旗11世帯: the first number says how many there are."""
    if not item.what or item.count is not None or not item.is_of_numbers:
        return False
    return PAUSE in text[item.whom[-1].end : item.what[0].start]


def is_settled(item: Item) -> bool:
    """旗8軒: a number behind its word; what comes next is of others."""
    if not item.what or item.count is None or item.whom:
        return False
    return item.count.start > item.what[0].start


def denies(piece: Piece, gap: str, text: str) -> bool:
    """旗8軒出てない takes them all down; 旗8軒なし2軒 does not."""
    return piece.mark is Mark.MISSING and not gap and not _NUMBER.match(text, piece.end)
