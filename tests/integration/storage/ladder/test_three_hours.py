"""Three hours of one incident by a set clock: five people, and exactly which messages go to whom, and when."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import pytest

from bot.bootstrap.ladder import ladder_job
from bot.core.ids import DistrictId, IncidentId
from bot.core.language import Language
from bot.core.letters import Fate, Letter, Settlement
from bot.core.ports import LANES
from bot.core.replies import Card
from bot.storage.database import Database
from bot.storage.incidents import IncidentStore
from bot.storage.outbox import SqlOutbox
from bot.storage.wakeups.in_process import InProcessWakeups
from config.catalogue import load_catalogue
from tests.integration.storage.ladder.town import (
    CITY,
    QUAKE,
    agreed,
    answer,
    ask,
    block,
    later,
    listed,
    settle,
    shown,
    steps,
    told,
    user,
)

HERE = replace(QUAKE, districts=(DistrictId("D1"),))
LIVE_HERE = ("answers at once", "answers late", "has blocked", "silent, agreed", "silent, said nothing")
NEAR_THEM = ("son of blocked", "daughter", "supporter", "family of last", "leader")
WHO = {user(number): name for number, name in enumerate((*LIVE_HERE, *NEAR_THEM))}

ASKED_AGAIN = (
    "会津若松市です。「地震」(震度5強)のことで、まだ回答が届いていません。ご無事ですか? ボタンを1つ押してください。"
)
TABLE = f"""
  5  silent, agreed        {ASKED_AGAIN}
 15  son of blocked        健さん: まだ回答が届いていません
 15  silent, agreed        {ASKED_AGAIN}
 15  answers late          {ASKED_AGAIN}
 15  silent, said nothing  {ASKED_AGAIN}
 20  daughter              花子さん: まだ回答が届いていません
 25  supporter             花子さん: まだ回答が届いていません
 30  leader                一箕町で、まだ返事のない方が3人います。
 45  silent, said nothing  {ASKED_AGAIN}
"""


@pytest.fixture
async def town(database: Database) -> Database:
    """The fourth needs support: the ladder goes faster for them."""
    await settle(
        database,
        people=[
            *("P0,京子,D1,0", "P1,勇,D1,0", "P2,健,D1,0", "P3,花子,D1,1", "P4,光,D1,0"),
            *("P5,大輔,D2,0", "P6,雪,D2,0", "P7,隆,D2,0", "P8,遥,D2,0", "P9,一,D2,0"),
        ],
        accounts=[f"P{number},line,{user(number)}" for number in range(10)],
        relations=["P2,P5,family,息子,1", "P3,P6,family,娘,1", "P3,P7,supporter,隣人,1", "P4,P8,family,妻,1"],
        roles=["P9,leader,D1"],
        consents=agreed("P0", "P1", "P2", "P3") + agreed("P3", kind="supporter"),
    )
    await block(database, user(2))
    await ask(database, HERE)
    return database


async def run(town: Database, minutes: int, answers: Mapping[int, str]) -> str:
    """A look a minute, and all that is due is sent at once; what was sent, as a table."""
    job, outbox, lines = ladder_job(town, CITY, InProcessWakeups()), SqlOutbox(town), list[str]()
    for minute in range(minutes + 1):
        now = later(minute)
        if minute in answers:
            await answer(town, answers[minute])
        await job.run(now)
        for letter in await outbox.due(range(LANES), now, 100, ()):
            lines += [] if letter.incident else _lines(minute, letter)
            await outbox.settle([Settlement(letter.id, Fate.SENT, now)])
    return "\n" + "\n".join(lines) + "\n"


def _lines(minute: int, letter: Letter) -> list[str]:
    catalogue = load_catalogue(CITY.time_zone)
    (card,) = (each for each in letter.speech.replies if isinstance(each, Card))
    said = " ".join(catalogue.say(card.alert, Language.JAPANESE).split())
    return [f"{minute:3}  {WHO[each]:<20}  {said}" for each in letter.recipients]


async def test_who_hears_what_in_three_hours(town: Database) -> None:
    assert await run(town, 180, {1: "P0", 20: "P1"}) == TABLE
    assert await steps(town) == {"P0": 0, "P1": 1, "P2": 6, "P3": 6, "P4": 6}


async def test_what_was_shown_in_three_hours_is_in_the_ledger(town: Database) -> None:
    await run(town, 180, {1: "P0", 20: "P1"})
    assert await shown(town) == [("P2", "P5"), ("P3", "P6"), ("P3", "P7")]


async def test_the_same_hours_with_a_job_that_looks_twice_as_often_send_the_same(town: Database) -> None:
    other = ladder_job(town, CITY, InProcessWakeups())
    await other.run(later(0))
    assert await run(town, 60, {1: "P0", 20: "P1"}) == TABLE


async def test_a_drill_at_night_sends_nothing_before_the_morning(database: Database) -> None:
    await settle(database, people=["P0,京子,D1,1"], accounts=[f"P0,line,{user(0)}"])
    late = datetime.fromisoformat("2026-06-01T21:58+09:00")
    await IncidentStore(database).open(replace(HERE, id=IncidentId("I9"), drill=True, opened_at=late), ())
    job = ladder_job(database, CITY, InProcessWakeups())
    for clock in ("00:00", "05:59"):
        await job.run(datetime.fromisoformat(f"2026-06-02T{clock}+09:00"))
    assert (await steps(database), await told(database)) == ({"P0": 0}, [])
    assert await job.run(datetime.fromisoformat("2026-06-02T06:03+09:00")) == 1


async def test_the_staff_s_list_grows_in_a_night_that_lets_everybody_sleep(database: Database) -> None:
    await settle(database, people=["P0,京子,D1,1", "P1,勇,D1,0"], accounts=[f"P0,line,{user(0)}", f"P1,line,{user(1)}"])
    late = datetime.fromisoformat("2026-06-01T21:58+09:00")
    await IncidentStore(database).open(replace(HERE, id=IncidentId("I9"), drill=True, opened_at=late), ())
    job, outbox = ladder_job(database, CITY, InProcessWakeups()), SqlOutbox(database)
    at = [datetime.fromisoformat(f"2026-06-0{each}+09:00") for each in ("1T22:37", "1T22:38", "1T22:39", "1T23:58")]
    assert [await job.run(each) for each in at] == [0, 1, 0, 1]
    assert await listed(database) == {"P0": at[1], "P1": at[3]}
    assert await steps(database) == {"P0": 0, "P1": 0}
    assert [each for each in await outbox.due(range(LANES), at[3], 100, ()) if not each.incident] == []
    assert await job.run(datetime.fromisoformat("2026-06-02T06:03+09:00")) == 1
    assert await steps(database) == {"P0": 1, "P1": 0}


async def test_whoever_comes_to_the_last_step_is_listed_since_then(town: Database) -> None:
    await run(town, 60, {1: "P0", 20: "P1"})
    assert await listed(town) == {"P0": None, "P1": None, "P2": None, "P3": later(40), "P4": None}
