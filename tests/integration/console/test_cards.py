"""What the board's cards say beside the words of a notice: of which incident it is, and who goes there."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from admin import words
from admin.board import Board, Team
from admin.queries.board import read_board
from admin.queries.closing import read_under_way
from admin.queries.notices import Limits
from bot.core.ids import IncidentId, NoticeId, PersonId
from bot.core.incidents import Hazard, Incident
from bot.core.visits import VisitState, visit_id
from bot.storage import tables
from bot.storage.incidents import IncidentStore
from bot.storage.rows.incidents import row_of_incident
from bot.storage.staff_word.visiting import Change, Line, change_visit
from tests.integration.console.neighbours import NOW
from tests.integration.console_town import CITY, DRILL, EAST, HANA, KEN, QUAKE, SATO, Town


async def board_of(town: Town) -> Board:
    return await read_board(town.database, NOW, Limits())


async def test_a_card_of_a_closed_incident_says_which_it_was(town: Town) -> None:
    await town.raise_notice(about=HANA)
    await IncidentStore(town.database).close(QUAKE, NOW)
    rain = Incident(IncidentId("rain"), "大雨", Hazard.FLOOD, "4", (), drill=False, opened_at=NOW)
    await town.add(tables.incidents, row_of_incident(rain))
    await town.raise_notice(about=SATO, incident=rain.id)
    await town.raise_notice(about=SATO, incident=None)
    former = [each.former for each in (await board_of(town)).notices]
    assert former == ["", "", "強い地震"], "the newest first"


async def send_there(
    town: Town, to: PersonId | None, state: VisitState = VisitState.HEADING, notice: NoticeId | None = None
) -> None:
    line = Line(visit_id(QUAKE, to or notice or NoticeId("")), QUAKE, 0, to, notice)
    await change_visit(town.database, None, line, Change(state, "消防2班"), PersonId("officer"), NOW)


async def test_a_card_says_which_team_is_on_its_way_to_somebody_known_or_not(town: Town) -> None:
    for about in (HANA, SATO, KEN, None):
        last = await town.raise_notice(about=about)
    await town.raise_notice(about=HANA, incident=None)
    for to in (HANA, KEN):
        await send_there(town, to)
    await send_there(town, None, notice=last)
    await send_there(town, SATO, VisitState.NOT_MET)
    teams = [each.team for each in (await board_of(town)).notices]
    sent = Team("消防2班", NOW)
    assert teams == [None, sent, sent, None, sent]
    assert words.heading(sent, ZoneInfo("Asia/Tokyo")) == "消防2班が向かっています(12:00)"
    assert "訪問の担当が向かっています" in words.heading(Team("", NOW), ZoneInfo("Asia/Tokyo"))


async def test_of_a_closed_incident_no_team_is_on_its_way(town: Town) -> None:
    await town.raise_notice(about=HANA)
    await send_there(town, HANA)
    await IncidentStore(town.database).close(QUAKE, NOW)
    assert [each.team for each in (await board_of(town)).notices] == [None]


@pytest.mark.parametrize(("incident", "told"), [(QUAKE, 1), (DRILL, 0)])
async def test_whoever_closes_reads_which_emergencies_go_on_and_of_a_drill_none(
    town: Town, incident: IncidentId, told: int
) -> None:
    for id_, ended in (("holds", None), ("ended", NOW - timedelta(hours=1))):
        await town.add(
            tables.emergencies,
            {
                "id": id_,
                "districts": [EAST],
                "declared_at": NOW - timedelta(hours=2),
                "until": NOW + timedelta(days=1),
                "ended_at": ended,
            },
        )
    shown = await IncidentStore(town.database).find(incident)
    assert shown is not None
    seen = await read_under_way(town.database, CITY, shown, NOW)
    assert [(each.emergency.id, each.where) for each in seen.declared] == [("holds", ("東町",))] * told
