"""What every store promises about the time of the newest report about somebody."""

from bot.core.ids import PersonId
from bot.core.records import Record, ReportMade
from bot.core.requests import LastWordAbout
from bot.core.understanding import Condition
from tests.contracts.backends import Backend
from tests.contracts.city import DRILL, HANA, KEN, QUAKE, arrival, finished, line, minutes, report


async def told(backend: Backend, minute: int, *records: Record) -> None:
    turn = finished(arrival(minute, line(f"Uteller{minute}"), minute=minute), records=records)
    await backend.inbox.accept([turn.arrival])
    assert await backend.store.commit([turn]) == (True,)


async def test_it_is_the_time_at_which_the_newest_was_written_down(backend: Backend) -> None:
    await told(backend, 1, ReportMade(report(1, Condition.SAFE)))
    first = await backend.store.answer(LastWordAbout(HANA, QUAKE))
    await told(backend, 5, ReportMade(report(2, None, minute=-60)))
    last = await backend.store.answer(LastWordAbout(HANA, QUAKE))
    assert first is not None
    assert last is not None
    assert first < last, "said long ago, and delivered late"
    assert last >= minutes(5)


async def test_there_is_none_of_anybody_else_or_in_any_other_incident(backend: Backend) -> None:
    await told(backend, 1, ReportMade(report(1, Condition.SAFE)))
    asked = (LastWordAbout(KEN, QUAKE), LastWordAbout(HANA, DRILL), LastWordAbout(PersonId("nobody"), QUAKE))
    assert [await backend.store.answer(each) for each in asked] == [None, None, None]
