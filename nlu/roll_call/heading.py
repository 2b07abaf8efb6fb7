"""Binds names to the word that stands above them, where a message is written so."""

from dataclasses import dataclass

from nlu.normalisation import BOUNDARIES, STOP
from nlu.roll_call.item import Item
from nlu.roll_call.mark import Mark


def under_headings(items: list[Item], text: str, breaks: frozenset[int]) -> list[Item]:
    """旗あり 佐藤 鈴木 留守 田中: where a message puts the word first, each stands for the names behind it.

    Only where it can be nothing else: the first has a word and nobody, the last somebody and no word, and in between
    each word stands apart from the names before it. `breaks`: where a space was written.
    """
    layout = _Layout(text, breaks)
    found: list[Item] = []
    run: list[Item] = []
    for item in items:
        if item.opens and run:
            found += layout.turned(run)
            run = []
        run.append(item)
    return [*found, *layout.turned(run)]


@dataclass(frozen=True, slots=True)
class _Layout:
    text: str
    breaks: frozenset[int]

    def turned(self, run: list[Item]) -> list[Item]:
        """The items of one block, or of a message without blocks."""
        if len(run) < 2:
            return run
        if _counts_behind(run) or self._names_behind(run):
            return _bound(run)
        if _is_heading(run[0]) and not run[0].opens and not run[1].what and run[1].whom and not run[1].but:
            return [*_bound(run[:2]), *self.turned(run[2:])]
        return run

    def _names_behind(self, run: list[Item]) -> bool:
        first, last = run[0], run[-1]
        if not _is_heading(first) or last.what or not last.whom or any(item.but or item.count for item in run):
            return False
        names = all(each.mark in {Mark.NAME, Mark.HOUSE} for item in run[1:] for each in item.whom)
        block = first.opens and not self._parts(first.blocks[-1].end, first.what[0].start)
        return names and not block and all(self._stands_apart(item) for item in run[1:-1])

    def _stands_apart(self, item: Item) -> bool:
        return bool(item.whom) and bool(item.what) and self._parts(item.whom[-1].end, item.what[0].start)

    def _parts(self, end: int, start: int) -> bool:
        signs = any(each in BOUNDARIES for each in self.text[end:start])
        return signs or any(place in self.breaks for place in range(end, start + 1))


def _bound(run: list[Item]) -> list[Item]:
    ends = [max(each.end for each in item.whom) for item in run[1:-1]]
    for item, following in zip(reversed(run[:-1]), reversed(run[1:]), strict=True):
        following.what, following.colour = item.what, [*item.colour, *following.colour]
        following.opens = following.opens or (item is run[0] and item.opens)
        following.start = item.start if item is run[0] else min(each.start for each in item.what)
    for item, end in zip(run[1:-1], ends, strict=True):
        item.end = end
    return run[1:]


def _counts_behind(run: list[Item]) -> bool:
    """旗あり、7軒、旗なし、1軒: each number belongs to the word before it."""
    first, last = run[0], run[-1]
    alone = bool(first.what) and not first.whom and first.count is None and first.but is None
    numbers = all(each.mark is Mark.COUNT for item in run[1:] for each in item.whom) and bool(last.whom)
    return alone and numbers and not last.what and all(item.but is None and item.count is None for item in run)


def _is_heading(item: Item) -> bool:
    return bool(item.what) and not item.whom and not item.count and not item.but


def apposed(items: list[Item], text: str) -> list[Item]:
    """けが人2人、佐藤さんと鈴木さん: so many names as were counted say who they are."""
    found: list[Item] = []
    for item in items:
        before = found[-1] if found else None
        if before is not None and _are_those(item, before) and STOP not in text[before.start : item.start]:
            item.what, item.colour, item.start = before.what, before.colour, before.start
            item.pieces = [*before.pieces, *item.pieces]
            found.pop()
        found.append(item)
    return found


def _are_those(item: Item, before: Item) -> bool:
    piece = before.count or next(iter(before.whom), None)
    counted = piece is not None and piece.count is not None and len(item.whom) == piece.count.number
    nobody = all(each.mark is Mark.COUNT for each in before.whom) and before.but is None
    named = all(each.mark is Mark.NAME for each in item.whom) and not item.what and item.but is None
    return counted and nobody and named and bool(before.what)
