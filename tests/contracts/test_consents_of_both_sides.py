"""What the database finds to be the same on both sides is exactly what the rule would leave as it is."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import Any

from bot.core.city_consents import CityOsConsent, State
from bot.core.consents import Cadence, Consent, Item, Phase, Purpose, RecipientKind
from bot.core.ids import PersonId
from bot.rules.consent import counts
from bot.rules.consent_sources import Freshness, stricter
from bot.storage import tables
from bot.storage.agreed import CityOsRules, consents_of
from bot.storage.database import Database
from bot.storage.insert import add_new
from bot.storage.rows.city_os import row_of_city_os_consent
from bot.storage.rows.consents import row_of_consent
from tests.contracts.consent_service import START, HandClock

PEOPLE = [PersonId(f"p{number}") for number in range(400)]
_DAYS = (-1, 0, 1, 2, 3)


def about(random: Random) -> dict[str, Any]:
    """Few words, so that the two sides often say the same."""
    return {
        "purpose": Purpose.SAFETY_SHARING,
        "items": random.choice([frozenset({Item.NAME}), frozenset({Item.NAME, Item.CONDITION})]),
        "recipient_kind": RecipientKind.ASSOCIATION,
        "recipient": random.choice([None, None, "ikki"]),
        "phase": random.choice([Phase.BOTH, Phase.BOTH, Phase.PEACETIME]),
        "given_at": START - timedelta(days=random.choice(_DAYS)),
        "expires_at": random.choice([None, None, START, START + timedelta(days=1)]),
        "withdrawn_at": random.choice([None, None, None, START - timedelta(days=random.choice(_DAYS))]),
    }


def ours(random: Random, person: PersonId) -> Sequence[Consent]:
    found = [
        Consent(f"{person}-{number}", person, cadence=Cadence.ONCE, refused=random.random() < 0.1, **about(random))
        for number in range(random.randrange(4))
    ]
    return sorted(found, key=lambda each: (each.given_at, each.id))


def theirs(random: Random, person: PersonId, local: Sequence[Consent]) -> Sequence[CityOsConsent]:
    found = []
    for number, each in enumerate(local):
        said = (
            {**about(random)}
            if random.random() < 0.3
            else {
                "purpose": each.purpose,
                "items": each.items,
                "recipient_kind": each.recipient_kind,
                "recipient": each.recipient,
                "phase": each.phase,
                "given_at": each.given_at,
                "expires_at": each.expires_at,
            }
        )
        state = random.choice([State.GIVEN, State.GIVEN, State.RENEWED, State.WITHDRAWN, State.REFUSED])
        reference = each.id if random.random() < 0.5 else None
        found.append(
            CityOsConsent(f"c-{person}-{number}", "", state=state, changed_at=START, reference=reference, **said)
        )
    return found[: random.randrange(len(found) + 1)] if random.random() < 0.2 else found


async def test_reading_gives_what_the_rule_gives(database: Database) -> None:
    random = Random(20260901)
    local = {person: ours(random, person) for person in PEOPLE}
    there = {person: theirs(random, person, local[person]) for person in PEOPLE}
    clock = HandClock()
    async with database.writing() as connection:
        await add_new(connection, tables.people, [{"id": each, "name": each} for each in PEOPLE])
        await add_new(connection, tables.consents, [row_of_consent(each) for all_ in local.values() for each in all_])
        rows = [row_of_city_os_consent(who, each, 1) for who, all_ in there.items() for each in all_]
        await add_new(connection, tables.city_os_consents, rows)
        feed = {"id": 1, "cursor": "x", "as_of": START, "reading": 1, "compared_at": None}
        await add_new(connection, tables.city_os_feed, [feed])
    for moment in (START, START + timedelta(minutes=16)):
        clock.moment = moment
        async with database.reading() as connection:
            read = await consents_of(connection, PEOPLE, CityOsRules(clock))
        expected = {who: stricter(who, local[who], there[who], Freshness(START, moment)).consents for who in PEOPLE}
        assert {who: tuple(read[who]) for who in PEOPLE} == expected
        usable = sum(counts(each, moment) for all_ in read.values() for each in all_)
        assert usable == 0 if moment > START else usable > len(PEOPLE) // 10
