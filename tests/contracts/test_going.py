"""What every store promises about who is on the way to somebody, and who had them asked again."""

from dataclasses import replace
from datetime import timedelta

from bot.core.going import Going
from bot.core.ids import PersonId
from bot.core.people import RelationKind
from bot.core.records import GoingStated, GoingTakenBack, Nudged, Record
from bot.core.requests import CircleOf, FollowedBy, LastNudgeOf
from tests.contracts.backends import Backend
from tests.contracts.city import DRILL, HANA, KEN, QUAKE, SATO, YUKI, arrival, finished, line, minutes

WAY = Going("way-1", HANA, YUKI, RelationKind.FAMILY, "娘", QUAKE, drill=False, said_at=minutes(3), until=minutes(243))


async def did(backend: Backend, number: int, *records: Record) -> None:
    turn = finished(arrival(number, line(f"Udoer{number}"), number), records=records)
    await backend.inbox.accept([turn.arrival])
    assert await backend.store.commit([turn]) == (True,)


async def ways(backend: Backend) -> tuple[Going, ...]:
    circle = await backend.store.answer(CircleOf(HANA))
    assert circle is not None
    (followed,) = await backend.store.answer(FollowedBy(YUKI))
    assert followed.going == circle.going
    return circle.going


async def test_whoever_is_around_her_sees_who_is_on_the_way(backend: Backend) -> None:
    later = replace(WAY, id="way-2", goer=SATO, kind=RelationKind.SUPPORTER, label="隣人", said_at=minutes(4))
    await did(backend, 1, GoingStated(later), GoingStated(WAY))
    assert await ways(backend) == (WAY, later)


async def test_what_is_taken_back_is_gone_and_only_that(backend: Backend) -> None:
    later = replace(WAY, id="way-2", goer=SATO)
    await did(backend, 1, GoingStated(WAY), GoingStated(later))
    await did(backend, 2, GoingTakenBack(HANA, YUKI, minutes(5)))
    assert await ways(backend) == (later,)


async def test_what_is_said_again_after_that_stands(backend: Backend) -> None:
    again = replace(WAY, id="way-2", said_at=minutes(6))
    await did(backend, 1, GoingStated(WAY), GoingTakenBack(HANA, YUKI, minutes(5)), GoingStated(again))
    assert await ways(backend) == (again,)


async def test_nobody_elses_way_is_hers(backend: Backend) -> None:
    await did(backend, 1, GoingStated(replace(WAY, about=KEN)))
    assert await ways(backend) == ()


async def test_the_last_nudge_is_anybodys(backend: Backend) -> None:
    assert await backend.store.answer(LastNudgeOf(HANA, QUAKE)) is None
    first, second = minutes(1), minutes(1) + timedelta(minutes=31)
    await did(backend, 1, Nudged("n1", HANA, YUKI, QUAKE, first), Nudged("n3", KEN, YUKI, QUAKE, minutes(99)))
    await did(backend, 2, Nudged("n2", HANA, SATO, QUAKE, second))
    assert await backend.store.answer(LastNudgeOf(HANA, QUAKE)) == second
    assert await backend.store.answer(LastNudgeOf(PersonId("nobody"), QUAKE)) is None


async def test_a_nudge_of_a_drill_is_none_of_the_real_incident(backend: Backend) -> None:
    await did(backend, 1, Nudged("n1", HANA, YUKI, QUAKE, minutes(1)), Nudged("n2", HANA, YUKI, DRILL, minutes(9)))
    assert await backend.store.answer(LastNudgeOf(HANA, QUAKE)) == minutes(1)
    assert await backend.store.answer(LastNudgeOf(HANA, DRILL)) == minutes(9)
