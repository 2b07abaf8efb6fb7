"""How long it takes to decide: one question with the consents at hand, and a leader's list of 1,000 people."""

import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial
from statistics import median

from bot.cli.bench.comparison import Comparison, Round
from bot.cli.bench.stage import Stage
from bot.cli.bench.town import OPENED, drill, settle
from bot.core.consents import Cadence, Consent, Item, Phase, Purpose, RecipientKind
from bot.core.ids import DistrictId, IncidentId, PersonId
from bot.core.people import Office, Person, Role
from bot.core.reports import Listing
from bot.core.requests import AreaList, ResidentsOf
from bot.rules.consent import Allowed, Moment, Question, Recipient, decide
from bot.rules.opening_message import opening_message
from bot.storage.database import Database
from bot.storage.incidents import IncidentStore
from bot.storage.turn_store import SqlTurnStore
from config.municipality import load_city

PEOPLE = 1_000
DECISIONS = 5_000
"""How many in a row, so that the clock's own grain does not count."""
TIMES = 20

_HERE = DistrictId("ichi")
_ITEMS = frozenset({Item.NAME, Item.CONDITION})
_LEADER = Recipient(Person(PersonId("leader"), "佐藤 勇", _HERE), roles=(Role(Office.LEADER, _HERE),))
_KINDS = (
    RecipientKind.FAMILY,
    RecipientKind.SUPPORTER,
    RecipientKind.CITY,
    RecipientKind.SERVICE,
    RecipientKind.ASSOCIATION,
)
_MOMENT = Moment(OPENED + timedelta(minutes=5), drill=True)


async def consent(stage: Stage) -> Sequence[Comparison]:
    database = Database(stage.database)
    try:
        stage.say(f"settling {PEOPLE:,} people")
        await settle(database, {_HERE: PEOPLE}, agreed_to_association=True)
        incident = drill("bench", _HERE)
        await IncidentStore(database).open(incident, opening_message(incident, load_city("aizuwakamatsu"), ()))
        return [_alone(stage), await _of_a_list(stage, SqlTurnStore(database), database)]
    finally:
        await database.close()


def _alone(stage: Stage) -> Comparison:
    """Five consents at hand, of which the last one fits."""
    person = Person(PersonId("P1"), "会津 花子", _HERE)
    held = tuple(_consent(person.id, kind) for kind in _KINDS)
    question = Question(person, _LEADER, Purpose.SAFETY_SHARING, _ITEMS, _MOMENT, held)
    rounds = []
    for number in range(1, stage.rounds + 1):
        stage.say(f"one decision, round {number} of {stage.rounds}")
        rounds.append(Round(_microseconds(lambda: decide(question)), _microseconds(partial(_look_up, held))))
    return Comparison(
        figure="one decision with five consents at hand",
        yardstick="looking through the same consents",
        unit="us",
        rounds=rounds,
    )


def _consent(person: PersonId, kind: RecipientKind) -> Consent:
    return Consent(
        id=f"{person}-{kind}",
        person=person,
        purpose=Purpose.SAFETY_SHARING,
        items=_ITEMS,
        recipient_kind=kind,
        recipient=None,
        phase=Phase.BOTH,
        cadence=Cadence.ONCE,
        given_at=OPENED,
    )


def _look_up(consents: tuple[Consent, ...]) -> list[str]:
    return [each.id for each in consents if each.recipient_kind is RecipientKind.ASSOCIATION]


def _microseconds(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    for _ in range(DECISIONS):
        call()
    return (time.perf_counter() - began) / DECISIONS * 1_000_000


async def _of_a_list(stage: Stage, store: SqlTurnStore, database: Database) -> Comparison:
    """As まだの人 asks it: people, consents and emergencies read, and each name decided upon."""
    asked = ResidentsOf(_HERE, IncidentId("bench"), Listing.SILENT, limit=PEOPLE)

    async def decided() -> int:
        people = await store.answer(asked)
        return sum(isinstance(decide(each), Allowed) for each in _questions(people))

    async def counted() -> int:
        async with database.reading() as connection:
            rows = await connection.exec_driver_sql("SELECT id, person_id, items FROM consents")
            return len(rows.all())

    rounds = []
    for number in range(1, stage.rounds + 1):
        stage.say(f"{PEOPLE:,} people, round {number} of {stage.rounds}")
        rounds.append(Round(await _milliseconds(decided), await _milliseconds(counted)))
    return Comparison(
        figure=f"a leader's list of {PEOPLE:,} people read and decided, {stage.engine}",
        yardstick="SELECT of the same consents' rows",
        unit="ms",
        rounds=rounds,
    )


def _questions(people: AreaList) -> list[Question]:
    return [
        Question(each.person, _LEADER, Purpose.SAFETY_SHARING, _ITEMS, _MOMENT, each.consents)
        for each in people.residents
    ]


async def _milliseconds(ask: Callable[[], Awaitable[int]]) -> float:
    """Raises RuntimeError where not everybody is in the answer."""
    seconds = []
    for _ in range(TIMES):
        began = time.perf_counter()
        found = await ask()
        seconds.append(time.perf_counter() - began)
        if found != PEOPLE:
            raise RuntimeError(f"{found} of {PEOPLE} people may be shown")
    return median(seconds) * 1000
