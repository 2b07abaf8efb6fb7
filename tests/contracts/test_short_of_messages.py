"""What every outbox promises where the month's messages are short: what is beyond them overtakes nothing better."""

from dataclasses import replace

import pytest

from bot.core.ids import MessageId
from bot.core.letters import Fate, Letter, Settlement
from bot.core.ports import LANES
from bot.core.quota import SHORT
from bot.core.records import Priority
from bot.core.replies import Say, Speech, text
from bot.storage.outbox.budget import waiting_for
from tests.contracts.backends import Backend
from tests.contracts.city import NOON, letter, minutes

ALL = range(LANES)
WITHIN = letter(1, "Uhana", "Usato", created_at=NOON, priority=Priority.BULK)
BEYOND = letter(2, "Uyuki", created_at=NOON, priority=Priority.BULK, beyond=True)
MANY = letter(9, "U0", "U1", "U2", "U3", created_at=NOON, priority=Priority.BULK)
FURTHER = letter(3, "Uken", created_at=NOON, priority=Priority.BULK, beyond=True)


async def due(backend: Backend, *busy: Letter) -> list[MessageId]:
    return [each.id for each in await backend.outbox.due(ALL, minutes(60), 100, [each.id for each in busy])]


async def settle(backend: Backend, of: Letter, fate: Fate, reason: str = "", unreachable: tuple[str, ...] = ()) -> None:
    at = minutes(2)
    retry_at = at if fate is Fate.RETRY else None
    await backend.outbox.settle([Settlement(of.id, fate, at, retry_at, reason, unreachable=unreachable)])


async def test_it_waits_while_a_better_one_is_under_way_with_whatever_worker(backend: Backend) -> None:
    await backend.post(WITHIN, BEYOND, FURTHER)
    assert await due(backend) == [WITHIN.id]
    assert await due(backend, WITHIN) == []


async def test_it_is_tried_once_the_better_one_has_gone(backend: Backend) -> None:
    await backend.post(WITHIN, BEYOND, FURTHER)
    await settle(backend, WITHIN, Fate.SENT)
    assert await due(backend) == [BEYOND.id]


async def test_a_better_one_that_line_has_refused_for_want_of_messages_stays_before_it(backend: Backend) -> None:
    await backend.post(WITHIN, BEYOND)
    await settle(backend, WITHIN, Fate.RETRY, SHORT)
    assert await due(backend) == [WITHIN.id]


async def test_it_waits_for_what_is_left_of_a_better_one(backend: Backend) -> None:
    await backend.post(WITHIN, BEYOND)
    await settle(backend, WITHIN, Fate.REFUSED, "status 400", unreachable=("Uhana",))
    (rest,) = await due(backend)
    assert rest not in (WITHIN.id, BEYOND.id)


async def test_another_mailing_does_not_wait_for_it(backend: Backend) -> None:
    other = replace(FURTHER, created_at=minutes(1))
    await backend.post(WITHIN, BEYOND, other)
    assert await due(backend) == [WITHIN.id, other.id]


async def test_of_many_as_many_are_tried_as_the_channel_says_are_left_and_the_others_keep_their_place(
    backend: Backend,
) -> None:
    await backend.post(MANY, BEYOND)
    part = await refused(backend, MANY, left=3)
    assert part.recipients == ("U0", "U1", "U2")
    assert await due(backend) == [part.id]
    await settle(backend, part, Fate.SENT)
    (rest,) = await backend.outbox.due(ALL, minutes(60), 100, ())
    assert (rest.id, rest.recipients, rest.beyond) == (MANY.id, ("U3",), True)
    await settle(backend, rest, Fate.SENT)
    assert await due(backend) == [BEYOND.id]


async def test_where_the_channel_says_enough_and_refuses_all_the_same_half_of_them_are_tried(backend: Backend) -> None:
    await backend.post(MANY)
    assert (await refused(backend, MANY, left=4)).recipients == ("U0", "U1")


@pytest.mark.parametrize("left", [0, None])
async def test_where_nothing_is_left_or_nobody_knows_they_wait_whole(backend: Backend, left: int | None) -> None:
    await backend.post(MANY)
    assert (await refused(backend, MANY, left)).recipients == MANY.recipients


async def test_what_may_have_arrived_is_tried_again_as_it_was(backend: Backend) -> None:
    await backend.post(MANY)
    assert (await refused(backend, MANY, 3, may_have_arrived=True)).recipients == MANY.recipients


async def refused(backend: Backend, of: Letter, left: int | None, *, may_have_arrived: bool = False) -> Letter:
    """What is tried next."""
    at = minutes(2)
    settlement = Settlement(of.id, Fate.RETRY, at, at, SHORT, left=left, may_have_arrived=may_have_arrived)
    await backend.outbox.settle([settlement])
    return (await backend.outbox.due(ALL, minutes(60), 100, ()))[0]


def of_one(number: int, *, drill: bool = False, at: int = 1) -> Letter:
    """Tells of somebody's silence, beyond what is left of the month."""
    to = f"U{number}"
    return letter(number, to, created_at=minutes(at), beyond=True, mailing=waiting_for(to), speech=speech(drill))


def of_many(number: int, *, drill: bool = False) -> Letter:
    return letter(number, f"U{number}", created_at=NOON, priority=Priority.BULK, beyond=True, speech=speech(drill))


def speech(drill: bool) -> Speech:
    return Speech((Say(text("hello")),), drill=drill)


async def test_when_there_are_messages_again_those_asked_come_before_those_who_are_told(backend: Backend) -> None:
    await backend.post(of_one(1), of_many(2))
    assert await due(backend) == [of_many(2).id]
    assert await due(backend, of_many(2)) == []
    await settle(backend, of_many(2), Fate.SENT)
    assert await due(backend) == [of_one(1).id]


async def test_what_is_real_comes_before_a_drill(backend: Backend) -> None:
    drills = of_many(1, drill=True), of_one(2, drill=True)
    order = [of_many(3), of_one(4), *drills]
    await backend.post(*drills, *order[:2])
    for each in order:
        assert await due(backend) == [each.id]
        await settle(backend, each, Fate.SENT)
    assert await due(backend) == []


async def test_a_word_to_one_for_whom_there_is_a_message_waits_for_nobody(backend: Backend) -> None:
    await backend.post(of_many(1), letter(2, "U2"))
    assert await due(backend) == ["letter-2", of_many(1).id]


async def test_it_says_that_it_is_beyond_when_it_comes_out(backend: Backend) -> None:
    await backend.post(BEYOND)
    assert await backend.outbox.due(ALL, minutes(60), 100, ()) == (BEYOND,)
