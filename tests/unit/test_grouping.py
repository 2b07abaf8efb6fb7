"""Grouping: one piece of work for all that come together, and to each their own answer."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.core.errors import Unavailable
from bot.grouping import Grouping


class Work:
    """Doubles numbers, a group at a time; no group with a negative one is done."""

    def __init__(self) -> None:
        self.groups: list[list[int]] = []
        self.going = asyncio.Event()
        self.going.set()

    async def __call__(self, items: Sequence[int]) -> Sequence[int]:
        self.groups.append(list(items))
        await self.going.wait()
        if min(items) < 0:
            raise ValueError("negative")
        return [2 * each for each in items]


async def test_those_who_come_together_share_one_piece_of_work_and_each_gets_an_answer() -> None:
    work = Work()
    grouping = Grouping(work, 100)
    assert await asyncio.gather(*(grouping.do(number) for number in range(5))) == [0, 2, 4, 6, 8]
    assert work.groups == [[0, 1, 2, 3, 4]]


async def test_while_one_group_is_at_work_the_next_one_gathers() -> None:
    work = Work()
    grouping = Grouping(work, 100)
    work.going.clear()
    first = asyncio.create_task(grouping.do(1))
    await asyncio.sleep(0.01)
    others = [asyncio.create_task(grouping.do(number)) for number in (2, 3)]
    await asyncio.sleep(0.01)
    work.going.set()
    assert await asyncio.gather(first, *others) == [2, 4, 6]
    assert work.groups == [[1], [2, 3]]


async def test_a_group_holds_no_more_than_the_most() -> None:
    work = Work()
    grouping = Grouping(work, 2)
    await asyncio.gather(*(grouping.do(number) for number in range(5)))
    assert work.groups == [[0, 1], [2, 3], [4]]


async def test_one_who_is_at_fault_hears_of_it_alone_and_the_next_group_goes_on() -> None:
    work = Work()
    grouping = Grouping(work, 3)
    answers = await asyncio.gather(*(grouping.do(number) for number in (1, -1, 3, 5)), return_exceptions=True)
    assert [each if isinstance(each, int) else type(each) for each in answers] == [2, ValueError, 6, 10]
    assert work.groups == [[1, -1, 3], [1], [-1], [3], [5]]
    assert await grouping.do(4) == 8


async def test_that_something_is_down_is_told_to_everybody_of_the_group_and_not_tried_again() -> None:
    tries: list[list[int]] = []

    async def down(items: Sequence[int]) -> Sequence[int]:
        tries.append(list(items))
        raise Unavailable("database")

    grouping = Grouping(down, 2)
    answers = await asyncio.gather(*(grouping.do(number) for number in (1, 2, 3)), return_exceptions=True)
    assert [type(each) for each in answers] == [Unavailable] * 3
    assert tries == [[1, 2], [3]]


async def test_where_items_differ_in_size_their_sizes_are_added_up_and_none_is_torn_apart() -> None:
    groups: list[list[str]] = []

    async def note(items: Sequence[str]) -> Sequence[None]:
        groups.append(list(items))
        return [None] * len(items)

    grouping = Grouping(note, 4, size=len)
    await asyncio.gather(*(grouping.do(each) for each in ("aa", "bb", "c", "dddddd", "e")))
    assert groups == [["aa", "bb"], ["c"], ["dddddd"], ["e"]]


async def test_one_who_goes_away_takes_nobody_along() -> None:
    work = Work()
    grouping = Grouping(work, 100)
    work.going.clear()
    leaving, staying = asyncio.create_task(grouping.do(1)), asyncio.create_task(grouping.do(2))
    await asyncio.sleep(0.01)
    leaving.cancel()
    work.going.set()
    assert await staying == 4
    with pytest.raises(asyncio.CancelledError):
        await leaving


async def test_where_the_work_is_broken_off_its_callers_are_not_left_waiting() -> None:
    work = Work()
    grouping = Grouping(work, 100)
    work.going.clear()
    waiting = asyncio.create_task(grouping.do(1))
    await asyncio.sleep(0.01)
    behind = asyncio.create_task(grouping.do(3))
    await asyncio.sleep(0.01)
    assert grouping._task is not None
    grouping._task.cancel()
    for each in (waiting, behind):
        with pytest.raises(Unavailable):
            await each
    work.going.set()
    assert await grouping.do(2) == 4
