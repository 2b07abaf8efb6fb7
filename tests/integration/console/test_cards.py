"""What the board's cards say beside the words of a notice: of which incident it is, and who goes there."""

from datetime import timedelta

import pytest

from admin.board import Board
from admin.queries.board import read_board
from admin.queries.closing import read_under_way
from admin.queries.notices import Limits
from bot.core.ids import IncidentId
from bot.core.incidents import Hazard, Incident
from bot.storage import tables
from bot.storage.incidents import IncidentStore
from bot.storage.rows.incidents import row_of_incident
from tests.integration.console.neighbours import NOW
from tests.integration.console_town import CITY, DRILL, EAST, HANA, QUAKE, SATO, Town


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
