"""What every outbox promises about reminders: they go to those alone who are still silent when they go."""

from dataclasses import replace

from bot.core.ids import IncidentId, PersonId
from bot.core.letters import Fate, Letter, Settlement
from bot.core.ports import LANES
from bot.core.records import ReportMade
from bot.core.understanding import Condition
from tests.contracts.backends import Backend
from tests.contracts.city import HANA, QUAKE, SATO, arrival, finished, letter, line, minutes, report

ALL = range(LANES)
LATER = minutes(60)
REMINDER = letter(1, "Uhana", "Usato", reminds_of=QUAKE)


async def due(backend: Backend) -> list[Letter]:
    return list(await backend.outbox.due(ALL, LATER, 100, ()))


async def answers(backend: Backend, person: PersonId, number: int = 1) -> None:
    said = report(number, Condition.SAFE, about=person, reporter=person)
    turn = finished(arrival(number, line(f"U{number}")), records=(ReportMade(said),))
    await backend.inbox.accept([turn.arrival])
    assert await backend.store.commit([turn]) == (True,)


async def test_it_goes_to_all_who_are_silent(backend: Backend) -> None:
    await backend.post(REMINDER)
    assert await due(backend) == [REMINDER]


async def test_whoever_answered_while_it_waited_gets_none(backend: Backend) -> None:
    await backend.post(REMINDER)
    await answers(backend, HANA)
    (left,) = [each for each in await due(backend) if each.reminds_of]
    assert left == replace(REMINDER, recipients=("Usato",))
    assert await of_reminder(backend) == [("pending", ("Usato",))]


async def test_it_is_dropped_when_nobody_is_left(backend: Backend) -> None:
    await backend.post(REMINDER)
    await answers(backend, HANA, 1)
    await answers(backend, SATO, 2)
    assert [each for each in await due(backend) if each.reminds_of] == []
    assert (await of_reminder(backend))[0][0] == "dropped"
    assert await backend.notices() == []


async def test_one_that_may_have_arrived_keeps_its_recipients(backend: Backend) -> None:
    await backend.post(REMINDER)
    await backend.outbox.begin([replace(REMINDER, body="{}", may_have_arrived=True)], minutes(2))
    again = Settlement(REMINDER.id, Fate.RETRY, minutes(2), minutes(3), "500", may_have_arrived=True)
    await backend.outbox.settle([again])
    await answers(backend, HANA)
    (left,) = [each for each in await due(backend) if each.reminds_of]
    assert left.recipients == ("Uhana", "Usato")


async def test_one_that_waits_for_new_quota_goes_only_to_those_who_are_silent_then(backend: Backend) -> None:
    await backend.post(REMINDER)
    await backend.outbox.begin([replace(REMINDER, body="{}", may_have_arrived=True)], minutes(2))
    refused = Settlement(REMINDER.id, Fate.RETRY, minutes(2), minutes(3), "line_monthly_quota")
    await backend.outbox.settle([refused])
    await answers(backend, HANA)
    (left,) = [each for each in await due(backend) if each.reminds_of]
    assert left.recipients == ("Usato",)


async def test_the_rest_of_one_that_was_refused_is_a_reminder_too(backend: Backend) -> None:
    mailing = replace(REMINDER, recipients=("Uhana", "Ugone", "Usato"))
    await backend.post(mailing)
    await backend.outbox.begin([replace(mailing, body="{}")], minutes(2))
    await backend.outbox.settle(
        [Settlement(mailing.id, Fate.REFUSED, minutes(2), reason="status 400", unreachable=("Ugone",))]
    )
    await answers(backend, HANA)
    (rest,) = [each for each in await due(backend) if each.reminds_of]
    assert (rest.id != mailing.id, rest.recipients) == (True, ("Usato",))


async def test_an_address_of_two_people_is_reminded_while_one_of_them_is_silent(backend: Backend) -> None:
    await backend.post(letter(1, "Uhana", reminds_of=QUAKE), letter(2, "Uyuki", reminds_of=QUAKE))
    assert [each.recipients for each in await due(backend)] == [("Uhana",)]


async def test_it_is_of_one_incident_alone(backend: Backend) -> None:
    await backend.post(letter(1, "Uhana", reminds_of=IncidentId("over")))
    assert await due(backend) == []


async def test_other_letters_go_as_they_are(backend: Backend) -> None:
    question = letter(1, "Uhana", "Usato", incident=QUAKE)
    await backend.post(question)
    await answers(backend, HANA)
    assert question in await due(backend)


async def of_reminder(backend: Backend) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.state, each.letter.recipients) for each in await backend.letters() if each.letter.reminds_of]
