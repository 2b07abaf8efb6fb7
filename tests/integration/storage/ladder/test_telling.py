"""What is written when somebody moves on: to the family with its row in the ledger, to leaders once, and sealed."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import func, select, text

from bot.core.events import Channel, conversation_id
from bot.core.ids import EventId
from bot.core.ladder import Road
from bot.core.ports import LANES, Arrival
from bot.core.replies import Card, Entry
from bot.storage.database import Database
from bot.storage.inbox import SqlInbox
from bot.storage.incidents import IncidentStore
from bot.storage.ladder import stepping
from bot.storage.ladder.stepping import LadderStore
from bot.storage.ledger.verify import verify
from bot.storage.outbox import SqlOutbox
from bot.storage.rows.letters import letter_of
from bot.storage.tables import ledger, outbox
from bot.storage.turn_store import SqlTurnStore
from tests.integration.storage.ladder.town import (
    DRILL,
    QUAKE,
    agreed,
    answer,
    ask,
    block,
    change,
    later,
    settle,
    shown,
    step,
    told,
    user,
)
from tests.unit.stage import Stage, run_out

MANY = 60
"""More than are worth a COPY on PostgreSQL."""


async def families(database: Database, size: int = MANY) -> None:
    names = [f"P{number:03}" for number in range(size)]
    await settle(
        database,
        people=[*(f"{each},花子,D1,0" for each in names), "Y,雪,,0", "K,健,D1,0", "L,一,D1,0", "M,二,D2,0"],
        accounts=[f"{each},line,{user(900 + number)}" for number, each in enumerate("YKLM")],
        relations=[*(f"{each},Y,family,娘,1" for each in names), *(f"{each},K,supporter,隣人,1" for each in names)],
        roles=["L,leader,D1", "M,leader,D2"],
        consents=agreed(*names),
    )


async def test_each_message_about_somebody_has_its_row_in_a_ledger_that_verifies(sealed: Database) -> None:
    database = sealed
    await families(database)
    await ask(database)
    await step(LadderStore(database), Road.FAMILY, reachable=False)
    assert await told(database) == [(user(900), "silence.header")] * MANY
    assert await shown(database) == [(f"P{number:03}", "Y") for number in range(MANY)]
    async with database.reading() as connection:
        carried = select(func.count()).select_from(ledger).join(outbox, outbox.c.showing == ledger.c.message_id)
        assert (await connection.execute(carried)).scalar_one() == MANY
        stored = (await connection.execute(text("SELECT speech FROM outbox WHERE showing IS NOT NULL"))).scalars().all()
    assert not any("silence.header" in each for each in stored)
    assert (await verify(database, None, lambda _, __: None)).faults == ()


async def said_of(database: Database) -> dict[str, list[str]]:
    """Of whom which words were written, in the line and in the alert."""
    async with database.reading() as connection:
        letters = [letter_of(row) for row in await connection.execute(select(outbox).where(outbox.c.silence_of != ""))]
    said: dict[str, list[str]] = {}
    for card in (each for letter in letters for each in letter.speech.replies if isinstance(each, Card)):
        (entry,) = (each for each in card.blocks if isinstance(each, Entry))
        assert entry.detail is not None
        assert entry.detail == dict(card.alert.args)["condition"]
        said.setdefault(str(dict(entry.title.args)["name"]), []).append(entry.detail.key)
    return said


@pytest.mark.parametrize("road", [Road.FAMILY, Road.SUPPORTER])
async def test_who_began_is_told_of_in_other_words_than_who_is_silent_in_the_same_step(
    database: Database, road: Road
) -> None:
    """Whoever has asked after somebody else is at their phone, though nobody knows yet how they are."""
    await settle(
        database,
        people=["P0,京子,D1,0", "P1,花子,D1,0", "P2,勇,D1,0", "Y,雪,,0", "K,健,,0"],
        accounts=[f"{each},line,{user(number)}" for number, each in enumerate(("P0", "P1", "P2", "Y", "K"))],
        relations=[
            f"P{n},{kin},{kind},{kin},1" for n in range(3) for kin, kind in (("Y", "family"), ("K", "supporter"))
        ],
        consents=agreed("P0", "P1", "P2") + agreed("P0", "P1", "P2", kind="supporter"),
    )
    await ask(database)
    await write_in_the_chat(database, user(1), "使い方")
    assert await step(LadderStore(database), road) == 5, "whoever began is on the ladder as ever: it is no answer"
    assert await said_of(database) == {
        "京子": ["family.no_answer_yet"],
        "花子": ["family.began"],
        "勇": ["family.no_answer_yet"],
    }
    async with database.reading() as connection:
        bodies = (await connection.scalars(select(ledger.c.body).where(ledger.c.kind == "disclosure"))).all()
    assert [sorted(json.loads(each or "")["items"]) for each in bodies] == [["condition", "name"]] * 3


async def write_in_the_chat(database: Database, account: str, words: str) -> None:
    stage = Stage()
    stage.clock.at = later(1)
    id_ = EventId("event")
    arrival = Arrival(id_, Channel.LINE, conversation_id(Channel.LINE, account), later(1), later(1), words.encode())
    await SqlInbox(database).accept([arrival])
    await run_out(stage.turns(SqlTurnStore(database)))


async def test_a_supporter_hears_nothing_by_a_consent_for_the_family(database: Database) -> None:
    await families(database, 3)
    await ask(database)
    assert await step(LadderStore(database), Road.SUPPORTER, reachable=False) == 3
    assert (await told(database), await shown(database)) == ([], [])


async def test_whoever_has_no_open_account_is_shown_nothing(database: Database) -> None:
    await families(database, 3)
    await block(database, user(900))
    await ask(database)
    await step(LadderStore(database), Road.FAMILY, reachable=False)
    assert (await told(database), await shown(database)) == ([], [])


async def test_what_is_shown_in_a_drill_is_marked(database: Database) -> None:
    await families(database, 2)
    await ask(database, DRILL)
    await step(LadderStore(database), Road.FAMILY, reachable=False, incident=DRILL)
    async with database.reading() as connection:
        assert (await connection.scalars(select(outbox.c.drill).where(outbox.c.incident_id.is_(None)))).all() == [
            True
        ] * 2
        assert (await connection.scalars(select(ledger.c.drill).where(ledger.c.kind == "disclosure"))).all() == [
            True
        ] * 2


async def test_a_leader_hears_once_however_many_chunks_the_district_is_in(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stepping, "CHUNK", 7)
    monkeypatch.setattr(stepping, "LARGE", 1)
    await families(database)
    await ask(database)
    store = LadderStore(database)
    await step(store, Road.LEADER, reachable=False)
    assert await told(database) == [(user(902), "silence.header")]
    assert await shown(database) == []


async def test_a_leader_hears_again_of_people_who_were_asked_later(database: Database) -> None:
    await families(database, 4)
    await ask(database)
    await change(database, ["P000", "P001"], asked_at=later(60))
    store = LadderStore(database)
    await step(store, Road.LEADER, reachable=False)
    await step(store, Road.LEADER, reachable=False, now=later(60))
    assert await told(database) == [(user(902), "silence.header")] * 2


async def test_a_leader_hears_of_everybody_who_is_silent_in_the_district_and_of_nobody_elsewhere(
    database: Database,
) -> None:
    await families(database, 4)
    await ask(database)
    await answer(database, "P000", "K", "L", "M", "Y")
    await step(LadderStore(database), Road.LEADER, reachable=False)
    async with database.reading() as connection:
        speech = (await connection.scalars(select(outbox.c.speech).where(outbox.c.incident_id.is_(None)))).one()
    assert '["count",3]' in speech
    assert await told(database) == [(user(902), "silence.header")]


async def test_the_staff_s_list_writes_to_nobody(database: Database) -> None:
    await families(database, 4)
    await ask(database)
    assert await step(LadderStore(database), Road.STAFF, reachable=False) == 4
    assert await told(database) == []


async def test_two_incidents_are_two_ladders(database: Database) -> None:
    await families(database, 2)
    await ask(database)
    await IncidentStore(database).open(replace(QUAKE, id=DRILL.id), ())
    assert await step(LadderStore(database), Road.FAMILY, reachable=False) == 2
    assert await step(LadderStore(database), Road.FAMILY, reachable=False, incident=replace(QUAKE, id=DRILL.id)) == 2
    assert len(await told(database)) == 4


async def test_what_waits_about_somebody_silent_does_not_go_once_the_incident_is_closed(database: Database) -> None:
    await families(database, 2)
    await ask(database)
    store = LadderStore(database)
    await step(store, Road.FAMILY, reachable=False)
    await step(store, Road.LEADER, taken=1, reachable=False)
    due = SqlOutbox(database).due
    assert len([each for each in await due(range(LANES), later(1), 100, ()) if each.tells_of]) == 3
    await IncidentStore(database).close(QUAKE.id, later(2))
    assert [each for each in await due(range(LANES), later(3), 100, ()) if each.tells_of] == []
    async with database.reading() as connection:
        kinds = (await connection.scalars(select(ledger.c.kind).order_by(ledger.c.seq))).all()
    assert kinds[-5:] == ["disclosure", "disclosure", "incident_closed", "undelivered", "undelivered"]


async def test_of_those_who_answered_while_line_was_down_the_family_hears_nothing(database: Database) -> None:
    await families(database, 3)
    await ask(database)
    await step(LadderStore(database), Road.FAMILY, reachable=False)
    await answer(database, "P001")
    letters = [each for each in await SqlOutbox(database).due(range(LANES), later(1), 100, ()) if each.tells_of]
    assert sorted(each.tells_of.person or "" for each in letters if each.tells_of) == ["P000", "P002"]
