"""What every store of turns promises about people with whom staff talk."""

from bot.core.conversation import Conversation
from bot.core.ids import EventId, TalkId
from bot.core.records import MessageRetracted, SaidToStaff
from tests.contracts.backends import Backend
from tests.contracts.city import HANAS, NOON, YUKI, City, arrival, finished, line

RAW = '{"type":"message","message":{"id":"77","type":"text","text":"はい、います"}}'


async def test_a_turn_knows_that_staff_talk_with_whoever_speaks(backend: Backend) -> None:
    await backend.fill(City())
    talk = await backend.talk(YUKI)
    known = await backend.store.load([HANAS, line("Uyuki")])
    assert (known[HANAS].talk, known[line("Uyuki")].talk) == (None, talk)


async def test_what_is_said_to_staff_is_kept_once_and_goes_when_it_is_taken_back(backend: Backend) -> None:
    said = SaidToStaff("s1", TalkId("t1"), EventId("event-0001"), "はい、います", NOON)
    turn = finished(arrival(1, raw=RAW), records=(said,))
    await backend.inbox.accept([turn.arrival])
    assert await backend.store.commit([turn]) == (True,)
    assert await backend.store.commit([turn]) == (False,)
    assert await backend.said_to_staff() == ["はい、います"]
    back = finished(arrival(2), Conversation(HANAS, version=1), records=(MessageRetracted(HANAS, "77"),))
    await backend.inbox.accept([back.arrival])
    await backend.store.commit([back])
    assert await backend.said_to_staff() == []
