"""The whole road of a consent between the chat and the city OS: real HTTP to the stand-in, SQLite and PostgreSQL."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy import update
from structlog.testing import capture_logs

from bot.core.consents import Item, Origin, Purpose
from bot.core.records import ConsentWithdrawn
from bot.rules.consent import (
    is_in_force,
)
from bot.storage import tables
from bot.storage.agreed import CityOsRules
from bot.storage.database import Database
from bot.storage.insert import add_new
from bot.storage.turn_store import SqlTurnStore
from integrations.sandbox.city_os_consent import FaultKind
from tests.contracts.city import HANA, KEN, SATO
from tests.contracts.exchange_town import DAUGHTER, ITEMS, LEADER, Town, exchange_town, yes


@pytest.fixture
async def town(database: Database) -> AsyncIterator[Town]:
    async with exchange_town(database) as opened:
        yield opened


async def test_a_yes_in_the_chat_counts_when_the_city_os_has_confirmed_it(town: Town) -> None:
    await town.exchange.follow(town.clock.now())
    await town.say(yes(1, town.clock.now()))
    assert await town.shown_to(LEADER) == frozenset()
    assert [is_in_force(each, town.clock.now()) for each in await town.consents()] == [True]
    town.clock.pass_(seconds=5)
    assert await town.exchange.carry(town.clock.now()) == 1
    assert await town.shown_to(LEADER) == ITEMS
    assert [each["reference"] for each in (await town.there.portal.get("/consents")).json()["consents"]] == [
        "consent-1"
    ]
    assert await town.notices() == []


async def test_a_no_in_the_chat_closes_at_once_and_is_carried_when_the_city_os_is_back(town: Town) -> None:
    await town.say(yes(1, town.clock.now()))
    await town.meet()
    assert await town.shown_to(LEADER) == ITEMS
    town.there.faults.add(FaultKind.DOWN)
    await town.say(ConsentWithdrawn("consent-1", HANA, town.clock.pass_(minutes=1)))
    assert await town.shown_to(LEADER) == frozenset()
    for _ in range(3):
        await town.meet()
        town.clock.pass_(seconds=30)
        assert await town.shown_to(LEADER) == frozenset()
    assert (await town.mirror.waiting()).on_their_way == 1
    town.there.faults.clear()
    town.clock.pass_(minutes=2)
    await town.meet()
    assert (await town.mirror.waiting()).on_their_way == 0
    (held,) = (await town.there.client.of("s-hana")).consents
    assert held.state == "ConsentWithdrawn"
    assert await town.shown_to(LEADER) == frozenset()
    assert await town.notices() == []


async def test_a_stop_works_in_the_chat_when_the_city_os_is_long_gone(town: Town) -> None:
    """What is held back still stands as the person's own word: they see it, and can stop it."""
    await town.say(yes(1, town.clock.now()))
    await town.meet()
    town.there.faults.add(FaultKind.DOWN)
    town.clock.pass_(hours=2)
    await town.meet()
    (shown,) = await town.consents()
    assert (shown.held_back, is_in_force(shown, town.clock.now())) == (True, True)
    await town.say(ConsentWithdrawn(shown.id, HANA, town.clock.now()))
    assert not any(is_in_force(each, town.clock.now()) for each in await town.consents())


async def test_a_withdrawal_at_the_portal_closes_with_the_next_reading_and_stands_in_the_ledger(town: Town) -> None:
    await town.say(yes(1, town.clock.now()))
    await town.meet()
    (held,) = (await town.there.client.of("s-hana")).consents
    town.clock.pass_(minutes=1)
    await town.withdraw_at_portal(held.id)
    said_at = town.clock.now()
    town.clock.pass_(seconds=20)
    await town.exchange.follow(town.clock.now())
    assert await town.shown_to(LEADER) == frozenset()
    (ended,) = await town.consents()
    assert (ended.withdrawn_at, ended.withdrawn_by) == (said_at, None)
    ledger = [row for row in await town.rows(tables.ledger) if row.kind == "consent_withdrawn"]
    assert [json.loads(row.body)["by"] for row in ledger] == ["city_os"]
    assert [row.person_id for row in ledger] == [HANA]
    await town.exchange.follow(town.clock.now())
    assert len([row for row in await town.rows(tables.ledger) if row.kind == "consent_withdrawn"]) == 1
    assert await town.notices() == []


async def test_a_yes_at_the_portal_is_known_here_and_can_be_stopped_in_the_chat(town: Town) -> None:
    id_ = await town.grant_at_portal()
    await town.meet()
    assert await town.shown_to(LEADER) == ITEMS
    (image,) = await town.consents()
    assert image.origin is Origin.CITY_OS
    given = [row for row in await town.rows(tables.ledger) if row.kind == "consent_given"]
    assert [json.loads(row.body)["origin"] for row in given] == ["city_os"]
    await town.say(ConsentWithdrawn(image.id, HANA, town.clock.pass_(minutes=1)))
    assert await town.shown_to(LEADER) == frozenset()
    await town.meet()
    held = await town.there.client.one(id_)
    assert held is not None
    assert held.state == "ConsentWithdrawn"
    assert await town.notices() == []


async def test_beyond_its_age_nothing_counts_and_right_after_it_all_does_again(town: Town) -> None:
    await town.say(yes(1, town.clock.now()))
    await town.meet()
    town.there.faults.add(FaultKind.HTML)
    town.clock.pass_(minutes=15)
    await town.exchange.follow(town.clock.now())
    assert await town.shown_to(LEADER) == ITEMS
    town.clock.pass_(seconds=1)
    assert await town.shown_to(LEADER) == frozenset()
    town.there.faults.clear()
    await town.exchange.follow(town.clock.now())
    assert await town.shown_to(LEADER) == ITEMS


async def test_a_lost_answer_makes_no_second_consent(town: Town) -> None:
    town.there.faults.add(FaultKind.LOST_ANSWER, times=1, writes=True)
    await town.say(yes(1, town.clock.now()))
    assert await town.exchange.carry(town.clock.now()) == 0
    town.clock.pass_(minutes=1)
    assert await town.exchange.carry(town.clock.now()) == 1
    assert len((await town.there.client.of("s-hana")).consents) == 1
    await town.exchange.follow(town.clock.now())
    assert [each.id for each in await town.consents()] == ["consent-1"]


async def test_a_worker_that_dies_before_it_notes_the_answer_carries_it_again_without_doubling(town: Town) -> None:
    await town.say(yes(1, town.clock.now()))
    (change,) = await town.mirror.due(town.clock.now(), 10)
    await town.there.client.state(change.statement)  # and here the process was killed
    town.clock.pass_(minutes=1)
    await town.meet()
    assert len((await town.there.client.of("s-hana")).consents) == 1
    assert await town.shown_to(LEADER) == ITEMS


async def test_a_yes_taken_back_before_the_city_os_heard_of_it_is_never_opened_there(town: Town) -> None:
    town.there.faults.add(FaultKind.DOWN)
    await town.say(yes(1, town.clock.now()))
    await town.meet()
    await town.say(ConsentWithdrawn("consent-1", HANA, town.clock.pass_(minutes=1)))
    town.there.faults.clear()
    town.clock.pass_(minutes=2)
    for _ in range(3):
        await town.meet()
    assert (await town.there.client.of("s-hana")).consents == ()
    assert (await town.mirror.waiting()).on_their_way == 0


async def test_a_yes_here_that_a_later_no_at_the_portal_overtook_is_not_carried(town: Town) -> None:
    first = await town.grant_at_portal()
    await town.meet()
    town.there.faults.add(FaultKind.DOWN, times=1)
    await town.say(yes(2, town.clock.pass_(minutes=1)))
    await town.exchange.carry(town.clock.now())
    town.there.faults.clear()
    town.clock.pass_(minutes=1)
    await town.withdraw_at_portal(first)
    town.clock.pass_(minutes=1)
    for _ in range(2):
        await town.meet()
        town.clock.pass_(minutes=1)
    assert [each.state for each in (await town.there.client.of("s-hana")).consents] == ["ConsentWithdrawn"]
    assert await town.shown_to(LEADER) == frozenset()


async def test_a_newer_yes_replaces_the_older_one_on_both_sides(town: Town) -> None:
    await town.say(yes(1, town.clock.now()))
    await town.meet()
    narrower = frozenset({Item.NAME})
    await town.say(yes(2, town.clock.pass_(minutes=1), items=narrower))
    assert await town.shown_to(LEADER) <= narrower
    town.clock.pass_(seconds=10)
    await town.meet()
    assert await town.shown_to(LEADER) == narrower
    states = {each.reference: each.state for each in (await town.there.client.of("s-hana")).consents}
    assert states == {"consent-1": "ConsentWithdrawn", "consent-2": "ConsentGiven"}
    assert await town.notices() == []


async def test_a_refusal_here_is_a_refusal_there(town: Town) -> None:
    await town.say(yes(1, town.clock.now(), refused=True))
    await town.meet()
    assert [each.state for each in (await town.there.client.of("s-hana")).consents] == ["ConsentRefused"]
    assert [each.refused for each in await town.consents()] == [True]


async def test_a_refusal_at_the_portal_is_one_here(town: Town) -> None:
    await town.grant_at_portal(state="ConsentRefused")
    await town.meet()
    assert [(each.refused, each.origin) for each in await town.consents()] == [(True, Origin.CITY_OS)]


async def test_where_the_sides_differ_the_stricter_wins_and_staff_are_told_once(town: Town) -> None:
    only_here = yes(1, town.clock.now()).consent
    await town.exchange.follow(town.clock.now())
    async with town.database.writing() as connection:
        row = {"id": "file-1", "person_id": HANA, "purpose": "safety_sharing", "items": ["name"], "phase": "both"}
        more = {"recipient_kind": "family", "cadence": "once", "given_at": only_here.given_at}
        await add_new(connection, tables.consents, [{**row, **more}])
    assert await town.shown_to(DAUGHTER) == frozenset()
    town.clock.pass_(hours=2)
    for _ in range(3):
        await town.exchange.follow(town.clock.pass_(hours=2))
    assert await town.notices() == [HANA]


async def test_narrower_items_at_the_city_os_are_what_counts(town: Town) -> None:
    await town.say(yes(1, town.clock.now()))
    await town.meet()
    (held,) = town.there.book.consents.values()
    town.there.book.put(replace(held, items=("name",)))
    await town.exchange.follow(town.clock.pass_(minutes=1))
    assert await town.shown_to(LEADER) == frozenset({Item.NAME})
    assert await town.notices() == [HANA]
    await town.exchange.follow(town.clock.pass_(minutes=1))
    assert await town.notices() == [HANA]


async def test_what_the_city_os_will_never_take_is_kept_and_told_to_staff(town: Town) -> None:
    await town.say(yes(1, town.clock.now()))
    (change,) = await town.mirror.due(town.clock.now(), 10)
    elsewhere = replace(change.statement, purpose=Purpose.SHELTER_CARE, reference="other", subject="s-nobody")
    await town.there.client.state(elsewhere)  # the key is taken: 409 from now on
    await town.meet()
    assert (await town.mirror.waiting()).on_their_way == 1
    assert await town.shown_to(LEADER) == frozenset()
    assert await town.notices() == [HANA]


async def test_a_person_without_a_subject_waits_in_a_count_and_goes_when_they_have_one(town: Town) -> None:
    await town.say(yes(1, town.clock.now(), person=KEN))
    await town.meet()
    waiting = await town.mirror.waiting()
    assert (waiting.on_their_way, waiting.without_subject) == (0, 1)
    assert await town.notices() == []
    async with town.database.writing() as connection:
        await connection.execute(update(tables.people).where(tables.people.c.id == KEN).values(subject="s-ken"))
    await town.exchange.carry(town.clock.pass_(minutes=1))
    assert [each.reference for each in (await town.there.client.of("s-ken")).consents] == ["consent-1"]
    assert (await town.mirror.waiting()).without_subject == 0


async def test_strangers_to_the_city_os_count_by_our_record_where_the_city_says_so(town: Town) -> None:
    await town.say(yes(1, town.clock.now(), person=SATO))
    town.store = SqlTurnStore(town.database, city_os=CityOsRules(town.clock, strangers_count=True))
    assert [each.held_back for each in await town.consents(SATO)] == [False]
    await town.say(yes(2, town.clock.now()))
    assert [each.held_back for each in await town.consents(HANA)] == [True]


async def test_somebody_whose_subject_comes_later_is_read_too(town: Town) -> None:
    await town.meet()
    await town.grant_at_portal(subject="s-sato")
    await town.meet()
    assert await town.consents(SATO) == ()
    async with town.database.writing() as connection:
        await connection.execute(update(tables.people).where(tables.people.c.id == SATO).values(subject="s-sato"))
    await town.exchange.follow(town.clock.pass_(minutes=1))
    assert [each.origin for each in await town.consents(SATO)] == [Origin.CITY_OS]


async def test_consents_of_an_old_subject_go_with_it(town: Town) -> None:
    await town.grant_at_portal()
    await town.meet()
    async with town.database.writing() as connection:
        await connection.execute(update(tables.people).where(tables.people.c.id == HANA).values(subject=None))
    await town.exchange.follow(town.clock.pass_(minutes=1))
    assert await town.rows(tables.city_os_consents) == []
    assert await town.shown_to(LEADER) == frozenset()


async def test_a_lost_cursor_reads_the_feed_anew_and_what_is_gone_there_goes(town: Town) -> None:
    await town.say(yes(1, town.clock.now()))
    kept = await town.grant_at_portal(recipient={"kind": "family", "id": None})
    await town.meet()
    town.there.book.log[:] = [each for each in town.there.book.log if each.id == kept]
    town.there.book.consents = {kept: town.there.book.consents[kept]}
    await town.exchange.follow(town.clock.pass_(minutes=1))
    assert [row.id for row in await town.rows(tables.city_os_consents)] == [kept]
    assert await town.shown_to(DAUGHTER) == ITEMS
    assert await town.shown_to(LEADER) == frozenset()
    assert await town.notices() == [HANA]


async def test_the_log_says_once_that_it_is_lost_and_once_that_it_is_back(town: Town) -> None:
    await town.say(yes(1, town.clock.now()))
    with capture_logs() as logs:
        town.there.faults.add(FaultKind.DOWN)
        for _ in range(4):
            await town.meet()
            town.clock.pass_(minutes=2)
        town.there.faults.clear()
        for _ in range(2):
            await town.meet()
    events = [each["event"] for each in logs if each["event"].startswith("city_os_consents.")]
    assert events == ["city_os_consents.lost", "city_os_consents.back"]
    assert "s-hana" not in str(logs)


async def test_many_changes_are_read_page_by_page(town: Town) -> None:
    for number in range(1_205):
        held = next(iter(town.there.book.consents.values()), None)
        if held is None:
            await town.grant_at_portal()
        else:
            town.there.book.put(replace(held, items=("name",) if number % 2 else ("name", "condition")))
    assert await town.exchange.follow(town.clock.now()) == 1
    assert await town.shown_to(LEADER) == ITEMS
    feed = await town.mirror.feed()
    assert feed is not None
    assert (feed.cursor, feed.as_of) == ("1205", town.clock.now())


async def test_all_of_it_stands_in_a_sound_ledger(town: Town) -> None:
    await town.say(yes(1, town.clock.now()))
    id_ = await town.grant_at_portal(recipient={"kind": "family", "id": None})
    await town.meet()
    await town.withdraw_at_portal(id_)
    town.clock.pass_(minutes=1)
    await town.meet()
    kinds = [row.kind for row in sorted(await town.rows(tables.ledger), key=lambda row: row.seq)]
    assert kinds == ["consent_given", "consent_given", "consent_withdrawn"]
    assert await town.is_sound()
