"""What every outbox promises about letters that tell of somebody's silence: they go only while it lasts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.core.conversation import Conversation
from bot.core.ids import PersonId
from bot.core.letters import Fate, Letter, Settlement
from bot.core.ports import LANES
from bot.core.quiet_days import QuietDays, QuietState
from bot.core.records import Message, QuietDaysAnswered, QuietDaysArranged, Record, ReportMade, Silence
from bot.core.replies import Say, text
from bot.core.requests import DisclosuresOf
from bot.core.understanding import Condition
from tests.contracts.backends import Backend
from tests.contracts.city import (
    EAST,
    HANA,
    QUAKE,
    SATO,
    YUKI,
    arrival,
    disclosed,
    finished,
    letter,
    line,
    minutes,
    report,
)

ALL = range(LANES)
LATER = minutes(60)
OF_HANA = Silence(QUAKE, person=HANA)
AT_HANAS = Silence(QUAKE, district=EAST)
SILENT = QuietDays(HANA, QuietState.ON, 8, 2, YUKI, None, minutes(0), date(2026, 6, 1), unanswered=2)


async def told(backend: Backend) -> list[Letter]:
    """Yuki hears on both her accounts that Hana has not answered."""
    message = Message(YUKI, (Say(text("told")),), (disclosed(HANA, YUKI),), tells_of=OF_HANA)
    turn = finished(arrival(9, line("Usays")), messages=(message,))
    await backend.inbox.accept([turn.arrival])
    assert await backend.store.commit([turn]) == (True,)
    return [each.letter for each in await backend.letters() if each.letter.tells_of]


async def due(backend: Backend) -> list[Letter]:
    return [each for each in await backend.outbox.due(ALL, LATER, 100, ()) if each.tells_of]


async def answers(backend: Backend, person: PersonId, number: int = 1) -> None:
    said = report(number, Condition.SAFE, about=person, reporter=person)
    turn = finished(arrival(number, line(f"U{number}")), records=(ReportMade(said),))
    await backend.inbox.accept([turn.arrival])
    assert await backend.store.commit([turn]) == (True,)


async def looks(backend: Backend) -> int:
    return (await backend.store.answer(DisclosuresOf(HANA))).total


async def test_it_goes_while_the_silence_lasts(backend: Backend) -> None:
    letters = await told(backend)
    assert sorted(each.id for each in await due(backend)) == sorted(each.id for each in letters)
    assert await looks(backend) == 1


async def test_it_does_not_go_once_the_person_has_answered_and_nobody_is_said_to_have_seen_it(backend: Backend) -> None:
    await told(backend)
    await answers(backend, HANA)
    assert await due(backend) == []
    assert {each.state for each in await backend.letters() if each.letter.tells_of} == {"dropped"}
    assert await looks(backend) == 0


async def test_an_answer_of_somebody_else_changes_nothing(backend: Backend) -> None:
    letters = await told(backend)
    await answers(backend, SATO)
    assert len(await due(backend)) == len(letters)


async def test_one_that_may_have_arrived_is_repeated_as_it_was(backend: Backend) -> None:
    first, *_ = await told(backend)
    await backend.outbox.begin([replace(first, body="{}", may_have_arrived=True)], minutes(2))
    again = Settlement(first.id, Fate.RETRY, minutes(2), minutes(3), "500", may_have_arrived=True)
    await backend.outbox.settle([again])
    await answers(backend, HANA)
    assert [each.id for each in await due(backend)] == [first.id]


async def test_one_that_line_refused_for_want_of_quota_does_not_go_once_the_silence_is_over(backend: Backend) -> None:
    first, *_ = await told(backend)
    await backend.outbox.begin([replace(first, body="{}", may_have_arrived=True)], minutes(2))
    refused = Settlement(first.id, Fate.RETRY, minutes(2), minutes(3), "line_monthly_quota")
    await backend.outbox.settle([refused])
    await answers(backend, HANA)
    assert await due(backend) == []


async def test_a_leader_hears_of_a_district_as_long_as_anybody_there_is_silent(backend: Backend) -> None:
    await backend.post(letter(1, "Uleader", tells_of=AT_HANAS))
    await answers(backend, HANA, 1)
    assert [each.tells_of for each in await due(backend)] == [AT_HANAS]
    await answers(backend, SATO, 2)
    assert await due(backend) == []


async def told_on_a_quiet_day(backend: Backend) -> list[Letter]:
    turn = finished(arrival(9, line("Usays")), records=(QuietDaysArranged(SILENT),))
    silence = Silence(None, person=HANA, since=turn.finished_at)
    message = Message(YUKI, (Say(text("told")),), (disclosed(HANA, YUKI),), tells_of=silence)
    turn = replace(turn, outcome=replace(turn.outcome, messages=(message,)))
    await backend.inbox.accept([turn.arrival])
    assert await backend.store.commit([turn]) == (True,)
    return [each.letter for each in await backend.letters() if each.letter.tells_of == silence]


async def writes(backend: Backend, person: PersonId, minute: float, records: Sequence[Record] = ()) -> None:
    of = line("Uhana")
    talk = Conversation(of, person, last_event_at=minutes(minute))
    turn = finished(arrival(5, of, minute), talk, records=tuple(records))
    await backend.inbox.accept([turn.arrival])
    assert await backend.store.commit([turn]) == (True,)


async def test_that_greetings_were_not_answered_goes_while_nothing_comes_from_the_person(backend: Backend) -> None:
    letters = await told_on_a_quiet_day(backend)
    await writes(backend, YUKI, 20)
    assert letters
    assert len(await due(backend)) == len(letters), "somebody else wrote on the same phone"


async def test_what_the_person_wrote_before_it_was_told_ends_no_silence(backend: Backend) -> None:
    letters = await told_on_a_quiet_day(backend)
    await writes(backend, HANA, -1)
    assert len(await due(backend)) == len(letters)


async def test_that_greetings_were_not_answered_goes_no_more_once_anything_has_come(backend: Backend) -> None:
    await told_on_a_quiet_day(backend)
    await writes(backend, HANA, 20)
    assert await due(backend) == []
    assert await looks(backend) == 0


async def test_that_greetings_were_not_answered_goes_no_more_once_the_contact_has_seen_to_it(backend: Backend) -> None:
    await told_on_a_quiet_day(backend)
    await writes(backend, YUKI, 20, [QuietDaysAnswered(HANA)])
    assert await due(backend) == []
