"""Opening an incident in a real database: who is asked, on which road, in which order; closing and counting."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select, update

from bot.core.conversation import State
from bot.core.events import Channel
from bot.core.ids import DistrictId, IncidentId
from bot.core.incidents import Hazard, Incident
from bot.core.language import Language
from bot.core.letters import Letter
from bot.core.records import Priority
from bot.core.replies import Say, Speech, text
from bot.core.reports import AreaSummary
from bot.storage.border import Rejected
from bot.storage.city import CityStore
from bot.storage.city_load.town import read_town
from bot.storage.database import Database
from bot.storage.incidents import IncidentStore
from bot.storage.questions import Audience
from bot.storage.rows.letters import letter_of
from bot.storage.tables import check_ins, conversations, ledger, outbox, reports

NOW = datetime(2026, 6, 1, 3, tzinfo=UTC)
QUAKE = Incident(IncidentId("I1"), "地震", Hazard.EARTHQUAKE, "5強", (), drill=False, opened_at=NOW)
QUESTION = (Say(text("question")),)


def line_user(number: int) -> str:
    return f"U{number:032x}"


async def people(database: Database, *rows: str, accounts: Iterable[str] = ()) -> None:
    """`rows`: person_id,name,district,language,support_needed; districts D1 and D2."""
    files = {
        "districts.csv": "district,name\nD1,一箕町\nD2,門田町\n",
        "people.csv": "\n".join(("person_id,name,district,language,support_needed", *rows)),
        "accounts.csv": "\n".join(("person_id,channel,address", *accounts)),
    }
    town = read_town({name: said.encode() for name, said in files.items()})
    assert not any(sheet.problems for sheet in town.sheets())
    await CityStore(database).write(town, NOW, lambda _: None)


async def letters(database: Database) -> list[Letter]:
    async with database.reading() as connection:
        return [letter_of(row) for row in await connection.execute(select(outbox).order_by(outbox.c.seq))]


async def asked(database: Database) -> list[tuple[str, str | None, str]]:
    columns = (check_ins.c.person_id, check_ins.c.district_id, check_ins.c.progress)
    async with database.reading() as connection:
        return [tuple(row) for row in await connection.execute(select(*columns).order_by(check_ins.c.person_id))]


async def test_asks_everybody_in_the_districts_and_those_whose_district_nobody_knows(database: Database) -> None:
    await people(database, "P1,花子,D1,ja,0", "P2,一郎,D2,ja,0", "P3,京子,,ja,0")
    audience = await IncidentStore(database).open(replace(QUAKE, districts=(DistrictId("D1"),)), QUESTION)
    assert await asked(database) == [("P1", "D1", "not_sent"), ("P3", None, "not_sent")]
    assert audience == Audience(asked=2, by_line=0, by_web=0, unreachable=2)


async def test_without_districts_the_whole_city_is_asked(database: Database) -> None:
    await people(database, "P1,花子,D1,ja,0", "P2,一郎,D2,ja,0", "P3,京子,,ja,0")
    assert (await IncidentStore(database).open(QUAKE, QUESTION)).asked == 3


async def test_alike_messages_go_to_500_in_one_call_and_each_language_has_its_own(database: Database) -> None:
    rows = [f"P{number:04},花子,D1,{'en' if number % 10 == 0 else 'ja'},0" for number in range(1200)]
    accounts = [f"P{number:04},line,{line_user(number)}" for number in range(1200)]
    await people(database, *rows, accounts=accounts)
    audience = await IncidentStore(database).open(QUAKE, QUESTION)
    sent = await letters(database)
    sizes = sorted((each.speech.language.value, len(each.recipients)) for each in sent)
    assert sizes == [("en", 120), ("ja", 80), ("ja", 500), ("ja", 500)]
    assert len({address for each in sent for address in each.recipients}) == audience.by_line == 1200


async def test_a_letter_says_which_incident_it_asks_about_and_lets_urgent_mail_go_first(database: Database) -> None:
    await people(database, "P1,花子,D1,ja-easy,0", accounts=[f"P1,line,{line_user(1)}"])
    await IncidentStore(database).open(replace(QUAKE, drill=True), QUESTION)
    (letter,) = await letters(database)
    assert (letter.incident, letter.priority, letter.created_at) == ("I1", Priority.BULK, NOW)
    assert letter.speech == Speech(QUESTION, Language.PLAIN_JAPANESE, drill=True)


async def test_who_needs_support_is_asked_first_and_the_many_before_the_single_ones(database: Database) -> None:
    rows = [f"P{number:04},花子,D1,ja,{int(number == 700)}" for number in range(1000)]
    accounts = [f"P{number:04},line,{line_user(number)}" for number in range(1000)]
    rows += ["W1,一郎,D1,ja,0", "W2,二郎,D1,ja,1"]
    await people(database, *rows, accounts=[*accounts, "W1,web,ichiro", "W2,web,jiro"])
    await IncidentStore(database).open(QUAKE, QUESTION)
    sent = await letters(database)
    assert sent[0].recipients[0] == line_user(700)
    assert [len(each.recipients) for each in sent] == [1, 1, 500, 499, 1]
    assert [each.channel for each in sent[:3]] == [Channel.LINE, Channel.WEB, Channel.LINE]
    assert [sent[1].recipients, sent[4].recipients] == [("jiro",), ("ichiro",)]


async def test_who_blocked_the_account_or_has_none_is_counted_as_unreachable(database: Database) -> None:
    accounts = [f"P{number},line,{line_user(number)}" for number in range(1, 4)]
    await people(database, *(f"P{number},花子,D1,ja,0" for number in range(1, 5)), accounts=[*accounts, "P3,web,p3"])
    await talks(database, f"line:{line_user(1)}", reach="blocked")
    await talks(database, f"line:{line_user(2)}", reach="gone")
    audience = await IncidentStore(database).open(QUAKE, QUESTION)
    assert audience == Audience(asked=4, by_line=1, by_web=1, unreachable=3)
    assert [each.recipients for each in await letters(database)] == [(line_user(3),), ("p3",)]


async def test_the_language_settled_in_the_conversation_goes_before_that_of_the_register(database: Database) -> None:
    accounts = [f"P1,line,{line_user(1)}", f"P2,line,{line_user(2)}"]
    await people(database, "P1,花子,D1,ja,0", "P2,京子,D1,ja,0", accounts=accounts)
    await talks(database, f"line:{line_user(1)}", language="en", version=1)
    await talks(database, f"line:{line_user(2)}", language="en", version=0)
    await IncidentStore(database).open(QUAKE, QUESTION)
    spoken = {each.recipients: each.speech.language for each in await letters(database)}
    assert spoken == {(line_user(1),): Language.ENGLISH, (line_user(2),): Language.JAPANESE}


async def talks(database: Database, id_: str, *, reach: str = "open", language: str = "ja", version: int = 1) -> None:
    channel, _, address = id_.partition(":")
    row = {"id": id_, "channel": channel, "address": address, "language": language, "reach": reach, "version": version}
    async with database.writing() as connection:
        await connection.execute(insert(conversations), row)


async def test_an_opening_that_fails_leaves_nothing(database: Database) -> None:
    await people(database, "P1,花子,D1,ja,0", accounts=["P1,web,p1"])
    store = IncidentStore(database)
    with pytest.raises(Rejected):
        await store.open(replace(QUAKE, districts=(DistrictId("D1"), DistrictId("D9"))), QUESTION)
    assert (await store.all(), await asked(database), await letters(database)) == ((), [], [])
    await store.open(QUAKE, QUESTION)
    with pytest.raises(Rejected):
        await store.open(QUAKE, QUESTION)
    assert len(await letters(database)) == 1


async def test_an_incident_is_found_again_as_it_was_opened(database: Database) -> None:
    await people(database)
    store = IncidentStore(database)
    incident = replace(QUAKE, districts=(DistrictId("D1"), DistrictId("D2")))
    await store.open(incident, QUESTION)
    assert await store.find(IncidentId("I1")) == incident
    assert await store.find(IncidentId("I2")) is None


async def test_closing_drops_the_questions_that_surely_have_not_gone(database: Database) -> None:
    await people(database, "P1,花子,D1,ja,0", "P2,京子,D1,ja,0", accounts=["P1,web,p1", "P2,web,p2"])
    store = IncidentStore(database)
    await store.open(QUAKE, QUESTION)
    async with database.writing() as connection:
        tried = (
            update(outbox)
            .where(outbox.c.id == (await letters(database))[0].id)
            .values(attempts=1, may_have_arrived=True)
        )
        await connection.execute(tried)
    closed = await store.close(IncidentId("I1"), NOW + timedelta(hours=1))
    assert closed == replace(QUAKE, closed_at=NOW + timedelta(hours=1))
    async with database.reading() as connection:
        states = (await connection.scalars(select(outbox.c.state).order_by(outbox.c.seq))).all()
    assert states == ["pending", "dropped"]


async def test_closing_twice_keeps_the_first_time_and_closing_nothing_says_so(database: Database) -> None:
    store = IncidentStore(database)
    await store.open(QUAKE, QUESTION)
    await store.close(IncidentId("I1"), NOW)
    again = await store.close(IncidentId("I1"), NOW + timedelta(days=1))
    assert again is not None
    assert again.closed_at == NOW
    async with database.reading() as connection:
        rows = (await connection.execute(select(ledger).order_by(ledger.c.seq))).all()
    assert [(row.kind, row.other_id) for row in rows] == [("announced", None), ("incident_closed", None)]
    assert await store.close(IncidentId("I2"), NOW) is None


@pytest.mark.parametrize("drill", [True, False])
async def test_closing_a_drill_ends_its_questions_and_a_call_for_help_stays_asked(
    database: Database, *, drill: bool
) -> None:
    store, (place, consent) = IncidentStore(database), (State.AWAITING_PLACE.value, State.AWAITING_CONSENT.value)
    await store.open(replace(QUAKE, drill=drill), QUESTION)
    open_ = {"place": (place, "I1"), "consent": (consent, "I1"), "other": (place, "I2")}
    rows = [
        {"id": id_, "channel": "line", "address": id_, "state": state, "incident_id": of, "version": 3}
        for id_, (state, of) in open_.items()
    ]
    async with database.writing() as connection:
        await connection.execute(insert(conversations), rows)
    await store.close(IncidentId("I1"), NOW)
    columns = (conversations.c.id, conversations.c.state, conversations.c.version)
    async with database.reading() as connection:
        left = {id_: (state, version) for id_, state, version in await connection.execute(select(*columns))}
    assert left == {"place": ("idle", 4) if drill else (place, 3), "consent": (consent, 3), "other": (place, 3)}


async def test_the_foremost_is_real_before_drill_and_open_before_closed_and_new_before_old(database: Database) -> None:
    await people(database)
    store = IncidentStore(database)
    opened = {
        "old": replace(QUAKE, opened_at=NOW),
        "new": replace(QUAKE, opened_at=NOW + timedelta(hours=1)),
        "drill": replace(QUAKE, opened_at=NOW + timedelta(hours=2), drill=True),
        "elsewhere": replace(QUAKE, opened_at=NOW + timedelta(hours=3), districts=(DistrictId("D2"),)),
    }
    for id_, incident in opened.items():
        await store.open(replace(incident, id=IncidentId(id_)), QUESTION)
    assert [each.id for each in await store.all()] == ["elsewhere", "drill", "new", "old"]
    for expected in ("new", "old", "drill"):
        foremost = await store.foremost(DistrictId("D1"))
        assert foremost is not None
        assert foremost.id == expected
        await store.close(foremost.id, NOW + timedelta(days=1))
    newest_closed = await store.foremost(DistrictId("D1"))
    assert newest_closed is not None
    assert newest_closed.id == "drill"


async def test_no_incident_is_foremost_where_none_concerns_the_district(database: Database) -> None:
    await people(database)
    store = IncidentStore(database)
    await store.open(replace(QUAKE, districts=(DistrictId("D2"),)), QUESTION)
    assert await store.foremost(DistrictId("D1")) is None


async def test_a_summary_counts_each_person_of_the_district_once(database: Database) -> None:
    await people(database, *(f"P{number},花子,{'D1' if number < 6 else 'D2'},ja,0" for number in range(8)))
    store = IncidentStore(database)
    await store.open(QUAKE, QUESTION)
    await answered(database, "P0", condition="safe", whereabouts="shelter")
    await answered(database, "P1", condition="safe", whereabouts="home")
    await answered(database, "P2", condition="needs_rescue")
    await answered(database, "P3", condition="injured")
    await answered(database, "P7", condition="safe")
    for number, conversation in enumerate(("line:a", "line:a", "web:b")):
        await unlinked_report(database, number, conversation)
    assert await store.summary(DistrictId("D1"), IncidentId("I1")) == AreaSummary(
        asked=6, answered=4, safe=2, injured=1, needs_rescue=1, evacuated=1, silent=2, unverified=2
    )


async def answered(database: Database, person: str, **standing: str) -> None:
    async with database.writing() as connection:
        here = update(check_ins).where(check_ins.c.person_id == person)
        await connection.execute(here.values(progress="answered", **standing))


async def unlinked_report(database: Database, number: int, conversation: str) -> None:
    row = {
        "id": f"R{number}",
        "incident_id": "I1",
        "drill": False,
        "conversation": conversation,
        "source": "unverified",
        "means": "words",
        "said_at": NOW,
        "event_id": f"E{number}",
        "recorded_at": NOW,
    }
    async with database.writing() as connection:
        await connection.execute(insert(reports), row)


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
async def test_an_opening_looks_at_nobody_again_and_again_where_the_statistics_know_an_empty_table(
    database: Database,
) -> None:
    """As after a restore, or a clearing away: the plan once was a loop over all who had been asked so far, for each."""
    many = 2_000
    await people(database, *(f"P{number},花子,D1,ja,0" for number in range(many)))
    async with database.writing() as connection:
        await connection.exec_driver_sql("ANALYZE")
    await IncidentStore(database).open(QUAKE, QUESTION)
    assert len(await asked(database)) == many
    assert await pages_looked_at(database) < 10 * many


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
async def test_an_opening_waits_for_nobody_who_looks_after_the_table(database: Database) -> None:
    """A VACUUM, a new index, another opening under way: they hold this lock for minutes."""
    await people(database, "P1,花子,D1,ja,0")
    async with database.writing() as held:
        await held.exec_driver_sql("LOCK TABLE check_ins IN SHARE UPDATE EXCLUSIVE MODE")
        await asyncio.wait_for(IncidentStore(database).open(QUAKE, QUESTION), 20)
    assert [person for person, _, _ in await asked(database)] == ["P1"]


async def pages_looked_at(database: Database) -> int:
    """Of the table of check-ins, each time anew."""
    async with database.reading() as connection:
        await connection.exec_driver_sql("SELECT pg_stat_force_next_flush()")
    async with database.reading() as connection:
        pages = await connection.exec_driver_sql(
            "SELECT heap_blks_hit + heap_blks_read FROM pg_statio_user_tables WHERE relname = 'check_ins'"
        )
        return int(pages.scalar_one())
