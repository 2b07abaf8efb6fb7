"""How many full turns a second one process takes: what waits in the inbox, understood, answered and committed."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from secrets import token_hex

from bot.bootstrap.office import SystemClock
from bot.bootstrap.understanding import embedded
from bot.cli.bench.comparison import Comparison, Round
from bot.cli.bench.line_event import said
from bot.cli.bench.stage import Stage
from bot.cli.bench.town import drill, settle, user_id
from bot.cli.environment import settings
from bot.core.events import Channel
from bot.core.ports import LANES, Arrival
from bot.core.understanding import Interpreter
from bot.hearing import Hearing
from bot.rules.opening_message import opening_message
from bot.storage.database import Database
from bot.storage.inbox import SqlInbox
from bot.storage.incidents import IncidentStore
from bot.storage.sealing.keys import new_key, read_keys
from bot.storage.turn_store import SqlTurnStore
from bot.storage.wakeups import InProcessWakeups
from bot.turns import Turns
from config.municipality import lexicons_of, load_city
from handlers.line.arrivals import arrivals
from handlers.line.parsing import LineParser

EVENTS = 2_000
WORDS = (
    "さすけねぇ",
    "無事です",
    "大丈夫、家にいるよ",
    "無事だけど水がない",
    "足をけがした",
    "避難所にいます",
    "うちはみんな無事です。停電しています",
    "助けて、動けない",
    "今、小学校に避難しているところです",
    "おかげさまで大丈夫だ、ありがとう",
)
_CITY = "aizuwakamatsu"


async def turns(stage: Stage) -> Sequence[Comparison]:
    """Each round has people of its own: a resident with a daughter who is told, an event of each resident."""
    # Sealed, as in a real city.
    database = Database(stage.database, keys=read_keys([new_key()]))
    try:
        stage.say("settling the town")
        people = 2 * EVENTS * (stage.rounds + 1)
        await settle(database, {"bench": people}, pairs=people // 2)
        incident = drill("bench", "bench")
        await IncidentStore(database).open(incident, opening_message(incident, load_city(_CITY), ()))
        measured = [await _round(stage, database, number) for number in range(stage.rounds + 1)][1:]
        await _all_done(database)
    finally:
        await database.close()
    return [
        Comparison(
            figure=f"full turns of one process, {stage.engine}",
            yardstick="the embedded understanding of the same words alone",
            unit="a second",
            rounds=[Round(EVENTS / each.turned, EVENTS / each.understood) for each in measured],
        ),
        Comparison(
            figure=f"full turns of one process, {stage.engine}",
            yardstick="writing the same events to the inbox with one statement and one commit",
            unit="a second",
            rounds=[Round(EVENTS / each.turned, EVENTS / each.kept) for each in measured],
        ),
    ]


class _Measured:
    """Seconds for all events of a round."""

    def __init__(self, kept: float, understood: float, turned: float) -> None:
        self.kept = kept
        self.understood = understood
        self.turned = turned


async def _round(stage: Stage, database: Database, number: int) -> _Measured:
    """The first warms up."""
    stage.say(f"round {number} of {stage.rounds}" if number else "warming up")
    waiting = _events(number)
    began = time.perf_counter()
    await SqlInbox(database).accept(waiting)
    kept = time.perf_counter()
    engine = embedded(settings().nlu_folder, lexicons_of(_CITY))
    work = _work(database, engine)
    ready = time.perf_counter()
    for each in range(EVENTS):
        engine.read(_words(each))
    understood = time.perf_counter()
    await _take(work)
    return _Measured(kept - began, understood - ready, time.perf_counter() - understood)


def _work(database: Database, engine: Interpreter) -> Turns:
    store, clock = SqlTurnStore(database), SystemClock()
    return Turns(
        store=store,
        parsers={Channel.LINE: LineParser()},
        hearing=Hearing(engine, store, clock),
        city=load_city(_CITY),
        clock=clock,
        wakeups=InProcessWakeups(),
    )


async def _take(work: Turns) -> None:
    """As a worker that holds every lane does it."""
    while True:
        work.finished.clear()
        if not await work.begin(range(LANES)):
            await work.settle()
            if not await work.begin(range(LANES)):
                return


def _events(number: int) -> list[Arrival]:
    """In the order in which they happened, a millisecond apart."""
    run, now = token_hex(6), datetime.now(UTC)
    found: list[Arrival] = []
    for each in range(EVENTS):
        resident = user_id(2 * (number * EVENTS + each))
        at = now - timedelta(milliseconds=EVENTS - each)
        found += arrivals(said(_words(each), resident, f"{run}{each:014}", at), now)
    return found


def _words(number: int) -> str:
    return WORDS[number % len(WORDS)]


async def _all_done(database: Database) -> None:
    """Raises RuntimeError where an event was not turned, or nobody was told: then the figure means nothing."""
    async with database.reading() as connection:
        left = (await connection.exec_driver_sql("SELECT count(*) FROM inbox WHERE state <> 'done'")).scalar_one()
        shown = (await connection.exec_driver_sql("SELECT count(*) FROM ledger WHERE kind = 'disclosure'")).scalar_one()
    if left or not shown:
        raise RuntimeError(f"{left} events were not turned, {shown} disclosures were written")
