"""Staff take a wrong report out: what stands follows from the others, and those who were told hear of it."""

import asyncio
import json
from datetime import timedelta

import pytest
from sqlalchemy import update

from admin.list_words import retracted
from bot.core.ids import PersonId, ReportId
from bot.core.reports import Progress, Source, Spot
from bot.core.understanding import Condition, Whereabouts
from bot.storage import tables
from bot.storage.staff_word.retracting import Outcome, Retracted, Retracting, Retraction
from bot.storage.turn_store.moving import move_one
from tests.integration.console.neighbours import NOW, daughter, ledger_of, letters_to, stands
from tests.integration.console_town import EAST, HANA, KEN, QUAKE, SATO, YUKI, Town

OFFICER, CHIEF = PersonId("officer"), PersonId("chief")
EARLIER = NOW - timedelta(minutes=10)


async def take_out(town: Town, report: ReportId, why: str = "別の家の方でした", *, sure: bool = False) -> Outcome:
    return await Retracting(town.database).retract(Retraction(report, OFFICER, why, NOW, sure))


async def retract(town: Town, report: ReportId, why: str = "別の家の方でした", *, sure: bool = False) -> Retracted:
    return (await take_out(town, report, why, sure=sure)).became


async def test_who_has_no_other_report_is_silent_again_and_not_answered(town: Town) -> None:
    report = await town.report(SATO, Source.LEADER, condition=Condition.SAFE)
    async with town.database.writing() as connection:
        await connection.execute(update(tables.check_ins).values(asked_at=EARLIER, answered_at=EARLIER))
    assert await retract(town, report) is Retracted.DONE
    check_in = await stands(town, SATO)
    assert (check_in.progress, check_in.standing.condition, check_in.standing.source) == (Progress.SENT, None, None)
    (row,) = [each for each in await town.rows(tables.check_ins) if each.person_id == SATO]
    assert row.answered_at is None


async def test_what_the_others_said_stands_without_the_wrong_one(town: Town) -> None:
    await town.report(SATO, Source.SELF, condition=Condition.SAFE, said_at=EARLIER)
    wrong = await town.report(SATO, Source.LEADER, condition=Condition.INJURED)
    await retract(town, wrong)
    check_in = await stands(town, SATO)
    assert (check_in.progress, check_in.standing.condition) == (Progress.ANSWERED, Condition.SAFE)
    assert check_in.standing.contested is False


async def test_the_report_stays_with_who_took_it_out_when_and_why(town: Town) -> None:
    report = await town.report(SATO, Source.LEADER, condition=Condition.SAFE)
    await retract(town, report, "  別の佐藤さんでした ")
    (row,) = await town.rows(tables.reports)
    assert (row.condition, row.retracted_at, row.retracted_by) == ("safe", NOW, OFFICER)
    assert row.retracted_why == "別の佐藤さんでした"
    (entry,) = await ledger_of(town, "report_retracted")
    assert (entry.person_id, entry.other_id) == (SATO, OFFICER)
    assert json.loads(entry.body) == {"report": report, "incident": QUAKE, "source": "leader"}


async def test_family_that_was_told_hears_of_the_correction_with_a_row_in_the_ledger(town: Town) -> None:
    await daughter(town)
    wrong = await town.report(HANA, Source.LEADER, condition=Condition.NEEDS_RESCUE)
    outcome = await take_out(town, wrong)
    assert outcome.corrected == 2
    assert "2人に訂正を送ります" in retracted(outcome.corrected)
    (letter,) = await letters_to(town, YUKI)
    assert "corrected.was" in letter
    assert "family.no_answer_yet" in letter
    (letter,) = await letters_to(town, HANA)
    assert "corrected.about_you" in letter, "she was told of the leader's word, and is asked again"
    (shown,) = await ledger_of(town, "disclosure")
    assert (shown.person_id, shown.other_id, json.loads(shown.body)["items"]) == (HANA, YUKI, ["condition", "name"])


async def test_the_officer_who_made_the_mistake_hears_of_it_with_a_row_in_the_ledger(town: Town) -> None:
    await daughter(town)
    await town.add(tables.people, {"id": CHIEF, "name": "区長", "district_id": EAST})
    await town.add(tables.roles, {"person_id": CHIEF, "role": "leader", "district_id": EAST})
    await town.add(tables.accounts, {"channel": "line", "address": f"U{CHIEF}", "person_id": CHIEF})
    async with town.database.writing() as connection:
        await connection.execute(update(tables.consents).values(recipient_kind="association"))
    wrong = await town.report(HANA, Source.LEADER, reporter=CHIEF, condition=Condition.SAFE)
    async with town.database.writing() as connection:
        await move_one(connection, (QUAKE, HANA), NOW)
    outcome = await take_out(town, wrong)
    assert outcome.corrected == 2, "the person and the officer"
    (letter,) = await letters_to(town, CHIEF)
    assert "corrected.yours" in letter
    (shown,) = await ledger_of(town, "disclosure")
    assert (shown.person_id, shown.other_id, json.loads(shown.body)["items"]) == (HANA, CHIEF, ["condition", "name"])


async def test_family_that_may_not_know_hears_nothing(town: Town) -> None:
    await daughter(town, agreed=False)
    outcome = await take_out(town, await town.report(HANA, Source.LEADER, condition=Condition.NEEDS_RESCUE))
    assert outcome.corrected == 1, "the person alone"
    assert await letters_to(town, YUKI) == []
    assert await ledger_of(town, "disclosure") == []


async def test_nobody_is_told_where_nothing_changes(town: Town) -> None:
    await daughter(town)
    await town.report(HANA, Source.SELF, condition=Condition.NEEDS_RESCUE, said_at=EARLIER)
    wrong = await town.report(HANA, Source.FAMILY, reporter=YUKI, condition=Condition.NEEDS_RESCUE)
    outcome = await take_out(town, wrong)
    assert outcome.corrected is None
    assert "だれにも送りません" in retracted(outcome.corrected)
    assert await letters_to(town, YUKI) == []


async def test_family_that_was_told_a_wrong_place_hears_the_right_one(town: Town) -> None:
    """The mother is safe at home; the leader took somebody else in the shelter for her."""
    await daughter(town)
    async with town.database.writing() as connection:
        await connection.execute(update(tables.consents).values(items=["name", "condition", "whereabouts"]))
    safe = {"condition": Condition.SAFE}
    await town.report(HANA, Source.SELF, whereabouts=Whereabouts.HOME, said_at=EARLIER, **safe)
    wrong = await town.report(HANA, Source.LEADER, whereabouts=Whereabouts.SHELTER, **safe)
    async with town.database.writing() as connection:
        await move_one(connection, (QUAKE, HANA), NOW)
    assert (await stands(town, HANA)).standing.whereabouts is Whereabouts.SHELTER
    outcome = await take_out(town, wrong)
    assert outcome.corrected == 1
    (letter,) = await letters_to(town, YUKI)
    assert "corrected.was.place" in letter
    assert "whereabouts.home" in letter
    (shown,) = await ledger_of(town, "disclosure")
    assert json.loads(shown.body)["items"] == ["condition", "name", "whereabouts"]


async def test_who_walks_to_a_wrong_place_hears_the_right_one(town: Town) -> None:
    await daughter(town)
    async with town.database.writing() as connection:
        await connection.execute(update(tables.consents).values(items=["name", "condition", "location"]))
    await town.report(HANA, Source.SELF, spot=Spot(words="公民館の裏"), said_at=EARLIER)
    wrong = await town.report(HANA, Source.LEADER, spot=Spot(words="実家の2階"))
    async with town.database.writing() as connection:
        await move_one(connection, (QUAKE, HANA), NOW)
    outcome = await take_out(town, wrong)
    assert outcome.corrected == 1
    (letter,) = await letters_to(town, YUKI)
    assert "公民館の裏" in letter
    (shown,) = await ledger_of(town, "disclosure")
    assert json.loads(shown.body)["items"] == ["condition", "location", "name"]


async def test_a_newer_call_for_help_stands_when_an_older_one_is_taken_out(town: Town) -> None:
    old = await town.report(HANA, Source.SELF, condition=Condition.NEEDS_RESCUE, said_at=EARLIER)
    await town.report(HANA, Source.SELF, condition=Condition.NEEDS_RESCUE)
    _, newer = [await town.raise_notice(about=HANA, report=report) for report in (old, ReportId("report-2"))]
    assert await retract(town, old, sure=True) is Retracted.DONE
    assert (await stands(town, HANA)).standing.condition is Condition.NEEDS_RESCUE
    assert {row.id for row in await town.rows(tables.notices) if row.done_at is None} == {newer}


async def test_ones_own_call_for_help_needs_a_second_tap(town: Town) -> None:
    await daughter(town)
    call = await town.report(HANA, Source.SELF, condition=Condition.NEEDS_RESCUE)
    assert await retract(town, call) is Retracted.NEEDS_SECOND_TAP
    assert (await stands(town, HANA)).standing.condition is Condition.NEEDS_RESCUE
    assert await retract(town, call, sure=True) is Retracted.DONE
    (letter,) = await letters_to(town, HANA)
    assert "corrected.own" in letter, "whose own word was taken out is told so, and asked again"


async def test_the_second_of_two_staff_is_told(town: Town) -> None:
    report = await town.report(SATO, Source.LEADER, condition=Condition.SAFE)
    both = await asyncio.gather(retract(town, report), retract(town, report))
    assert sorted(both) == [Retracted.ALREADY, Retracted.DONE]
    assert len(await ledger_of(town, "report_retracted")) == 1


async def test_the_notice_behind_it_leaves_the_board_and_hidden_distress_comes_back(town: Town) -> None:
    await town.report(SATO, Source.FAMILY, reporter=YUKI, condition=Condition.NEEDS_RESCUE, said_at=EARLIER)
    wrong = await town.report(SATO, Source.STAFF, reporter=OFFICER, condition=Condition.SAFE)
    old = await town.raise_notice(about=SATO, report=wrong)
    await retract(town, wrong)
    rows = {row.id: row for row in await town.rows(tables.notices)}
    assert rows.pop(old).done_at == NOW
    (new,) = rows.values()
    assert (new.kind, new.about, new.done_at) == ("rescue", SATO, None)


async def test_without_a_reason_nothing_is_taken_out(town: Town) -> None:
    report = await town.report(SATO, Source.LEADER, condition=Condition.SAFE)
    for why in ("", "   ", "あ" * 201):
        with pytest.raises(ValueError, match="why"):
            await retract(town, report, why)


async def test_in_a_closed_incident_and_of_nobody_known_nothing_is_taken_out(town: Town) -> None:
    of_nobody = await town.report(None, Source.UNVERIFIED)
    assert await retract(town, of_nobody) is Retracted.NOT_POSSIBLE
    assert await retract(town, ReportId("no such report")) is Retracted.NOT_POSSIBLE
    report = await town.report(KEN, Source.LEADER, condition=Condition.SAFE)
    async with town.database.writing() as connection:
        await connection.execute(update(tables.incidents).values(closed_at=NOW))
    assert await retract(town, report) is Retracted.NOT_POSSIBLE
