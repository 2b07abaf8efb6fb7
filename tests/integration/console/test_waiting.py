"""What the board says of those who wait for a visit without having called: as many as the list of visits shows."""

from dataclasses import replace
from datetime import timedelta

from admin.board import Section
from admin.queries.board import read_board
from admin.queries.notices import Limits
from admin.queries.visits import read_visits
from admin.visits import VisitsWanted
from bot.core.ids import PersonId
from bot.core.visits import VisitState, visit_id
from bot.storage.staff_word.visiting import Change, Line, change_visit
from tests.integration.console.neighbours import NOW
from tests.integration.console_town import DRILL, EAST, HANA, QUAKE, SATO, YUKI, Town

WANTED = VisitsWanted(QUAKE, staff_step=6)


async def uncalled(town: Town) -> int:
    board = await read_board(town.database, NOW, Limits(), staff_step=6)
    return next(each.uncalled for each in board.incidents if each.incident.id == QUAKE)


async def test_counts_those_whom_the_ladder_or_staff_brought_to_the_list_beside_those_who_call(town: Town) -> None:
    assert await uncalled(town) == 0
    await town.asked(YUKI, EAST, progress="sent", steps=6)
    line = Line(visit_id(QUAKE, SATO), QUAKE, 0, SATO)
    await change_visit(town.database, None, line, Change(VisitState.UNASSIGNED), PersonId("officer"), NOW)
    assert await uncalled(town) == 2
    await town.raise_notice(about=HANA)
    board = await read_board(town.database, NOW, Limits(), staff_step=6)
    calling = board.total(Section.GO, drill=False)
    assert (await read_visits(town.database, WANTED)).total == calling + await uncalled(town) == 3


async def test_whoever_was_visited_or_waits_in_another_incident_is_not_counted(town: Town) -> None:
    await town.asked(YUKI, EAST, progress="sent", steps=6)
    line = Line(visit_id(QUAKE, YUKI), QUAKE, 0, YUKI)
    await change_visit(
        town.database, None, line, Change(VisitState.NOT_NEEDED), PersonId("officer"), NOW + timedelta(minutes=1)
    )
    assert await uncalled(town) == 0
    assert (await read_visits(town.database, replace(WANTED, over=True))).total == 1
    board = await read_board(town.database, NOW, Limits(), staff_step=0)
    assert {each.incident.id: each.uncalled for each in board.incidents} == {QUAKE: 1, DRILL: 0}
