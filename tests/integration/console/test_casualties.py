"""Staff put on record that somebody is missing or dead: it stops the asking, tells nobody, and can be taken out."""

import json
from datetime import timedelta

import pytest

from bot.core.ids import IncidentId, PersonId
from bot.core.reports import Casualty, Progress, Source
from bot.core.understanding import Condition
from bot.storage import tables
from bot.storage.staff_word.casualties import MAX_BASIS, Recorded, Recording, record_casualty
from bot.storage.staff_word.retracting import Outcome, Retracted, Retracting, Retraction
from tests.integration.console.neighbours import NOW, daughter, ledger_of, stands
from tests.integration.console_town import HANA, KEN, QUAKE, SATO, Town

OFFICER = PersonId("officer")
EARLIER = NOW - timedelta(minutes=10)


async def put(
    town: Town,
    casualty: Casualty,
    person: PersonId = SATO,
    basis: str = "警察から電話",
    *,
    sure: bool = True,
    incident: IncidentId = QUAKE,
) -> Recorded:
    return await record_casualty(town.database, Recording(person, incident, casualty, OFFICER, basis, NOW, sure))


async def test_a_missing_person_is_silent_as_before_and_on_record(town: Town) -> None:
    assert await put(town, Casualty.MISSING, KEN) is Recorded.DONE
    check_in = await stands(town, KEN)
    assert (check_in.progress, check_in.standing.casualty) == (Progress.SENT, Casualty.MISSING)
    assert check_in.standing.casualty_at == NOW


async def test_nobody_waits_for_the_answer_of_the_dead_and_nobody_is_told(town: Town) -> None:
    await daughter(town)
    await town.report(HANA, Source.SELF, condition=Condition.NEEDS_RESCUE, said_at=EARLIER)
    letters = len(await town.rows(tables.outbox))
    assert await put(town, Casualty.DEAD, HANA) is Recorded.DONE
    check_in = await stands(town, HANA)
    assert (check_in.progress, check_in.standing.condition) == (Progress.ANSWERED, None)
    assert check_in.standing.casualty is Casualty.DEAD
    assert len(await town.rows(tables.outbox)) == letters
    assert await ledger_of(town, "disclosure") == []


async def test_a_death_needs_a_second_tap_and_missing_does_not(town: Town) -> None:
    assert await put(town, Casualty.DEAD, sure=False) is Recorded.NEEDS_SECOND_TAP
    assert await town.rows(tables.reports) == []
    assert await put(town, Casualty.MISSING, sure=False) is Recorded.DONE


async def test_who_put_it_on_record_stands_in_the_ledger_without_what_it_says(town: Town) -> None:
    await put(town, Casualty.DEAD, basis=" 警察の田中さんから電話 ")
    (report,) = await town.rows(tables.reports)
    assert (report.source, report.reporter_id, report.note) == ("staff", OFFICER, "警察の田中さんから電話")
    (entry,) = await ledger_of(town, "casualty_recorded")
    assert (entry.person_id, entry.other_id) == (SATO, OFFICER)
    assert json.loads(entry.body) == {"report": report.id, "incident": QUAKE}


async def test_twice_is_once(town: Town) -> None:
    await put(town, Casualty.MISSING)
    assert await put(town, Casualty.MISSING) is Recorded.ALREADY
    assert len(await town.rows(tables.reports)) == 1


async def test_nothing_is_recorded_in_an_incident_that_is_not_open_or_of_nobody(town: Town) -> None:
    assert await put(town, Casualty.MISSING, incident=IncidentId("nowhere")) is Recorded.CLOSED
    assert await put(town, Casualty.MISSING, PersonId("nobody")) is Recorded.CLOSED


@pytest.mark.parametrize("basis", ["", "  ", "あ" * (MAX_BASIS + 1)])
async def test_from_whom_it_is_known_must_be_said(town: Town, basis: str) -> None:
    with pytest.raises(ValueError, match="basis"):
        await put(town, Casualty.MISSING, basis=basis)


async def test_a_wrong_record_is_taken_out_again_and_distress_before_it_comes_to_light(town: Town) -> None:
    await daughter(town)
    await town.report(HANA, Source.SELF, condition=Condition.NEEDS_RESCUE, said_at=EARLIER)
    await put(town, Casualty.DEAD, HANA)
    (record,) = [each for each in await town.rows(tables.reports) if each.casualty]
    notices = len(await town.rows(tables.notices))
    outcome = await Retracting(town.database).retract(Retraction(record.id, OFFICER, "別の方でした", NOW))
    assert outcome == Outcome(Retracted.DONE, corrected=None)
    check_in = await stands(town, HANA)
    assert (check_in.standing.condition, check_in.standing.casualty) == (Condition.NEEDS_RESCUE, None)
    assert await town.rows(tables.outbox) == [], "the record was told to nobody, and so is its end"
    assert len(await town.rows(tables.notices)) == notices + 1


async def test_who_was_silent_before_a_wrong_record_is_silent_again(town: Town) -> None:
    await put(town, Casualty.DEAD, KEN)
    (record,) = await town.rows(tables.reports)
    await Retracting(town.database).retract(Retraction(record.id, OFFICER, "別の方でした", NOW))
    assert (await stands(town, KEN)).progress is not Progress.ANSWERED
    (row,) = [each for each in await town.rows(tables.check_ins) if each.person_id == KEN]
    assert (row.casualty, row.casualty_at, row.answered_at) == (None, None, None)
