"""A leader's call of a district where the month's messages are short: it reaches those for whom there are some."""

from bot.core.events import Channel
from bot.core.quota import Quota
from bot.core.records import DistrictCalled
from bot.core.replies import Say, text
from bot.storage.database import Database
from bot.storage.memory import Account
from bot.storage.turn_store import SqlTurnStore
from tests.contracts.backends import SqlBackend
from tests.contracts.city import EAST, HANA, SATO, City, arrival, finished, line

CALLED = DistrictCalled(EAST, City().incidents[1], SATO, (Say(text("hello")),))


async def test_a_call_is_cut_to_what_is_left_so_that_it_does_not_reach_nobody(database: Database) -> None:
    city = City()
    city.accounts = [Account(Channel.LINE, "U" + letter * 32, who) for letter, who in (("a", HANA), ("b", SATO))]
    backend = SqlBackend(database)
    await backend.fill(city)

    async def quota() -> Quota:
        return Quota(200, 199)

    turn = finished(arrival(1, line("Usato"), 0), records=(CALLED,))
    await backend.inbox.accept([turn.arrival])
    assert await SqlTurnStore(database, quota=quota).commit([turn]) == (True,)
    letters = [each.letter for each in await backend.letters() if each.letter.reminds_of]
    assert [(len(each.recipients), each.beyond) for each in letters] == [(1, False), (1, True)]
