"""Staff put on record that somebody is missing or dead: it stops the asking, tells nobody, and can be taken out."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import true

from bot.core.ids import IncidentId, PersonId, ReportId
from bot.core.incidents import Hazard, Incident
from bot.core.reports import Casualty, Progress, Source
from bot.core.understanding import Condition
from bot.storage import tables
from bot.storage.asking import write_check_ins
from bot.storage.rows.incidents import row_of_incident
from bot.storage.staff_word.casualties import MAX_BASIS, Recorded, Recording, record_casualty
from bot.storage.staff_word.deceased import end_deceased
from bot.storage.staff_word.retracting import Outcome, Retracted, Retracting, Retraction
from bot.storage.staff_word.visiting import ON_ITS_WAY
from bot.storage.turn_store.moving import move_one
from bot.storage.turn_store.roads import roads_to
from tests.integration.console.neighbours import NOW, daughter, ledger_of, stands
from tests.integration.console_town import DRILL, EAST, HANA, KEN, QUAKE, SATO, YUKI, Town

OFFICER = PersonId("officer")
QUAKE_AGAIN = Incident(QUAKE, "余震", Hazard.EARTHQUAKE, "震度5強", (), drill=False, opened_at=NOW)
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
    seen = frozenset(ReportId(each.id) for each in await town.rows(tables.reports))
    return await record_casualty(
        town.database, Recording(person, incident, casualty, OFFICER, basis, NOW, seen=seen, sure=sure)
    )


async def is_on_record(town: Town, person: PersonId) -> bool:
    (row,) = [each for each in await town.rows(tables.people) if each.id == person]
    return row.deceased_at is not None


async def test_a_missing_person_is_silent_as_before_and_on_record(town: Town) -> None:
    assert await put(town, Casualty.MISSING, KEN) is Recorded.DONE
    check_in = await stands(town, KEN)
    assert (check_in.progress, check_in.standing.casualty) == (Progress.SENT, Casualty.MISSING)
    assert check_in.standing.casualty_at == NOW - ON_ITS_WAY


async def test_nobody_waits_for_the_answer_of_the_dead_and_nobody_is_told(town: Town) -> None:
    await daughter(town)
    await town.report(HANA, Source.SELF, condition=Condition.NEEDS_RESCUE, said_at=EARLIER)
    letters = len(await town.rows(tables.outbox))
    assert await put(town, Casualty.DEAD, HANA) is Recorded.DONE
    check_in = await stands(town, HANA)
    assert (check_in.progress, check_in.standing.condition) == (Progress.ANSWERED, Condition.UNKNOWN)
    assert check_in.standing.casualty is Casualty.DEAD
    assert await is_on_record(town, HANA)
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
    assert not await is_on_record(town, KEN)


async def test_a_call_that_staff_had_not_before_them_is_ended_by_no_record(town: Town) -> None:
    await town.report(HANA, Source.SELF, condition=Condition.NEEDS_RESCUE)
    wish = Recording(HANA, QUAKE, Casualty.DEAD, OFFICER, "警察から電話", NOW, sure=True)
    assert await record_casualty(town.database, wish) is Recorded.CALLED
    assert not await is_on_record(town, HANA)
    assert await put(town, Casualty.DEAD, HANA) is Recorded.DONE


async def test_missing_takes_no_death_back_and_a_doubted_death_can_be_said_again(town: Town) -> None:
    await put(town, Casualty.DEAD)
    assert await put(town, Casualty.MISSING) is Recorded.ALREADY
    assert await put(town, Casualty.DEAD) is Recorded.ALREADY
    await town.report(SATO, Source.FAMILY, condition=Condition.SAFE)
    async with town.database.writing() as connection:
        await move_one(connection, (QUAKE, SATO), NOW)
    assert (await stands(town, SATO)).standing.contested
    assert await put(town, Casualty.DEAD) is Recorded.DONE


async def test_a_missing_persons_older_word_of_safety_holds_no_more(town: Town) -> None:
    await town.report(SATO, Source.SELF, condition=Condition.SAFE, said_at=EARLIER)
    async with town.database.writing() as connection:
        await move_one(connection, (QUAKE, SATO), NOW)
    await put(town, Casualty.MISSING)
    assert (await stands(town, SATO)).standing.condition is Condition.UNKNOWN


async def test_a_drill_puts_nobody_on_record_beyond_itself(town: Town) -> None:
    await town.add(tables.check_ins, {"incident_id": DRILL, "person_id": SATO, "district_id": EAST})
    assert await put(town, Casualty.DEAD, incident=DRILL) is Recorded.DONE
    assert not await is_on_record(town, SATO)


async def test_the_dead_are_asked_nothing_more_and_written_to_no_more(town: Town) -> None:
    await daughter(town)
    await put(town, Casualty.DEAD, HANA)
    async with town.database.writing() as connection:
        roads = await roads_to(connection, [HANA, YUKI])
    again = replace(QUAKE_AGAIN, id=IncidentId("aftershock"))
    await town.add(tables.incidents, row_of_incident(again))
    assert not roads.get(HANA)
    assert roads.get(YUKI), "the phone of the living is written to"
    async with town.database.writing() as connection:
        await write_check_ins(connection, again, true())
    asked = {each.person_id for each in await town.rows(tables.check_ins) if each.incident_id == again.id}
    assert HANA not in asked
    assert YUKI in asked


async def test_who_lives_after_all_is_asked_again_though_the_incident_is_closed(town: Town) -> None:
    await put(town, Casualty.DEAD)
    assert await end_deceased(town.database, SATO, OFFICER, NOW)
    assert not await is_on_record(town, SATO)
    (entry,) = await ledger_of(town, "deceased_ended")
    assert (entry.person_id, entry.other_id) == (SATO, OFFICER)
    assert not await end_deceased(town.database, SATO, OFFICER, NOW)
