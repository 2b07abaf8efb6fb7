"""The shared code looks: it neither ends a call for help by a visit nor writes to anybody as the city's staff."""

from datetime import timedelta

import pytest

from admin.commands import talks
from admin.commands.entitled import NotEntitled
from admin.commands.visits import change_visit
from admin.sessions import Session
from admin.staff import Staff
from bot.core.people import Office
from bot.core.reports import Source
from bot.core.understanding import Condition
from bot.core.visits import VisitState, visit_id
from bot.storage import tables
from bot.storage.staff_word.talking import Talked, ToPerson
from bot.storage.staff_word.visiting import Change, Changed, Finding, Line
from tests.integration.console.neighbours import NOW, daughter, letters_to, stands
from tests.integration.console_town import HANA, QUAKE, SATO, YUKI, Town

ENDS = NOW + timedelta(hours=1)
BY_CODE = Session("code", ENDS)
LOST = Session("lost", ENDS, Staff(YUKI, "会津 雪", frozenset({Office.CITY_STAFF})))
NAMED = Session("named", ENDS, Staff(SATO, "佐藤 一", frozenset({Office.CITY_STAFF})))
LINE = Line(visit_id(QUAKE, HANA), QUAKE, 0, HANA)
MET_WELL = Change(VisitState.MET, finding=Finding(Condition.SAFE))
SAID = ToPerson(HANA, QUAKE, YUKI, NOW, "福祉課", "いま、どちらですか。")


@pytest.fixture(autouse=True)
async def _office(town: Town) -> None:
    await daughter(town)
    await town.add(tables.roles, {"person_id": SATO, "role": Office.CITY_STAFF.value})


@pytest.mark.parametrize("session", [BY_CODE, LOST], ids=["code", "no office"])
async def test_without_a_name_no_visit_changes_and_the_call_for_help_stands(town: Town, session: Session) -> None:
    await town.report(HANA, Source.SELF, condition=Condition.NEEDS_RESCUE)
    await town.raise_notice(about=HANA)
    for change in (MET_WELL, Change(VisitState.UNASSIGNED), Change(VisitState.NOT_NEEDED)):
        with pytest.raises(NotEntitled):
            await change_visit(town.database, None, LINE, change, session, NOW)
    assert (await stands(town, HANA)).standing.condition is Condition.NEEDS_RESCUE
    assert await town.open_notices() == 1
    assert await town.rows(tables.visits) == []
    assert await letters_to(town, YUKI) == []


async def test_the_report_of_a_visit_is_by_the_named_member_of_staff(town: Town) -> None:
    assert await change_visit(town.database, None, LINE, MET_WELL, NAMED, NOW) is Changed.DONE
    (report,) = await town.rows(tables.reports)
    assert (report.reporter_id, report.source) == (SATO, "staff")


@pytest.mark.parametrize("session", [BY_CODE, LOST], ids=["code", "no office"])
async def test_without_a_name_nobody_is_written_to(town: Town, session: Session) -> None:
    with pytest.raises(NotEntitled):
        await talks.say(town.database, SAID, session)
    assert await town.rows(tables.talks) == []
    assert await letters_to(town, HANA) == []


async def test_only_by_name_a_talk_ends_and_the_name_is_that_of_the_session(town: Town) -> None:
    assert await talks.say(town.database, SAID, NAMED) is Talked.DONE
    (talk,) = await town.rows(tables.talks)
    assert talk.begun_by == SATO
    with pytest.raises(NotEntitled):
        await talks.end(town.database, SAID, BY_CODE)
    assert await talks.end(town.database, SAID, NAMED) is Talked.DONE
