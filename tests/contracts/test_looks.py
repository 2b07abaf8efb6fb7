"""What every store promises about 「だれが見た」: exactly the disclosures that happened, the newest first."""

from dataclasses import replace

from bot.core.consents import Disclosure, RecipientKind
from bot.core.ids import PersonId
from bot.core.people import Office, RelationKind, Role
from bot.core.requests import DisclosuresOf, Looks
from bot.core.turn import Outcome
from tests.contracts.backends import Backend
from tests.contracts.city import DRILL, EAST, HANA, KEN, QUAKE, SATO, YUKI, City, arrival, disclosed, finished, line


async def shown(backend: Backend, number: int, outcome: Outcome) -> None:
    turn = finished(
        arrival(number, line(f"Uasker{number}"), minute=number),
        replies=outcome.replies,
        disclosures=outcome.disclosures,
        drill=outcome.drill,
    )
    await backend.inbox.accept([turn.arrival])
    assert await backend.store.commit([turn]) == (True,)


def outcome(*disclosures: Disclosure, drill: bool = False) -> Outcome:
    return Outcome(finished(arrival(0)).outcome.conversation, disclosures=disclosures, drill=drill)


async def test_who_when_what_and_as_what(backend: Backend) -> None:
    await shown(backend, 1, outcome(disclosed(HANA, YUKI), disclosed(KEN, YUKI)))
    await shown(backend, 2, outcome(disclosed(HANA, SATO, incident=None, ground="災対法49条の11③", emergency="E1")))
    newest, oldest = (await backend.store.answer(DisclosuresOf(HANA))).looks
    assert newest.disclosure == disclosed(HANA, SATO, incident=None, ground="災対法49条の11③", emergency="E1")
    assert (newest.recipient, newest.offices) == (City().people[2], (Role(Office.LEADER, EAST),))
    assert (newest.relation.label if newest.relation else "", newest.incident_title) == ("隣人", "")
    assert oldest.disclosure == disclosed(HANA, YUKI)
    assert oldest.relation is not None
    assert (oldest.relation.kind, oldest.relation.label) == (RelationKind.FAMILY, "娘")
    assert (oldest.incident_title, oldest.offices, oldest.drill) == ("地震", (), False)
    assert newest.at > oldest.at


async def test_a_look_in_a_drill_is_marked(backend: Backend) -> None:
    await shown(backend, 1, outcome(disclosed(HANA, YUKI, incident=DRILL), drill=True))
    (look,) = (await backend.store.answer(DisclosuresOf(HANA))).looks
    assert (look.drill, look.incident_title) == (True, "訓練")


async def test_what_one_saw_of_oneself_is_no_look(backend: Backend) -> None:
    await shown(backend, 1, outcome(disclosed(HANA, HANA)))
    assert await backend.store.answer(DisclosuresOf(HANA)) == Looks()


async def test_the_newest_are_given_and_all_are_counted(backend: Backend) -> None:
    for number, recipient in enumerate((SATO, YUKI, KEN), start=1):
        await shown(backend, number, outcome(disclosed(HANA, recipient)))
    found = await backend.store.answer(DisclosuresOf(HANA, limit=2))
    assert ([each.disclosure.recipient for each in found.looks], found.total) == ([KEN, YUKI], 3)


async def test_a_session_of_the_console_is_nobody_of_the_register(backend: Backend) -> None:
    console = PersonId("console:abc")
    await shown(backend, 1, outcome(disclosed(HANA, console)))
    (look,) = (await backend.store.answer(DisclosuresOf(HANA))).looks
    assert (look.recipient, look.relation, look.offices) == (None, None, ())
    assert look.disclosure.recipient == console


async def test_a_member_of_the_staff_by_name_saw_it_as_the_city(backend: Backend) -> None:
    """The daughter works at the crisis office: what she saw there, the city saw."""
    await shown(backend, 1, outcome(replace(disclosed(HANA, YUKI), recipient_kind=RecipientKind.CITY)))
    (look,) = (await backend.store.answer(DisclosuresOf(HANA))).looks
    assert (look.disclosure.recipient_kind, look.disclosure.recipient) == (RecipientKind.CITY, YUKI)


async def test_nobody_looked(backend: Backend) -> None:
    await shown(backend, 1, outcome(disclosed(KEN, YUKI, incident=QUAKE)))
    assert await backend.store.answer(DisclosuresOf(HANA)) == Looks()
