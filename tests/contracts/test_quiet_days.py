"""What every store promises about arrangements of ordinary days and the monthly drill."""

from dataclasses import replace
from datetime import date

from bot.core.ids import PersonId
from bot.core.quiet_days import Practice, QuietDays, QuietState
from bot.core.records import (
    PracticeDone,
    PracticeEnded,
    PracticeWished,
    QuietDaysAnswered,
    QuietDaysArranged,
    QuietDaysEnded,
    Record,
)
from bot.core.requests import PracticeOf, QuietDaysOf
from tests.contracts.backends import Backend
from tests.contracts.city import HANA, KEN, YUKI, arrival, finished, line, minutes

ARRANGED = QuietDays(HANA, QuietState.ON, 8, 2, YUKI, None, minutes(1))


async def did(backend: Backend, number: int, *records: Record) -> None:
    turn = finished(arrival(number, line(f"Udoer{number}"), number), records=records)
    await backend.inbox.accept([turn.arrival])
    assert await backend.store.commit([turn]) == (True,)


async def test_what_is_arranged_stands_until_it_is_arranged_anew(backend: Backend) -> None:
    anew = replace(ARRANGED, hour=9, state=QuietState.PAUSED, asked_by=YUKI, former_told=(KEN,))
    await did(backend, 1, QuietDaysArranged(ARRANGED))
    assert await backend.store.answer(QuietDaysOf(HANA)) == ARRANGED
    await did(backend, 2, QuietDaysArranged(anew))
    assert await backend.store.answer(QuietDaysOf(HANA)) == anew
    assert await backend.store.answer(QuietDaysOf(KEN)) is None


async def test_an_answer_ends_the_counting_and_nothing_else(backend: Backend) -> None:
    counting = replace(ARRANGED, greeted_on=date(2026, 6, 1), unanswered=1)
    await did(backend, 1, QuietDaysArranged(counting), QuietDaysArranged(replace(counting, person=KEN)))
    await did(backend, 2, QuietDaysAnswered(HANA), QuietDaysAnswered(PersonId("nobody")))
    assert await backend.store.answer(QuietDaysOf(HANA)) == ARRANGED
    assert await backend.store.answer(QuietDaysOf(KEN)) == replace(counting, person=KEN)


async def test_what_is_ended_is_gone(backend: Backend) -> None:
    await did(backend, 1, QuietDaysArranged(ARRANGED))
    await did(backend, 2, QuietDaysEnded(HANA), QuietDaysEnded(KEN))
    assert await backend.store.answer(QuietDaysOf(HANA)) is None


async def test_a_drill_is_counted_once_a_month(backend: Backend) -> None:
    await did(backend, 1, PracticeWished(HANA, minutes(1)), PracticeWished(HANA, minutes(2)))
    assert await backend.store.answer(PracticeOf(HANA)) == Practice(HANA, minutes(1))
    await did(backend, 2, PracticeDone(HANA, "2026-06"), PracticeDone(HANA, "2026-06"), PracticeDone(KEN, "2026-06"))
    await did(backend, 3, PracticeDone(HANA, "2026-07"))
    assert await backend.store.answer(PracticeOf(HANA)) == Practice(HANA, minutes(1), done_in="2026-07", times=2)
    assert await backend.store.answer(PracticeOf(KEN)) is None
    await did(backend, 4, PracticeEnded(HANA))
    assert await backend.store.answer(PracticeOf(HANA)) is None
