"""What else goes between chat, city OS and ledger: a cadence, a yes once more, an end that is told, nobody asked."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.consents import Cadence, Item, Purpose, RecipientKind
from bot.core.incidents import Emergency
from bot.core.people import Person
from bot.core.records import CadenceChosen, ConsentConfirmed
from bot.core.replies import Say, text
from bot.core.requests import CircleOf, DisclosuresOf
from bot.rules.consent import (
    EMERGENCY_LIST,
    Allowed,
    Moment,
    Question,
    decide,
    disclosed,
    is_in_force,
)
from bot.storage import tables
from bot.storage.agreed import CityOsRules
from bot.storage.database import Database
from bot.storage.inbox import SqlInbox
from bot.storage.turn_store import SqlTurnStore
from integrations.sandbox.city_os_consent import FaultKind
from integrations.sandbox.city_os_consent.book import Held
from tests.contracts.city import EAST, HANA, KEN, SATO, arrival, finished, line
from tests.contracts.exchange_town import ITEMS, LEADER, Town, exchange_town, yes


@pytest.fixture
async def town(database: Database) -> AsyncIterator[Town]:
    async with exchange_town(database) as opened:
        yield opened


async def test_in_an_emergency_the_ledger_says_that_consent_was_not_asked(town: Town) -> None:
    """DESIGN.md 7: with the city OS gone the law's ground stands, and the disclosure carries that nobody was asked."""
    emergency = Emergency("e", (EAST,), town.clock.now(), town.clock.now() + timedelta(days=1))
    await town.say(yes(1, town.clock.now(), items=frozenset({Item.NAME})))
    await town.meet()

    async def decided() -> Allowed:
        circle = await town.store.answer(CircleOf(HANA))
        assert circle is not None
        moment = Moment(town.clock.now(), drill=False, emergencies=(emergency,))
        asked = Question(circle.person, LEADER, Purpose.SAFETY_SHARING, ITEMS, moment, circle.consents)
        decision = decide(replace(asked, consent_unasked=circle.consent_unasked))
        assert isinstance(decision, Allowed)
        return decision

    assert not (await decided()).consent_not_asked
    town.there.faults.add(FaultKind.DOWN)
    town.clock.pass_(hours=1)
    await town.meet()
    allowed = await decided()
    assert (allowed.ground, allowed.consent_not_asked) == (EMERGENCY_LIST, True)
    person = Person(HANA, "", EAST)
    asked = Question(person, LEADER, Purpose.SAFETY_SHARING, ITEMS, Moment(town.clock.now(), drill=False))
    town.turns += 1
    came = replace(arrival(town.turns, line("Usato")), received_at=town.clock.now())
    await SqlInbox(town.database).accept([came])
    shown = finished(came, replies=(Say(text("x")),), disclosures=(disclosed(asked, allowed, ITEMS, None),))
    assert await town.store.commit([shown]) == (True,)
    (row,) = [row for row in await town.rows(tables.ledger) if row.kind == "disclosure"]
    assert json.loads(row.body)["consent_not_asked"] is True
    (look,) = (await town.store.answer(DisclosuresOf(HANA))).looks
    assert look.disclosure.consent_not_asked
    assert await town.is_sound()


async def test_whom_the_city_os_does_not_know_is_asked_by_our_own_record(town: Town) -> None:
    town.there.faults.add(FaultKind.DOWN)
    town.store = SqlTurnStore(town.database, city_os=CityOsRules(town.clock, strangers_count=True))
    circles = [await town.store.answer(CircleOf(each)) for each in (HANA, SATO)]
    assert [each.consent_unasked for each in circles if each is not None] == [True, False]


async def test_a_no_at_the_portal_is_told_to_whom_it_concerns_but_not_to_family(town: Town) -> None:
    leaders = await town.grant_at_portal()
    family = await town.grant_at_portal(recipient={"kind": "family", "id": None})
    await town.meet()
    for id_ in (leaders, family):
        await town.withdraw_at_portal(id_)
    await town.exchange.follow(town.clock.pass_(minutes=1))
    await town.exchange.follow(town.clock.pass_(minutes=1))
    assert [(row.recipients, "ended.header" in row.speech) for row in await town.rows(tables.outbox)] == [
        (["Usato"], True)
    ]
    assert await town.is_sound()


async def test_how_often_to_ask_and_a_yes_once_more_reach_the_city_os(town: Town) -> None:
    await town.say(yes(1, town.clock.now()), yes(2, town.clock.now(), recipient_kind=RecipientKind.FAMILY))
    await town.say(CadenceChosen(HANA, Cadence.EVERY_TIME, town.clock.pass_(minutes=1)))
    await town.say(ConsentConfirmed("consent-1", HANA, town.clock.pass_(minutes=1)))
    for _ in range(2):
        await town.meet()
        town.clock.pass_(seconds=20)
    there = {each.reference: each for each in town.there.book.consents.values()}
    assert {each.cadence for each in there.values()} == {"every_time"}
    assert [there[each].state for each in ("consent-1", "consent-2")] == ["RenewedConsentGiven", "ConsentGiven"]
    assert (await town.mirror.waiting()).on_their_way == 0
    assert await town.notices() == []
    assert [is_in_force(each, town.clock.now()) for each in await town.consents()] == [True, True]


async def test_each_choice_is_carried_and_somebody_elses_confirmation_is_not(town: Town) -> None:
    await town.say(yes(1, town.clock.now()))
    await town.meet()
    for cadence in (Cadence.EVERY_TIME, Cadence.ONCE, Cadence.EVERY_TIME):
        await town.say(CadenceChosen(HANA, cadence, town.clock.pass_(minutes=1)))
    await town.say(ConsentConfirmed("consent-1", KEN, town.clock.now()))
    await town.meet()
    (there,) = town.there.book.consents.values()
    assert (there.cadence, there.state) == ("every_time", "ConsentGiven")
    assert len([row for row in await town.rows(tables.consent_changes) if row.change == "cadence"]) == 3


async def test_a_cadence_waits_for_its_yes_and_the_yes_says_again_what_it_said_first(town: Town) -> None:
    town.there.faults.add(FaultKind.LOST_ANSWER, times=1, writes=True)
    await town.say(yes(1, town.clock.now()))
    await town.meet()
    await town.say(CadenceChosen(HANA, Cadence.EVERY_TIME, town.clock.pass_(minutes=1)))
    for _ in range(2):
        await town.meet()
        town.clock.pass_(minutes=1)
    assert [each.cadence for each in town.there.book.consents.values()] == ["every_time"]
    assert (await town.mirror.waiting()).on_their_way == 0


async def test_a_city_os_without_a_place_for_it_holds_nothing_up(town: Town) -> None:
    await town.say(yes(1, town.clock.now()))
    await town.meet()
    town.there.book.choose = _no_such_call  # type: ignore[method-assign,assignment]  # another city OS
    await town.say(CadenceChosen(HANA, Cadence.EVERY_TIME, town.clock.pass_(minutes=1)))
    await town.meet()
    (change,) = [row for row in await town.rows(tables.consent_changes) if row.change == "cadence"]
    assert (change.confirmed_at, change.reason) == (town.clock.now(), "no_place")


def _no_such_call(*_: object) -> Held:
    raise KeyError
