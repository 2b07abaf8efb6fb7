"""What a proposal that outlived a closing asks, in a real database: whoever was not asked about anything as grave."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from bot.core.ids import IncidentId
from bot.core.proposals import ProposalId
from bot.storage.database import Database
from bot.storage.incidents import IncidentStore
from bot.storage.tables import proposals
from tests.contracts.backends import SqlBackend
from tests.contracts.city import WEST, City
from tests.contracts.test_alerts import LATER, Desk, an_order, of_east
from tests.unit.rules.triggers.pure_desk import again, order


@pytest.mark.parametrize("is_reopened", [False, True])
async def test_what_waits_on_asks_nobody_again_about_something_less_grave(
    database: Database, *, is_reopened: bool
) -> None:
    await SqlBackend(database).fill(City(incidents=[], check_ins=[], emergencies=[]))
    desk = Desk(database)
    await desk.take(order(3))
    waits = await desk.waiting()
    await desk.take(replace(again(of_east(4), minutes=5), series="another"))
    (graver,) = (each for each in await desk.proposals.waiting() if each.id != waits.id)
    await desk.proposals.carry_out(graver.id, an_order())
    if is_reopened:  # as one that was refused before, and is reopened after the closing
        await put(desk, waits.id, "refused")
    await IncidentStore(desk.database).close(IncidentId("I1"), LATER)
    await put(desk, waits.id, "waiting")
    assert is_reopened or (await desk.waiting()).draft.districts == (WEST,)
    assert (await desk.confirm("I2")).incident.districts == (WEST,)


async def put(desk: Desk, proposal: ProposalId, state: str) -> None:
    async with desk.database.writing() as connection:
        await connection.execute(update(proposals).where(proposals.c.id == proposal).values(state=state))
