"""Who has to go where: who is on the list, in which order, and what becomes of a line."""

import asyncio
import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from admin.commands.done import mark_done
from admin.person_sight import Moments
from admin.queries import visits as query
from admin.queries.visits import read_visits
from admin.showing import Viewer
from admin.visit_sight import look_at_line
from admin.visits import ToVisit, VisitsWanted, Why
from bot.core.ids import ConversationId, NoticeId, PersonId
from bot.core.incidents import Hazard, Incident
from bot.core.records import NoticeKind
from bot.core.reports import Progress, Source
from bot.core.sightings import Absence
from bot.core.understanding import Condition, Whereabouts
from bot.core.visits import VisitState, visit_id
from bot.rules.urgency import Urgency
from bot.storage import tables
from bot.storage.staff_word.visiting import Change, Changed, Finding, Line, change_visit
from bot.storage.turn_store.moving import move_one
from tests.integration.console.neighbours import NOW, daughter, ledger_of, letters_to, stands
from tests.integration.console_town import EAST, HANA, KEN, QUAKE, SATO, SATOS, WEST, YUKI, Town

PARTS = ("reached", "_dealt_with", "_words")
WANTED = VisitsWanted(QUAKE, staff_step=6)
OFFICER = PersonId("officer")
LATER = NOW + timedelta(minutes=30)


async def lines(town: Town, wanted: VisitsWanted = WANTED) -> tuple[ToVisit, ...]:
    return (await read_visits(town.database, wanted)).lines


async def people(town: Town, wanted: VisitsWanted = WANTED) -> list[str]:
    return [each.found.registered.person.id if each.found else "?" for each in await lines(town, wanted)]


def line_of(person: PersonId, version: int = 0, distress_at: datetime | None = LATER) -> Line:
    return Line(visit_id(QUAKE, person), QUAKE, version, person, distress_at=distress_at)


async def change(town: Town, line: Line, state: VisitState, at: datetime = NOW, **more: Any) -> Changed:
    return await change_visit(town.database, None, line, Change(state, **more), OFFICER, at)


async def test_calls_for_help_and_those_whom_the_ladder_brought_there_are_on_the_list(town: Town) -> None:
    await town.raise_notice(about=HANA, words="動けない")
    await town.asked(YUKI, EAST, progress="sent", steps=5)
    assert await people(town) == [HANA]
    (line,) = await lines(town)
    assert (line.why, line.words, line.state, line.version) == (Why.CALLED, "動けない", VisitState.UNASSIGNED, 0)
    assert line.found is not None
    assert line.found.registered.phone == "090-0000-1111"
    sooner = replace(WANTED, staff_step=5)
    assert await people(town, sooner) == [HANA, YUKI]
    assert (await lines(town, sooner))[1].why is Why.SILENT
    assert await people(town, replace(WANTED, staff_step=None)) == [HANA]


async def test_somebody_whom_the_night_holds_back_on_the_ladder_is_on_the_list_all_the_same(town: Town) -> None:
    await town.asked(YUKI, EAST, progress="sent", steps=2, listed_at=NOW)
    (line,) = await lines(town)
    assert (line.found and line.found.registered.person.id, line.why) == (YUKI, Why.SILENT)


async def test_a_call_about_somebody_unknown_is_a_line_of_its_own_on_top(town: Town) -> None:
    await town.raise_notice(about=HANA)
    notice = await town.raise_notice(
        NoticeKind.POSSIBLE_DISTRESS, about=None, conversation=SATOS, words="隣がつぶれてる"
    )
    first, second = await lines(town)
    assert (first.found, first.notice, first.words) == (None, notice, "隣がつぶれてる")
    assert second.found is not None
    unknown = Line(first.id, QUAKE, 0, None, notice)
    assert await change(town, unknown, VisitState.MET, note="無人でした") is Changed.DONE
    assert await people(town) == [HANA]
    assert await town.open_notices() == 1


async def test_urgent_ones_come_first_and_the_others_street_by_street(town: Town) -> None:
    await town.add(tables.people, {"id": "near", "name": "近 一", "district_id": EAST, "block": "1班"})
    await town.add(tables.people, {"id": "far", "name": "遠 一", "district_id": WEST, "block": "1班"})
    await town.asked(PersonId("near"), EAST, progress="sent", steps=6)
    await town.asked(PersonId("far"), WEST, progress="sent", steps=6, support_needed=True)
    await town.asked(YUKI, EAST, progress="answered", condition="injured", answered_at=NOW)
    await town.raise_notice(about=SATO, kind=NoticeKind.POSSIBLE_DISTRESS)
    await town.raise_notice(about=HANA)
    assert await people(town) == [HANA, SATO, "near", "far"]
    assert await people(town, replace(WANTED, by_street=False)) == [HANA, SATO, "far", "near"]
    assert await people(town, replace(WANTED, district=WEST)) == ["far"]


async def test_what_may_be_a_call_and_the_missing_come_before_the_silent_of_a_nearer_street(town: Town) -> None:
    for id_, district, state in (("near", EAST, {}), ("gone", WEST, {"casualty": "missing"}), ("doubt", WEST, {})):
        await town.add(tables.people, {"id": id_, "name": f"{id_} 一", "district_id": district, "block": "1班"})
        await town.asked(PersonId(id_), district, progress="sent", steps=6, **state)
    await town.raise_notice(about=PersonId("doubt"), kind=NoticeKind.POSSIBLE_DISTRESS)
    assert await people(town) == ["gone", "doubt", "near"]
    await town.raise_notice(about=HANA)
    assert await people(town) == [HANA, "gone", "doubt", "near"]


async def test_two_staff_at_once_are_one_assignment_and_the_second_is_told(town: Town) -> None:
    await town.raise_notice(about=HANA)
    both = await asyncio.gather(
        *(change(town, line_of(HANA), VisitState.HEADING, assigned=each) for each in ("消防1班", "福祉課"))
    )
    assert sorted(both) == [Changed.DONE, Changed.OVERTAKEN]
    (line,) = await lines(town)
    assert line.visit is not None
    assert (line.state, line.version) == (VisitState.HEADING, 1)
    assert await change(town, line_of(HANA, 0), VisitState.NOT_MET) is Changed.OVERTAKEN
    assert await change(town, line_of(HANA, 1), VisitState.NOT_MET) is Changed.DONE
    assert [row.other_id for row in await ledger_of(town, "visit_changed")] == ["officer", "officer"]


async def test_somebody_met_is_a_report_of_staff_that_moves_what_stands_and_is_told(town: Town) -> None:
    await daughter(town)
    await town.report(HANA, Source.SELF, condition=Condition.NEEDS_RESCUE, said_at=NOW - timedelta(minutes=9))
    await town.raise_notice(about=HANA)
    found = Finding(Condition.SAFE, Whereabouts.SHELTER)
    assert await change(town, line_of(HANA), VisitState.MET, finding=found, note="運びました") is Changed.DONE
    check_in = await stands(town, HANA)
    assert (check_in.standing.condition, check_in.standing.source) == (Condition.SAFE, Source.STAFF)
    assert check_in.standing.whereabouts is Whereabouts.SHELTER
    assert await town.open_notices() == 0
    assert await people(town) == []
    assert await people(town, replace(WANTED, over=True)) == [HANA]
    (letter,) = await letters_to(town, YUKI)
    assert "condition.safe" in letter
    (shown,) = await ledger_of(town, "disclosure")
    assert shown.other_id == YUKI


@pytest.mark.parametrize("kind", [NoticeKind.RESCUE, NoticeKind.POSSIBLE_DISTRESS, NoticeKind.INJURY])
async def test_a_call_that_came_since_the_list_was_shown_is_not_ended_by_a_visit(town: Town, kind: NoticeKind) -> None:
    """The team met her at 10:00, she calls at 10:20, and the office writes down 「無事」 at 10:21."""
    first = await town.raise_notice(about=HANA, at=NOW - timedelta(minutes=30))
    (shown,) = await lines(town)
    await town.report(HANA, Source.SELF, condition=Condition.NEEDS_RESCUE, said_at=NOW - timedelta(minutes=1))
    called = await town.raise_notice(kind, about=HANA, at=NOW - timedelta(minutes=1))
    stale = line_of(HANA, shown.version, shown.distress_at)
    assert await change(town, stale, VisitState.MET, finding=Finding(Condition.SAFE)) is Changed.CALLED_AGAIN
    assert await change(town, stale, VisitState.NOT_NEEDED) is Changed.CALLED_AGAIN
    assert (await stands(town, HANA)).standing.condition is Condition.NEEDS_RESCUE
    assert {row.id for row in await town.rows(tables.notices) if row.done_at is None} == {first, called}
    assert await change(town, stale, VisitState.HEADING, assigned="消防1班") is Changed.DONE, "it ends nothing"
    (shown,) = await lines(town)
    fresh = line_of(HANA, shown.version, shown.distress_at)
    assert await change(town, fresh, VisitState.MET, finding=Finding(Condition.SAFE)) is Changed.DONE
    assert (await stands(town, HANA)).standing.condition is Condition.SAFE


async def test_a_call_that_a_colleague_has_dealt_with_is_a_newer_call_all_the_same(town: Town) -> None:
    await town.raise_notice(about=HANA)
    await mark_done(town.database, [NoticeId("00000001-notice")], LATER, Viewer("s1"))
    assert await change(town, line_of(HANA, 0, None), VisitState.NOT_NEEDED) is Changed.CALLED_AGAIN


@pytest.mark.parametrize("part", PARTS)
async def test_a_call_that_comes_while_the_list_is_read_is_not_ended_unread(
    town: Town, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each statement sees the database of its own moment: the line must not be newer than its words."""
    await town.raise_notice(about=HANA, words="動けない", at=NOW - timedelta(minutes=5))
    read = getattr(query, part)

    async def and_a_call_comes(*asked: object) -> object:
        found = await read(*asked)
        await town.raise_notice(about=HANA, words="煙が出ている", at=NOW)
        return found

    monkeypatch.setattr(query, part, and_a_call_comes)
    (shown,) = await lines(town)
    line = line_of(HANA, shown.version, shown.distress_at)
    assert await change(town, line, VisitState.MET) is Changed.CALLED_AGAIN


async def test_a_call_on_its_way_while_staff_press_stands_beside_their_word(town: Town) -> None:
    met = Finding(Condition.SAFE)
    assert await change(town, line_of(HANA), VisitState.MET, finding=met) is Changed.DONE
    await town.report(HANA, Source.SELF, condition=Condition.NEEDS_RESCUE, said_at=NOW - timedelta(seconds=1))
    async with town.database.writing() as connection:
        await move_one(connection, (QUAKE, HANA), NOW)
    assert (await stands(town, HANA)).standing.condition is Condition.NEEDS_RESCUE


async def test_who_is_found_in_distress_is_on_the_board_anew_and_calls_again_after_the_visit(town: Town) -> None:
    await town.raise_notice(about=HANA)
    await change(town, line_of(HANA), VisitState.MET, at=LATER, finding=Finding(Condition.NEEDS_RESCUE))
    assert await town.open_notices() == 1
    assert await people(town) == [], "whoever was there has dealt with this line"
    await town.raise_notice(about=HANA, at=LATER + timedelta(minutes=1))
    (line,) = await lines(town)
    assert (line.state, line.version) == (VisitState.UNASSIGNED, 1)


async def test_staff_add_somebody_by_hand_and_take_them_off(town: Town) -> None:
    assert await change(town, line_of(SATO), VisitState.UNASSIGNED) is Changed.DONE
    (line,) = await lines(town)
    assert (line.why, line.found.urgency if line.found else None) == (Why.BY_HAND, Urgency.SAFE)
    assert await change(town, line_of(SATO), VisitState.UNASSIGNED) is Changed.OVERTAKEN
    assert await change(town, line_of(SATO, 1), VisitState.NOT_NEEDED) is Changed.DONE
    assert await people(town) == []


async def test_whoever_answers_in_the_meantime_leaves_the_list_but_not_a_team_on_its_way(town: Town) -> None:
    await town.asked(YUKI, EAST, progress="sent", steps=6)
    await change(town, line_of(YUKI), VisitState.HEADING, assigned="1号車")
    async with town.database.writing() as connection:
        await connection.execute(
            tables.check_ins.update()
            .where(tables.check_ins.c.person_id == YUKI)
            .values(progress=Progress.ANSWERED.value, condition="safe", said_at=NOW, source="self")
        )
    (line,) = await lines(town)
    assert line.found is not None
    assert (line.state, line.found.urgency) == (VisitState.HEADING, Urgency.SAFE)


async def test_what_somebody_protected_says_of_nobody_is_not_shown(town: Town) -> None:
    talk = {"id": "line:Uken", "channel": "line", "address": "Uken", "person_id": KEN, "version": 1}
    await town.add(tables.conversations, talk)
    await town.raise_notice(about=None, conversation=ConversationId("line:Uken"), words="西町9-9、火事です")
    report = await town.report(None, reporter=KEN)
    await town.raise_notice(about=None, report=report, words="西町9-9、動けない")
    await town.raise_notice(about=None, conversation=SATOS, words="隣がつぶれてる")
    quake = Incident(QUAKE, "強い地震", Hazard.EARTHQUAKE, "5強", (), drill=False, opened_at=NOW)
    seen = [look_at_line(each, Viewer("s1"), quake, Moments(NOW, NOW.date()))[0] for each in await lines(town)]
    assert [each.words for each in seen] == ["隣がつぶれてる", "", ""]


async def test_somebody_protected_is_on_the_list_but_in_no_district(town: Town) -> None:
    await town.raise_notice(about=KEN)
    assert await people(town) == [KEN]
    assert await people(town, replace(WANTED, district=WEST)) == []


async def test_a_visit_in_a_closed_incident_and_words_too_long_are_refused(town: Town) -> None:
    with pytest.raises(ValueError, match="assigned"):
        await change(town, line_of(HANA), VisitState.HEADING, assigned="あ" * 41)
    with pytest.raises(ValueError, match="note"):
        await change(town, line_of(HANA), VisitState.NOT_MET, note="あ" * 201)
    with pytest.raises(ValueError, match="finding"):
        await change(town, line_of(HANA), VisitState.NOT_MET, finding=Finding(Condition.SAFE))
    async with town.database.writing() as connection:
        await connection.execute(tables.incidents.update().values(closed_at=NOW))
    assert await change(town, line_of(HANA), VisitState.HEADING) is Changed.CLOSED


async def test_the_ledger_holds_neither_team_nor_note(town: Town) -> None:
    await change(town, line_of(HANA), VisitState.NOT_MET, assigned="消防1班", note="留守でした")
    (entry,) = await ledger_of(town, "visit_changed")
    assert json.loads(entry.body) == {"visit": visit_id(QUAKE, HANA), "state": "not_met", "incident": QUAKE}
    assert entry.person_id == HANA


async def test_whoever_lives_in_no_district_comes_after_those_whom_a_car_can_reach(town: Town) -> None:
    await town.asked(YUKI, EAST, progress="sent", steps=6, support_needed=True)
    await town.add(tables.people, {"id": "near", "name": "西 町", "district_id": WEST})
    await town.asked(PersonId("near"), WEST, progress="sent", steps=6)
    assert await people(town) == ["near", YUKI]
    assert await people(town, replace(WANTED, by_street=False)) == [YUKI, "near"], "by urgency the needy stay first"


async def test_a_line_knows_that_nobody_was_met_and_a_report_taken_back_says_nothing(town: Town) -> None:
    await town.asked(YUKI, EAST, progress="sent", steps=6)
    away = await town.report(YUKI, Source.LEADER, condition=None, absence=Absence.AWAY)
    (line,) = await lines(town)
    assert line.absent is not None
    assert (line.absent.absence, line.absent.source) == (Absence.AWAY, Source.LEADER)
    async with town.database.writing() as connection:
        gone = tables.reports.update().where(tables.reports.c.id == away)
        await connection.execute(gone.values(retracted_at=NOW, retracted_by=OFFICER))
    (line,) = await lines(town)
    assert line.absent is None
